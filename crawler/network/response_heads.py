"""Heads of answers, parsed as browsers parse them, and with a bound on their size."""

from __future__ import annotations

import logging
from typing import Any

from scrapy.core.downloader.handlers.http11 import _LenientHTTPClientParser
from twisted.web.http_headers import InvalidHeaderName

logger = logging.getLogger(__name__)

MAX_HEAD = 256 * 1024
"""Bytes of an answer's head, including 1xx answers before it, at most: Chrome's bound. Portals' have 0.3 to 2 KB."""
MAX_FIELDS = 1_000
"""Fields of an answer's head, at most."""


class HeadTooLargeError(Exception):
    """An answer's head is too large."""


class Parser(_LenientHTTPClientParser):
    """Skips fields with invalid names ("X Powered By", "", "Tên"), and accepts blanks before a colon.

    It adds no state but two numbers, since its class is assigned to a parser that already exists.
    """

    MAX_LENGTH = MAX_HEAD
    _bytes = 0
    _fields = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 (Twisted's name)
        """Parse one line. Raises HeadTooLargeError."""
        self._bytes += len(line) + 1
        self._fields += 1
        if self._bytes > MAX_HEAD or self._fields > MAX_FIELDS:
            raise HeadTooLargeError(f"its head has more than {MAX_HEAD:,} bytes or {MAX_FIELDS:,} fields")
        is_continued: bool = line[:1] in (b" ", b"\t") and line.strip() != b""
        if is_continued and self._partialHeader is None:
            return  # it continues nothing
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: ARG002, N802 (Twisted's signature)
        """Raise HeadTooLargeError."""
        raise HeadTooLargeError(f"a line of its head has more than {MAX_HEAD:,} bytes")

    def headerReceived(self, name: bytes, value: bytes) -> None:  # noqa: N802 (Twisted's name)
        """Keep a field whose name is valid."""
        try:
            super().headerReceived(name.strip(b" \t"), value)  # type: ignore[no-untyped-call]
        except InvalidHeaderName:
            logger.debug("A field of a head is left out: %r", name[:100])

    def allHeadersReceived(self) -> None:  # noqa: N802 (Twisted's name)
        """Drop transfer encodings other than `chunked`, the only one that browsers know."""
        headers: Any = self.connHeaders
        if encodings := headers.getRawHeaders(b"Transfer-Encoding"):
            if b"chunked" in b",".join(encodings).lower():
                headers.setRawHeaders(b"Transfer-Encoding", [b"chunked"])
            else:
                headers.removeHeader(b"Transfer-Encoding")
        super().allHeadersReceived()  # type: ignore[no-untyped-call]


def head_too_large(error: BaseException) -> HeadTooLargeError | None:
    """Find the HeadTooLargeError that ended a download, among an error's causes; None where there is none."""
    if isinstance(error, HeadTooLargeError):
        return error
    inner = [failure.value for failure in getattr(error, "reasons", None) or ()]
    causes = [*inner, *([error.__cause__] if error.__cause__ is not None else [])]
    return next(filter(None, map(head_too_large, causes)), None)

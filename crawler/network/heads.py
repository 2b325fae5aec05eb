"""Heads of answers, read as browsers read them, and no more of one than any portal needs."""

from __future__ import annotations

import logging
from typing import Any

from scrapy.core.downloader.handlers.http11 import _LenientHTTPClientParser
from twisted.web.http_headers import InvalidHeaderName

logger = logging.getLogger(__name__)

MAX_HEAD = 256 * 1024
"""Bytes of an answer's head, what comes before it (1xx) included: Chrome's bound. Portals' have 0.3 to 2 KB."""
MAX_FIELDS = 1_000
"""Fields of it."""


class HeadTooLargeError(Exception):
    """An answer's head has no end in sight."""


class Parser(_LenientHTTPClientParser):
    """Leaves fields out whose names are none ("X Powered By", "", "Tên"), and takes blanks before a colon.

    It has no state of its own but two numbers, since it is put in the place of another parser that is made already.
    """

    MAX_LENGTH = MAX_HEAD
    _bytes = 0
    _fields = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 (Twisted's name)
        """Raises HeadTooLargeError."""
        self._bytes += len(line) + 1
        self._fields += 1
        if self._bytes > MAX_HEAD or self._fields > MAX_FIELDS:
            raise HeadTooLargeError(f"its head has more than {MAX_HEAD:,} bytes or {MAX_FIELDS:,} fields")
        is_continued: bool = line[:1] in (b" ", b"\t") and line.strip() != b""
        if is_continued and self._partialHeader is None:
            return  # it continues nothing
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: ARG002, N802 (Twisted's signature)
        """Raises HeadTooLargeError."""
        raise HeadTooLargeError(f"a line of its head has more than {MAX_HEAD:,} bytes")

    def headerReceived(self, name: bytes, value: bytes) -> None:  # noqa: N802 (Twisted's name)
        """Keep a field whose name is one."""
        try:
            super().headerReceived(name.strip(b" \t"), value)  # type: ignore[no-untyped-call]
        except InvalidHeaderName:
            logger.debug("A field of a head is left out: %r", name[:100])

    def allHeadersReceived(self) -> None:  # noqa: N802 (Twisted's name)
        """Of transfer encodings browsers know `chunked` only."""
        headers: Any = self.connHeaders
        if encodings := headers.getRawHeaders(b"Transfer-Encoding"):
            if b"chunked" in b",".join(encodings).lower():
                headers.setRawHeaders(b"Transfer-Encoding", [b"chunked"])
            else:
                headers.removeHeader(b"Transfer-Encoding")
        super().allHeadersReceived()  # type: ignore[no-untyped-call]


def head_too_large(error: BaseException) -> HeadTooLargeError | None:
    """The reason, where it was a head's size that ended a download."""
    if isinstance(error, HeadTooLargeError):
        return error
    inner = [failure.value for failure in getattr(error, "reasons", None) or ()]
    causes = [*inner, *([error.__cause__] if error.__cause__ is not None else [])]
    return next(filter(None, map(head_too_large, causes)), None)

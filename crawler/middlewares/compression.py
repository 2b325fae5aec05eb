"""Decompression that also detects a body that was cut, or whose encoding is named wrongly."""

from __future__ import annotations

import zlib

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response

from crawler.network.whole_body import is_whole

_GZIP = b"\x1f\x8b"
CUT = "cut body"
"""Flag of a response with a cut body; the retry middleware asks again, or ends the request with that outcome."""


class WholeBodyMiddleware(HttpCompressionMiddleware):
    """Requests gzip and deflate only, because their end can be recognised (see DEFAULT_REQUEST_HEADERS)."""

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002 (Scrapy's signature)
    ) -> Request | Response:
        """Decompress as Scrapy does, and flag a cut body. Raises IgnoreRequest beyond DOWNLOAD_MAXSIZE."""
        response = _truly_labelled(response)
        encodings = response.headers.getlist("Content-Encoding")
        try:
            answer: Request | Response = super().process_response(request, response)
        except (OSError, EOFError, zlib.error):
            return _unpackable(response)
        one = encodings[0].strip().lower() if len(encodings) == 1 else b""
        if response.body and response.status < 400 and not is_whole(response.body, one):
            answer.flags.append(CUT)
        return answer


def _unpackable(response: Response) -> Response:
    """Flag a response whose body can't be decompressed as cut; an error's is emptied, because nobody reads it."""
    return response.replace(body=b"") if response.status >= 400 else response.replace(flags=[*response.flags, CUT])


def _truly_labelled(response: Response) -> Response:
    """Correct the head of an answer so that it names gzip as often as the body is compressed.

    Servers behind proxies compress a page and say so twice, or compress it and say nothing, or say so and do not.
    """
    named = [one.strip().lower() for one in b",".join(response.headers.getlist("Content-Encoding")).split(b",")]
    is_page = (response.headers.get("Content-Type") or b"").lower().startswith(b"text/html")
    is_packed, says_gzip = response.body.startswith(_GZIP), set(named) <= {b"gzip", b"x-gzip"}
    is_unnamed = named == [b""] and is_page and is_packed
    is_named_too_often = says_gzip and len(named) > 1 and is_packed and not _begin(response.body).startswith(_GZIP)
    is_plain = says_gzip and not is_packed and b"\0" not in response.body
    if not (is_unnamed or is_named_too_often or is_plain):
        return response
    headers = response.headers.copy()
    headers.pop("Content-Encoding", None)
    if not is_plain:
        headers["Content-Encoding"] = "gzip"
    return response.replace(headers=headers)


def _begin(packed: bytes) -> bytes:
    """Return the first bytes of a gzip body's content; none where it is no gzip."""
    try:
        return zlib.decompressobj(31).decompress(packed[:65_536], 16)
    except zlib.error:
        return b""

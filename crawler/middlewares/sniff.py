"""Takes HTML for HTML, whatever its Content-Type says."""

from __future__ import annotations

import re

from scrapy import Request
from scrapy.http import HtmlResponse, Response, TextResponse

_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?+(?>(?:<!--.{0,500}?-->\s*+)*)<(?:!doctype\s++html|html|head)\b",
    re.I | re.S,
)
"""Nothing in it is tried in two ways: comments in a row would take exponential time."""


def is_html(body: bytes) -> bool:
    """Whether a body begins as an HTML page does, after a byte order mark, an XML declaration and comments."""
    return _HTML.match(body[:4096]) is not None


class SniffMiddleware:
    """Portals serve pages as text/plain, application/octet-stream or without any type."""

    def process_response(self, request: Request, response: Response) -> Response:  # noqa: ARG002 (Scrapy's signature)
        if isinstance(response, HtmlResponse) or not is_html(response.body):
            return response
        encoding = response.encoding if isinstance(response, TextResponse) else None
        return response.replace(cls=HtmlResponse, encoding=encoding)

"""Detection of HTML by its body, whatever its Content-Type says."""

from __future__ import annotations

from scrapy import Request
from scrapy.http import HtmlResponse, Response, TextResponse

from seeds.pages.html_detection import is_html


class SniffMiddleware:
    """Makes an HtmlResponse of pages that portals serve as text/plain, application/octet-stream or without any type."""

    def process_response(self, request: Request, response: Response) -> Response:  # noqa: ARG002 (Scrapy's signature)
        if isinstance(response, HtmlResponse) or not is_html(response.body):
            return response
        encoding = response.encoding if isinstance(response, TextResponse) else None
        return response.replace(cls=HtmlResponse, encoding=encoding)

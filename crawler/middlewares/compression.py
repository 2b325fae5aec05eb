"""Scrapy's decompression, which also notices a compressed body that was cut or is none."""

from __future__ import annotations

import zlib

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response

from crawler.network.whole import is_whole

CUT = "cut body"
"""The flag of such a response; the retry middleware asks again, or ends the request with that outcome."""


class WholeBodyMiddleware(HttpCompressionMiddleware):
    """Asks for gzip and deflate only, whose ends can be told (DEFAULT_REQUEST_HEADERS says so first)."""

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002 (Scrapy's signature)
    ) -> Request | Response:
        """As Scrapy's: raises IgnoreRequest for what grows beyond DOWNLOAD_MAXSIZE."""
        encodings = response.headers.getlist("Content-Encoding")
        try:
            answer: Request | Response = super().process_response(request, response)
        except (OSError, EOFError, zlib.error):
            return response.replace(flags=[*response.flags, CUT])
        one = encodings[0].strip().lower() if len(encodings) == 1 else b""
        if response.body and not is_whole(response.body, one):
            answer.flags.append(CUT)
        return answer

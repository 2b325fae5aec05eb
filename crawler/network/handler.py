"""Scrapy's HTTP handler with three timeouts: for the connection, for the first byte, for the whole body."""

from __future__ import annotations

import asyncio
from weakref import WeakKeyDictionary

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError
from scrapy.http import Response

from crawler.network.backoff import Backoff
from crawler.network.connections import Pool
from crawler.network.gate import gate_of
from crawler.network.outcomes import Outcome, RequestEnded
from crawler.network.response_heads import head_too_large
from crawler.network.tls import CiphersAsWritten

_ANSWERED = "download_latency"  # in a request's meta, from Scrapy, once the answer's head is there

_cares: WeakKeyDictionary[Crawler, Backoff] = WeakKeyDictionary()
"""One `Backoff` per crawl, shared by both schemes: Scrapy makes a handler for each."""


class PortalHandler(HTTP11DownloadHandler):
    """Sends a request when the gate lets it pass, and ends it at the first timeout that it reaches.

    - DOWNLOAD_CONNECT_TIMEOUT: seconds until the connection is made, including the name look-up.
    - DOWNLOAD_FIRST_BYTE_TIMEOUT: seconds until the answer's head is there, including connection and TLS handshake.
    - DOWNLOAD_TIMEOUT: seconds for the whole request.

    Each raises DownloadTimeoutError, which says what was waited for.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool = Pool(crawler.settings.getfloat("DOWNLOAD_CONNECT_TIMEOUT"))
        self._pool.maxPersistentPerHost = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        self._contextFactory.tls_ciphers = CiphersAsWritten(crawler.settings["DOWNLOADER_CLIENT_TLS_CIPHERS"])
        self._first_byte = crawler.settings.getfloat("DOWNLOAD_FIRST_BYTE_TIMEOUT")
        self._whole = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self._gate = gate_of(crawler)
        self._care = _cares.setdefault(crawler, Backoff(crawler))

    async def download_request(self, request: Request) -> Response:
        """Send a request. Raises what Scrapy's handler raises, and Ended where the gate is closed."""
        async with self._gate.place:
            await self._gate.turn()
            try:
                response = await self._download(request)
            except Exception as error:
                self._care.failed(request, error)
                raise
            self._care.answered(response)
            return response

    async def _download(self, request: Request) -> Response:
        request.meta.pop(_ANSWERED, None)  # an earlier try's
        download = asyncio.ensure_future(super().download_request(request))
        try:
            await asyncio.wait({download}, timeout=self._first_byte)
            if not download.done() and _ANSWERED not in request.meta:
                raise DownloadTimeoutError(f"{request.url} gave no answer within {self._first_byte:g} seconds")
            await asyncio.wait({download}, timeout=self._whole)  # Scrapy ends it earlier, unless it stumbles itself
            if not download.done():
                raise DownloadTimeoutError(f"{request.url} did not end within {self._whole:g} seconds")
            return await download
        except DownloadCancelledError as cancelled:
            if str(cancelled):
                raise
            # Without a word where a body of unknown length grew too large.
            raise DownloadCancelledError("the body is larger than download max size") from cancelled
        except Exception as error:
            if (large := head_too_large(error)) is not None:
                raise RequestEnded(Outcome.TOO_LARGE, str(large)) from error
            raise
        finally:
            download.cancel()

"""The portal's handler, with a browser: requests marked `render` are opened in Chromium, all others as usual."""

from __future__ import annotations

import asyncio
from weakref import WeakKeyDictionary

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeoutError
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response

from crawler.network.handler import PortalHandler
from crawler.network.outcomes import Outcome, RequestEnded
from crawler.rendering.browser import Browser

RENDER = "render"
"""Key in a request's meta that marks it to be rendered."""

_DOWNLOADS = ("Failed to download", "Download is starting", "ERR_ABORTED")

_browsers: WeakKeyDictionary[Crawler, Browser] = WeakKeyDictionary()
"""One browser per crawl, shared by both schemes: Scrapy makes a handler for each."""


class RenderingHandler(PortalHandler):
    """Renders pages behind the crawl's gate; a page is given up DOWNLOAD_TIMEOUT seconds after its rendering began."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        if crawler not in _browsers:
            _browsers[crawler] = Browser(crawler)
        self._browser = _browsers[crawler]

    async def _download(self, request: Request) -> Response:
        if not request.meta.get(RENDER):
            return await super()._download(request)
        try:
            # One at a time, even where settings let several be under way: one that hangs must take none down with it.
            async with self._browser.turn:
                return await asyncio.wait_for(self._browser.rendered(request), self._whole)
        except (TimeoutError, PlaywrightTimeoutError):
            raise DownloadTimeoutError(f"{request.url} was not built within {self._whole:g} seconds") from None
        except (PlaywrightError, RuntimeError) as error:  # a RuntimeError is scrapy-playwright's, of a download
            raise _translated(error) from None

    async def close(self) -> None:
        await super().close()
        await self._browser.close()


def _translated(error: Exception) -> Exception:
    """Translate Chromium's error into one that maps to an outcome."""
    text = next(iter(str(error).splitlines()), "the browser failed")
    if any(words in text for words in _DOWNLOADS):
        return RequestEnded(Outcome.NOT_TEXT, "it is a document to download")
    if "ERR_CERT" in text or "ERR_SSL" in text:
        return OSError(f"TLS or certificate: {text}")
    return OSError(text)

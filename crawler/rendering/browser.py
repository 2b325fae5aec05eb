"""A crawl's browser, by scrapy-playwright: one request, one page, and its HTML once its scripts have built it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page
from playwright.async_api import Request as Asked
from playwright.async_api import TimeoutError as PlaywrightTimeoutError
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import HtmlResponse, Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from crawler.network.gate import gate_of
from crawler.network.outcomes import Outcome, RequestEnded
from crawler.rendering.proxy import GuardProxy
from seeds.config.site import Site
from seeds.urls.canonical import same_portal

HEADER = "X-Tinhuy-Rendered"
"""Header of a stored snapshot that names the browser which rendered it."""
UNSEEN = frozenset({"image", "media", "font", "ping"})
"""Resource types that are not loaded, because no text needs them."""
QUIET = 10_000
"""Milliseconds that a loaded page gets to fall silent (no request for half a second); some never do."""
CLOSING = 5
"""Seconds that a page or a browser gets to close: a page whose script hangs does not answer."""
_OF_THE_SHELL = ("ETag", "Last-Modified", "Content-Length", "Transfer-Encoding")
"""Headers of the document as sent, which is not what is stored: every page of such a portal may be sent as one empty
shell."""


class Browser:
    """The browser of a crawl, which starts and ends with it."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.site: Site = getattr(crawler.spidercls, "site")  # noqa: B009 (the loader sets it)
        self.settings = settings
        self.gate = gate_of(crawler)
        self.most = settings.getint("DOWNLOAD_MAXSIZE")
        patience = settings.getfloat("DOWNLOAD_FIRST_BYTE_TIMEOUT")
        self.guard = GuardProxy(settings.getbool("ALLOW_PRIVATE_ADDRESSES"), self.most, patience)
        self.turn = asyncio.Lock()
        self._robots: list[Any] = []
        self._handler = ScrapyPlaywrightDownloadHandler(crawler)
        self._handler.abort_request = self._is_left_out
        self._handler.config.navigation_timeout_ms = patience * 1000
        self._closed = False
        crawler.signals.connect(self._read_robots, signal=signals.robots_parsed)

    async def rendered(self, request: Request) -> Response:
        """Open a page and return its HTML as its scripts have built it. Raises Playwright's and Scrapy's errors."""
        proxy = request.meta.get("proxy")
        if proxy is None:
            await self.guard.address_of(urlsplit(request.url).hostname or "")
        asked = request.replace(meta={**request.meta, **await self._meta(proxy)})
        try:
            response = await self._handler.download_request(asked)
        except (PlaywrightTimeoutError, asyncio.CancelledError):
            await self._start_anew()
            raise
        finally:
            request.meta["download_latency"] = asked.meta.get("download_latency", 0.0)
            page: Page | None = asked.meta.get("playwright_page")
            if page is not None and not page.is_closed():
                await _bounded(page.close())
        return self._stored(response, request)

    async def close(self) -> None:
        """Close the browser and the guard, once."""
        if not self._closed:
            self._closed = True
            await self._handler.close()
            await self.guard.close()

    async def _start_anew(self) -> None:
        """Restart the browser for the next page: a script that hangs blocks its page's process, which pages share."""
        browser = getattr(self._handler, "browser", None)
        if browser is not None:
            await _bounded(browser.close())
            await _bounded(self._gone())

    async def _gone(self) -> None:
        """Wait until scrapy-playwright has got the event of the browser's end; its next request starts another."""
        while hasattr(self._handler, "browser"):
            await asyncio.sleep(0.05)

    async def _meta(self, proxy: str | None) -> dict[str, Any]:
        return {
            "playwright": True,
            "playwright_include_page": True,  # so that it can be closed here, whatever happens
            "playwright_page_goto_kwargs": {"wait_until": "domcontentloaded"},
            "playwright_page_methods": [PageMethod(_fall_silent)],
            "playwright_context_kwargs": {
                "user_agent": self.settings["USER_AGENT"],
                "locale": "vi-VN",
                "timezone_id": "Asia/Ho_Chi_Minh",
                "accept_downloads": False,
                "service_workers": "block",
                "ignore_https_errors": not self.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES"),
                # <-loopback>: Chromium would go past a proxy to hosts of its own machine.
                "proxy": {"server": proxy or await self.guard.start(), "bypass": "<-loopback>"},
            },
        }

    def _stored(self, response: Response, request: Request) -> Response:
        url = response.url.partition("#")[0]
        if not same_portal(url, self.site):
            raise RequestEnded(Outcome.REDIRECTED_AWAY, f"redirected to {url}")
        body = response.text.encode()
        if len(body) > self.most:
            raise DownloadCancelledError("what its scripts built is larger than download max size")
        headers = response.headers.copy()
        for name in _OF_THE_SHELL:
            headers.pop(name, None)
        headers["Content-Type"] = "text/html; charset=utf-8"
        headers[HEADER] = f"Chromium {self._handler.browser.version}"
        return HtmlResponse(
            url, status=response.status, headers=headers, body=body, encoding="utf-8", request=request,
            ip_address=response.ip_address,
        )  # fmt: skip

    def _read_robots(self, robotparser: Any) -> None:
        self._robots.append(robotparser)

    def _is_left_out(self, asked: Asked) -> bool:
        """Decide whether to skip a resource that a page loads; one that the portal is asked for counts as a request."""
        if asked.resource_type in UNSEEN:
            return True
        if asked.is_navigation_request() or not same_portal(asked.url, self.site):
            return False
        agent = self.settings["ROBOTSTXT_USER_AGENT"]
        if any(not robots.allowed(asked.url, agent) for robots in self._robots):
            return True
        self.gate.sent += 1
        return False


async def _bounded(closing: Awaitable[None]) -> None:
    with suppress(PlaywrightError, TimeoutError):
        await asyncio.wait_for(closing, CLOSING)


async def _fall_silent(page: Page) -> None:
    with suppress(PlaywrightTimeoutError):
        await page.wait_for_load_state("networkidle", timeout=QUIET)

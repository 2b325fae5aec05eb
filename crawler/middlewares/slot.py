"""Makes Scrapy queue all requests to one portal in one line, under whichever of its names it is asked."""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from seeds.addresses import portal_host, same_portal
from seeds.model import Site


class PortalSlotMiddleware:
    """www.x.vn and x.vn are one host, and get one request at a time; Scrapy goes by the name."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.slot = portal_host(site)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PortalSlotMiddleware:
        site: Site | None = getattr(crawler.spidercls, "site", None)
        if site is None:
            raise NotConfigured("no site's crawl")
        return cls(site)

    def process_request(self, request: Request) -> None:
        if same_portal(request.url, self.site):
            request.meta["download_slot"] = self.slot

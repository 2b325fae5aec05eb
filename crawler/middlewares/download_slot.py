"""One download queue per portal, under whichever of its names it is asked."""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from seeds.config.site import Site
from seeds.urls.canonical import portal_host, same_portal


class PortalSlotMiddleware:
    """Puts www.x.vn and x.vn, which are one host, into one queue; Scrapy has a queue per name."""

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

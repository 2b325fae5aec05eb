"""Scrapy's spider loader: one spider class per site file."""

from __future__ import annotations

import builtins
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from crawler.network.tls import tls_settings
from crawler.rendering.requirements import rendering_settings
from seeds.config.catalogue import Catalogue, catalogue
from seeds.errors import UsageError as SeedsUsageError

UNSPARED = {"AUTOTHROTTLE_ENABLED": False, "RETRY_BACKOFF": [0], "BREAKER_PAUSE": 0}
"""Settings for hosts with `delay: 0`, which are our own: neither a throttle nor pauses are needed there."""


class SiteLoader:
    """Lists sites without parsing a file, and parses only the site that is loaded."""

    def __init__(self, sites: Catalogue) -> None:
        self.sites = sites

    @classmethod
    def from_settings(cls, _settings: BaseSettings) -> SiteLoader:
        """Make a loader for the seeds folder that TINHUY_SEEDS names. Raises Scrapy's UsageError."""
        try:
            return cls(catalogue())
        except SeedsUsageError as error:
            raise UsageError(str(error), print_help=False) from None

    def load(self, spider_name: str) -> type[Spider]:
        """Make the spider class of one site. Raises Scrapy's UsageError for an unknown site or a broken file."""
        from crawler.spiders.exploring import ExploringSpider  # noqa: PLC0415 (listing sites needs none of it)
        from crawler.spiders.portal import PortalSpider  # noqa: PLC0415

        try:
            site = self.sites.site(spider_name)
        except SeedsUsageError as error:
            raise UsageError(str(error), print_help=False) from None
        settings: dict[str, Any] = {
            "DOWNLOAD_DELAY": site.delay,
            "ALLOW_PRIVATE_ADDRESSES": site.allow_private,
            **({} if site.budget is None else {"REQUEST_BUDGET": site.budget}),
            **({} if site.delay else UNSPARED),
            **tls_settings(site.tls),
            **(self._rendering(site.id) if site.render else {}),
        }
        members = {"name": site.id, "site": site, "custom_settings": settings, "__doc__": site.name}
        spider = ExploringSpider if site.explore else PortalSpider
        return type(f"{site.id.title()}Spider", (spider,), members)

    @staticmethod
    def _rendering(site_id: str) -> dict[str, Any]:
        try:
            return rendering_settings()
        except SeedsUsageError as error:
            raise UsageError(f"{site_id}: {error}", print_help=False) from None

    def list(self) -> builtins.list[str]:
        """Return the ids of all sites."""
        return self.sites.ids()

    def find_by_request(self, _request: Request) -> builtins.list[str]:
        """Return none: `scrapy shell` and `fetch` need no site, and finding one would parse every file."""
        return []

"""Refuses requests whose address is literally private; names are checked where they are resolved."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.network.outcomes import Outcome, RequestEnded
from crawler.network.private_addresses import is_private, literal


class PrivateAddressMiddleware:
    """Checks every request, also redirected ones and those whose name a proxy would resolve."""

    def __init__(self, allowed: bool) -> None:
        self.allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PrivateAddressMiddleware:
        return cls(crawler.settings.getbool("ALLOW_PRIVATE_ADDRESSES"))

    def process_request(self, request: Request) -> Any:
        """Raise Ended for a private address."""
        host = urlsplit(request.url).hostname or ""
        address = None if self.allowed else literal(host)
        if address is not None and is_private(address):
            raise RequestEnded(Outcome.REFUSED_ADDRESS, f"{host} is {address}, which is a private address")

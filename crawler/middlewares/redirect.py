"""Follows redirects inside a portal only."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.http import Response

from crawler.outcomes import Ended, Outcome
from crawler.private import is_private, literal
from seeds.addresses import MAX_LENGTH, same_portal
from seeds.model import Site

LONGEST = 2 * MAX_LENGTH
"""Characters of an address that is asked for: escapes are read before it is made canonical."""


class PortalRedirectMiddleware(RedirectMiddleware):
    """Ends requests that are redirected to another host before that host is asked.

    Only requests of a portal's spider are held to this; in `scrapy shell` redirects go anywhere public.
    """

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        answer: Request | Response = super().process_response(request, response)
        site: Site | None = getattr(spider or self.crawler.spider, "site", None)
        if isinstance(answer, Request) and site is not None and not same_portal(answer.url, site):
            raise Ended(self._outcome(answer), f"redirected to {answer.url}"[:500])
        if isinstance(answer, Request) and len(answer.url) > LONGEST:
            raise Ended(Outcome.REDIRECTED_AWAY, f"redirected to an address of {len(answer.url):,} characters")
        return answer

    def _outcome(self, target: Request) -> Outcome:
        address = literal(urlsplit(target.url).hostname or "")
        private = address is not None and is_private(address)
        allowed = self.crawler.settings.getbool("ALLOW_PRIVATE_ADDRESSES")
        return Outcome.REFUSED_ADDRESS if private and not allowed else Outcome.REDIRECTED_AWAY

"""Redirects, followed inside a portal only; pages that do nothing but lead on count as redirects."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.http import HtmlResponse, Response

from crawler.middlewares.stub_pages import stub_target
from crawler.network.outcomes import Outcome, RequestEnded
from crawler.network.private_addresses import is_private, literal
from seeds.config.site import Site
from seeds.urls.canonical import MAX_LENGTH, same_portal

LONGEST = 2 * MAX_LENGTH
"""Characters of an address that is asked for, at most: escapes are read before it is made canonical."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class PortalRedirectMiddleware(RedirectMiddleware):
    """Ends requests that are redirected to another host before that host is asked.

    Only requests of a portal's spider are held to this; in `scrapy shell` redirects go anywhere public. A portal that
    redirects a visitor to the requested address with a cookie gets that cookie from then on, and no other.
    """

    _cookies = ""
    """Value of the Cookie header for a portal that insists on one."""

    def process_request(self, request: Request) -> None:
        """Send the cookie that the portal insisted on."""
        if self._cookies:
            request.headers.setdefault("Cookie", self._cookies)

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """Return the request to send instead, or the response. Raises Ended for a redirect to another host."""
        site: Site | None = getattr(spider or self.crawler.spider, "site", None)
        location = response.headers.get("Location")
        if response.status in _REDIRECTS and location is not None:
            response.headers["Location"] = location.replace(b"\\", b"/")  # as browsers read it
            if site is not None and self._insists_on_cookie(request, response):
                return self._with_cookies(request, response)
        answer: Request | Response = super().process_response(request, response)
        if site is not None and isinstance(answer, HtmlResponse):
            answer = self._led_on(request, answer)
        if isinstance(answer, Request) and site is not None and not same_portal(answer.url, site):
            raise RequestEnded(self._outcome(answer), f"redirected to {answer.url}"[:500])
        if isinstance(answer, Request) and len(answer.url) > LONGEST:
            raise RequestEnded(Outcome.REDIRECTED_AWAY, f"redirected to an address of {len(answer.url):,} characters")
        return answer

    def _led_on(self, request: Request, response: HtmlResponse) -> Request | Response:
        target = stub_target(response) if request.method == "GET" else None
        if target is None or target == response.url:
            return response
        led_to: Request = self._redirect(
            self._build_redirect_request(request, response, url=target), request, "a page that only leads on"
        )
        return led_to

    @staticmethod
    def _insists_on_cookie(request: Request, response: Response) -> bool:
        target = urljoin(request.url, (response.headers.get("Location") or b"").decode("latin-1"))
        back = target.partition("#")[0] == request.url
        return back and "Set-Cookie" in response.headers and "Cookie" not in request.headers

    def _with_cookies(self, request: Request, response: Response) -> Request:
        pairs = [value.decode("latin-1").partition(";")[0].strip() for value in response.headers.getlist("Set-Cookie")]
        self._cookies = "; ".join(pairs)
        again = request.replace(dont_filter=True)
        again.headers["Cookie"] = self._cookies
        return again

    def _outcome(self, target: Request) -> Outcome:
        address = literal(urlsplit(target.url).hostname or "")
        private = address is not None and is_private(address)
        allowed = self.crawler.settings.getbool("ALLOW_PRIVATE_ADDRESSES")
        return Outcome.REFUSED_ADDRESS if private and not allowed else Outcome.REDIRECTED_AWAY

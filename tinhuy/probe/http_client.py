"""Polite HTTP client of the probe: one request at a time, with pauses, robots.txt obeyed, sizes and times bounded."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element
from protego import Protego
from scrapy.http import HtmlResponse
from urllib3.exceptions import HTTPError

from crawler import settings
from crawler.discovery.list_page import parse
from crawler.middlewares.stub_pages import stub_target
from seeds.config.site import Tls
from seeds.errors import TinhuyError
from seeds.pages.base_url import base_of
from tinhuy.probe.guarded_connections import PrivateAddressError, manager_for

SECONDS_A_PAGE = 60.0
"""Seconds for a whole answer, however slowly it arrives."""
MOST_BYTES = 10_000_000
MOST_REDIRECTS = 5
MAX_ROBOTS = 512 * 1024
"""Characters of a robots.txt that are read, at most, as in a crawl."""
MOST_DELAY = 30.0
"""Seconds between two requests, at most, whatever robots.txt asks for."""
PRIVATE = "If it is a portal of your own: --allow-private, or `allow_private: true` in its file."
UNTRUSTED = "If this is the right portal: --tls lax, or `tls: lax` in its site file."
_PIECE = 65_536
_OBJECT = re.compile(r"^<?\w+\(host=[^)]*\)>?: ")
"""Beginning of urllib3's messages."""


class NoAnswerError(TinhuyError):
    """A page could not be fetched: the portal can't be reached, or its answer is no page."""


class ForbiddenError(NoAnswerError):
    """robots.txt forbids a page."""


@dataclass(frozen=True)
class Response:
    """A page as the portal sent it."""

    asked: str
    url: str
    """Address after redirects."""
    status: int
    content_type: str
    body: bytes

    @cached_property
    def response(self) -> HtmlResponse:
        """The page as Scrapy reads it, so that the crawler will find what is found here."""
        return HtmlResponse(self.url, headers={"Content-Type": self.content_type}, body=self.body)

    @property
    def text(self) -> str:
        return str(self.response.text)

    @property
    def base(self) -> str:
        """Address against which the page's links are resolved."""
        return base_of(self.root, self.url)

    @cached_property
    def root(self) -> _Element:
        """The page's parsed tree. Raises NoAnswerError where there is none."""
        try:
            return parse(self.text)
        except (ValueError, TypeError) as error:
            raise NoAnswerError(f"{self.url} is no HTML: {error}.") from None


@dataclass
class HttpClient:
    """Requests pages of one portal. `say` is called with a line on every address before it is requested."""

    say: Callable[[str], None]
    delay: float = settings.DOWNLOAD_DELAY
    """Seconds between two requests; robots.txt may ask for more."""
    allow_private: bool = False
    tls: Tls = Tls.STRICT
    requests: int = 0
    _robots: dict[str, Protego] = field(default_factory=dict)
    _answers: dict[str, Response] = field(default_factory=dict)
    _last: float = 0.0

    def ask(self, url: str) -> Response:
        """Return the page at `url`, of any status; requested once. Raises NoAnswerError and ForbiddenError."""
        if url not in self._answers:
            self._answers[url] = self._followed(url)
        return self._answers[url]

    def page(self, url: str) -> Response:
        """Return the page at `url`. Raises ForbiddenError, and NoAnswerError for any status but 200."""
        answer = self.ask(url)
        if answer.status != 200:
            remedy = "See in a browser where it is now, and say so in the site file."
            raise NoAnswerError(f"{url} answers with {answer.status}.", remedy)
        return answer

    def allows(self, url: str) -> bool:
        """Decide whether robots.txt allows an address."""
        return bool(self.robots(url).can_fetch(url, settings.ROBOTSTXT_USER_AGENT))

    def robots(self, url: str) -> Protego:
        """Return the robots.txt of an address's host.

        By RFC 9309 a missing one forbids nothing; one that the server fails to give (5xx, 429) forbids everything.
        Raises NoAnswerError.
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            answer = self._redirected(f"{origin}/robots.txt", lambda _: None)
            refuses = answer.status >= 500 or answer.status == 429
            rules = answer.text[:MAX_ROBOTS] if answer.status == 200 else ""
            self._robots[origin] = Protego.parse("User-agent: *\nDisallow: /" if refuses else rules)
        return self._robots[origin]

    def _followed(self, url: str) -> Response:
        """Request a page; a page that does nothing but lead to another counts as a redirect, as in a crawl."""
        answer = self._redirected(url, self._check)
        for _ in range(MOST_REDIRECTS):
            target = stub_target(answer.response)
            if target is None or target == answer.url:
                break
            answer = replace(self._redirected(target, self._check), asked=url)
        return answer

    def _check(self, url: str) -> None:
        if not self.allows(url):
            raise ForbiddenError(f"robots.txt forbids {url}.", "Ask the portal's operators, or leave it.")
        asked_for = self.robots(url).crawl_delay(settings.ROBOTSTXT_USER_AGENT) or 0.0
        self.delay = max(self.delay, min(float(asked_for), MOST_DELAY))

    def _redirected(self, url: str, check: Callable[[str], None]) -> Response:
        at = url
        for _ in range(MOST_REDIRECTS + 1):
            check(at)
            status, headers, body = self._once(at)
            target = headers.get("location", "")
            if status not in (301, 302, 303, 307, 308) or not target:
                return Response(url, at, status, headers.get("content-type", ""), body)
            at = urljoin(at, target).partition("#")[0]
        raise NoAnswerError(f"{url} redirects more than {MOST_REDIRECTS} times.", "See in a browser where it leads.")

    def _once(self, url: str) -> tuple[int, dict[str, str], bytes]:
        if urlsplit(url).scheme not in ("http", "https"):
            raise NoAnswerError(f"{url} is neither http:// nor https://.")
        time.sleep(max(0.0, self._last + self.delay - time.monotonic()) if self._last else 0.0)
        self.say(f"asking {url}")
        self.requests += 1
        try:
            return self._received(url)
        except PrivateAddressError as error:
            raise NoAnswerError(f"{error}.", PRIVATE) from None
        except (HTTPError, UnicodeError, ValueError) as error:
            why = _OBJECT.sub("", str(getattr(error, "reason", None) or error))
            remedy = UNTRUSTED if "CERTIFICATE" in why else "See in a browser whether it is up."
            raise NoAnswerError(f"{url} gives no answer: {why}.", remedy) from None
        finally:
            self._last = time.monotonic()

    def _received(self, url: str) -> tuple[int, dict[str, str], bytes]:
        headers = {"User-Agent": settings.USER_AGENT, **settings.DEFAULT_REQUEST_HEADERS, "Accept-Encoding": "gzip"}
        manager = manager_for(url, self.allow_private, self.tls)
        until = time.monotonic() + SECONDS_A_PAGE
        answer = manager.request("GET", url, headers=headers, redirect=False, retries=False, preload_content=False)
        try:
            body = b""
            while piece := answer.read1(_PIECE, decode_content=True):
                body += piece
                if len(body) > MOST_BYTES:
                    raise ValueError(f"it sends more than {MOST_BYTES:,} bytes")
                if time.monotonic() > until:
                    raise ValueError(f"it takes more than {SECONDS_A_PAGE:g} seconds")
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}, body
        finally:
            answer.close()
            manager.clear()

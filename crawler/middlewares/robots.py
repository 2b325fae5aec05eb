"""Scrapy's robots.txt middleware, with an outcome for refusals, and with Crawl-delay."""

from __future__ import annotations

import codecs
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from crawler.network.gate import gate_of
from crawler.network.outcomes import Outcome, RequestEnded, outcome_of_error, words
from crawler.run.record import RunRecord

UNREACHED = frozenset({Outcome.TIMEOUT, Outcome.CONNECTION_FAILED, Outcome.CUT_BODY})
NOTHING = b"User-agent: *\nDisallow: /\n"


MAX_SIZE = 512 * 1024
"""Bytes of a robots.txt that are read; RFC 9309 asks for 500 KiB at least."""


class RobotsMiddleware(RobotsTxtMiddleware):
    """Raises RequestEnded where robots.txt forbids an address. MAX_CRAWL_DELAY: seconds of the longest delay kept to.

    As RFC 9309 has it: a missing robots.txt (4xx) forbids nothing; where the server fails or refuses to say (5xx, 429,
    no answer), everything is forbidden: the run ends, and the next one asks again.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._unreached: RequestEnded | None = None
        """The end of every request, where robots.txt could not be read."""
        crawler.signals.connect(self.read, signal=signals.robots_parsed)

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        if self._unreached is not None:
            raise self._unreached
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest:
            raise RequestEnded(Outcome.FORBIDDEN_BY_ROBOTS, "robots.txt forbids it") from None

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        is_read = 200 <= response.status < 300
        body = as_utf8(response.body[:MAX_SIZE]) if is_read else b""
        if response.status >= 500 or response.status == 429:
            said = f"robots.txt gave status {response.status}"
            self._unreached = RequestEnded(Outcome.FORBIDDEN_BY_ROBOTS, f"{said}, which forbids everything")
            self._give_up("", f" does not say what may be asked for: {said}")
            body = NOTHING
        await super()._parse_robots(response.replace(body=body), netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        outcome = outcome_of_error(exc, f"http://{netloc}/robots.txt")
        if outcome in UNREACHED:
            self._unreached = RequestEnded(outcome, words(exc))
            self._give_up("nothing of ", f" could be fetched ({outcome}: {words(exc)})")
        super()._robots_error(exc, netloc)

    def _give_up(self, before: str, behind: str) -> None:
        record: Any = self.crawler.get_extension(RunRecord)
        if record is not None:
            record.give_up(f"{before}{record.host}{behind}"[:500])

    def read(self, robotparser: RobotParser) -> None:
        """Slow the crawl down to the Crawl-delay of robots.txt, where that is longer than the site's delay."""
        asked = robotparser.crawl_delay(self.crawler.settings["ROBOTSTXT_USER_AGENT"])
        if asked is None or not asked > 0:
            return
        most = self.crawler.settings.getfloat("MAX_CRAWL_DELAY")
        gate_of(self.crawler).slow_down(min(asked, most))
        record: Any = self.crawler.get_extension(RunRecord)
        if asked > most and record is not None:
            record.note(f"robots.txt asks for {asked:g} s between requests; they are {most:g} s apart")


def as_utf8(body: bytes) -> bytes:
    """Convert a robots.txt that Notepad saved as "Unicode" (UTF-16 with its mark) to UTF-8; keep any other as it is."""
    is_utf16 = body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return body.decode("utf-16", errors="replace").encode() if is_utf16 else body

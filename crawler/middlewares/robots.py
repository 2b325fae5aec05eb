"""Scrapy's robots.txt middleware, whose refusals say what they are, and which keeps to Crawl-delay."""

from __future__ import annotations

from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.robotstxt import RobotParser

from crawler.network.gate import gate_of
from crawler.outcomes import Ended, Outcome
from crawler.run import RunRecord


class RobotsMiddleware(RobotsTxtMiddleware):
    """Raises Ended where robots.txt forbids an address. MAX_CRAWL_DELAY: seconds, the longest that is kept to."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        crawler.signals.connect(self.read, signal=signals.robots_parsed)

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest:
            raise Ended(Outcome.FORBIDDEN_BY_ROBOTS, "robots.txt forbids it") from None

    def read(self, robotparser: RobotParser) -> None:
        """Slows the crawl down to its Crawl-delay, where that is longer than the site's delay."""
        asked = robotparser.crawl_delay(self.crawler.settings["ROBOTSTXT_USER_AGENT"])
        if asked is None or not asked > 0:
            return
        most = self.crawler.settings.getfloat("MAX_CRAWL_DELAY")
        gate_of(self.crawler).slow_down(min(asked, most))
        record: Any = self.crawler.get_extension(RunRecord)
        if asked > most and record is not None:
            record.note(f"robots.txt asks for {asked:g} s between requests; they are {most:g} s apart")

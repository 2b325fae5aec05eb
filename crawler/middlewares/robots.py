"""Scrapy's robots.txt middleware, whose refusals say what they are."""

from __future__ import annotations

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.robotstxt import RobotParser

from crawler.outcomes import Ended, Outcome


class RobotsMiddleware(RobotsTxtMiddleware):
    """Raises Ended where robots.txt forbids an address."""

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest:
            raise Ended(Outcome.FORBIDDEN_BY_ROBOTS, "robots.txt forbids it") from None

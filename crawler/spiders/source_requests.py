"""How a spider requests feeds and sitemaps."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Self
from urllib.parse import urljoin

from lxml.etree import LxmlError
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.discovery.methods import Way
from crawler.discovery.sitemaps import Part
from crawler.frontier import Frontier
from crawler.lists.feeds_and_sitemaps import FeedsAndSitemaps
from crawler.lists.skip_rule import Feeds
from crawler.network.outcomes import Outcome, outcome_of_error, words
from crawler.spiders.requests import plain_request
from crawler.storage.answer import Answer, Target, answer_of
from seeds.config.site import Site

Output = AsyncIterator[Request | Answer]


class SourceSpider(Spider):
    """The part of the spider that reads feeds and sitemaps."""

    site: Site
    frontier: Frontier
    sources: FeedsAndSitemaps
    feeds: Feeds

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sitemaps: list[str] = []
        """Addresses of sitemaps that robots.txt names."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.read_robots, signal=signals.robots_parsed)
        return spider

    def read_robots(self, robotparser: Any) -> None:
        """Keep the sitemaps that robots.txt names."""
        self.sitemaps += [urljoin(self.site.start[0].url, url) for url in robotparser.rp.sitemaps]

    def source_request(self, target: Target, way: Way) -> Request:
        self.frontier.lists_open += 1
        arguments = {"target": target, "way": way}
        return plain_request(target.url, self.source_answered, self.source_failed, arguments)

    async def source_answered(self, response: Response, target: Target, way: Way) -> Output:
        answer = answer_of(target, response)
        answer.way = way
        parts: list[Part] = []
        if answer.outcome is Outcome.STORED:
            try:
                reading, parts = self.sources.read(response, way)
                answer.named, answer.ignored, answer.traps = reading.articles, reading.ignored, reading.traps
            except (ValueError, LxmlError) as error:
                answer.outcome, answer.detail = Outcome.FAILED, f"could not be read: {error}"[:500]
        async for output in self._source_ended(answer, parts):
            yield output

    async def source_failed(self, failure: Failure) -> Output:
        answer = failed(failure)
        answer.way = request_of(failure).cb_kwargs["way"]
        async for output in self._source_ended(answer, []):
            yield output

    async def _source_ended(self, answer: Answer, parts: list[Part]) -> Output:
        try:
            yield answer
            await answer.settled.wait()
            if answer.way is Way.FEED:
                self.feeds.note(answer)
            if parts and answer.new is not None and not self.frontier.is_limited and not self.frontier.stopped:
                for target in await self.sources.parts(parts):
                    yield self.source_request(target, Way.SITEMAP)
        finally:
            await self.frontier.list_settled()


def request_of(failure: Failure) -> Request:
    request: Request = getattr(failure, "request")  # noqa: B009 (Scrapy sets it)
    return request


def failed(failure: Failure) -> Answer:
    request, error = request_of(failure), failure.value
    outcome = outcome_of_error(error, request.url) if error else Outcome.FAILED
    return Answer(request.cb_kwargs["target"], outcome, detail=words(error)[:500])

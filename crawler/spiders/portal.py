"""The spider of described portals: walks a portal's lists and fetches the items in the frontier."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, Self
from urllib.parse import urljoin

from lxml.etree import LxmlError
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from corpus.crawling.records import FrontierPage, Role
from crawler.crawl_options import CrawlOptions, read_options
from crawler.discovery.json_lists import ACCEPT, asked_for, first_pages
from crawler.discovery.list_walk import ListWalk, WalkEnd
from crawler.discovery.methods import INTERFACES, Way
from crawler.discovery.named_articles import ListReading
from crawler.discovery.paging import list_page
from crawler.discovery.sitemaps import Part
from crawler.discovery.wordpress import first_posts
from crawler.frontier import Frontier
from crawler.lists.feeds_and_sitemaps import FeedsAndSitemaps
from crawler.lists.list_walks import ListWalks
from crawler.lists.read_answer import read_answer
from crawler.lists.skip_rule import Feeds, may_skip_lists
from crawler.network.outcomes import NOT_ASKED, Outcome
from crawler.run.record import RunRecord
from crawler.spiders.requests import (
    Output,
    failed,
    is_absent,
    list_request,
    list_target,
    plain_request,
    request_of,
    validators,
)
from crawler.storage.answer import Answer, Target, answer_of
from crawler.storage.destination import is_away
from crawler.storage.transactions import Transactions
from seeds.config.site import Interface, Site
from seeds.urls.canonical import is_article


class PortalSpider(Spider):
    """Crawls one site. The loader makes a subclass for each site file.

    It reads feeds, walks lists, reads sitemaps and the portal's interface, and fetches the frontier's articles.
    `-a since=YYYY-MM-DD` leaves older items, `-a limit=N` fetches at most N, `-a full=1` fetches all known ones again,
    `-a now=1` crawls outside the site's hours too.
    """

    site: Site
    frontier: Frontier
    sources: FeedsAndSitemaps
    feeds: Feeds
    options: CrawlOptions
    record: RunRecord
    sections: ListWalks
    interface: str | None = None
    """Address of WordPress' interface, from the first page that names it."""

    def __init__(
        self, *args: Any, since: Any = None, limit: Any = None, full: Any = None, now: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.options = read_options(since, limit, full, now)
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

    async def start(self) -> AsyncIterator[Any]:
        """Request feeds first, start pages next, then the frontier's pages, while the lists' walks go on."""
        record = self.crawler.get_extension(RunRecord)
        if record is None or record.store is None:  # `scrapy parse` and their like
            for start in self.site.start:
                yield Request(start.url, dont_filter=True)
            return
        self.prepare(record, record.store)
        try:
            async for request in self.find():
                yield request
            if self.sections.have_begun or record.lists_rest:
                async for page in self.frontier:
                    yield self._item_request(page)
        except Exception as error:
            record.fail(f"{type(error).__name__}: {error}")
            raise

    async def parse(self, response: Response) -> AsyncIterator[Any]:
        """Show what a list page names, for `scrapy parse`; nothing is stored."""
        page = list_page(response.url, self.site)
        for article in read_answer(response, ListWalk(page), self.site).articles:
            yield {"url": article.address, "title": article.title, "date": article.listed, "in_list": article.in_list}

    def prepare(self, record: RunRecord, store: Transactions) -> None:
        self.record = record
        parallel = self.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        self.frontier = Frontier(store, self.site.id, self.options, parallel)
        self.sections = ListWalks(self.site, store, self.options, self.settings, record.tally.leave)
        self.sources = FeedsAndSitemaps(self.site, store, self.options.since, self.settings, record.tally.leave)
        self.feeds = Feeds(len(set(self.site.feed_addresses)))

    async def find(self) -> AsyncIterator[Request]:
        """Request feeds; unless these show that nothing is new, also start pages and what they lead to."""
        for target in self.sources.targets(self.site.feed_addresses, Way.FEED):
            yield self.source_request(target, Way.FEED)
        await self.frontier.wait_until(lambda: self.frontier.lists_open == 0)
        if not await self._lists_may_rest():
            async for request in self._walk_lists():
                yield request

    async def _lists_may_rest(self) -> bool:
        """Decide whether to skip the lists. Never with options: whoever sets some wants to see the lists."""
        if self.options != CrawlOptions(now=self.options.now):
            return False
        store = self.sources.store
        rest = await store.transact(lambda conn: conn.run_sync(may_skip_lists, self.site, store.run_id, self.feeds))
        if rest:
            self.record.lists_rest = True
            self.logger.info("The feeds name nothing new and the lists were walked of late: they are left alone")
        return rest

    async def _walk_lists(self) -> AsyncIterator[Request]:
        """Request start pages and, when one of them has answered, the sources that list all articles at once."""
        for start in self.site.start:
            if walk := await self.sections.begin(list_page(start.url, self.site), start.section):
                yield self._list_request(walk)
        await self.frontier.wait_until(lambda: self.frontier.lists_open == 0 or self.sections.have_begun)
        if not self.sections.have_begun or self.frontier.is_limited or self.frontier.stopped:
            return
        for page, section in first_pages(self.site):
            if walk := await self.sections.begin(page, section, Way.JSON):
                yield self._list_request(walk)
        has_api = self.site.effective_api is Interface.WORDPRESS
        if has_api and (walk := await self.sections.begin(first_posts(self.site, self.interface), way=Way.API)):
            yield self._list_request(walk)
        for target in self.sources.targets([*self.sitemaps, *self.site.sitemap_addresses], Way.SITEMAP):
            yield self.source_request(target, Way.SITEMAP)

    def _list_request(self, walk: ListWalk) -> Request:
        self.frontier.lists_open += 1
        target = list_target(walk, self.site)
        return list_request(walk, self.list_answered, self.list_failed, {"target": target, "walk": walk}, self.site)

    async def list_answered(self, response: Response, target: Target, walk: ListWalk) -> Output:
        answer = answer_of(target, response)
        answer.walk, answer.section = walk, walk.section
        answer.way = Way.POSTBACK if walk.page.form else walk.way
        reading = ListReading()
        if answer.outcome is Outcome.STORED:
            reading = self._read(answer, walk, response)
        async for output in self._list_ended(answer, walk, reading):
            yield output

    async def list_failed(self, failure: Failure) -> Output:
        walk: ListWalk = request_of(failure).cb_kwargs["walk"]
        async for output in self._list_ended(failed(failure), walk, ListReading()):
            yield output

    async def _list_ended(self, answer: Answer, walk: ListWalk, reading: ListReading) -> Output:
        try:
            yield answer
            await answer.settled.wait()
            if walk.ended_by is None and (answer.new is None or self.frontier.stopped):
                walk.fail(WalkEnd.ABSENT if is_absent(answer, walk) else WalkEnd.FAILED)
            elif walk.ended_by is None and walk.go_on(reading, answer.new or (), self.site, self.frontier.is_limited):
                yield self._list_request(walk)
            if answer.new is not None and not self.frontier.is_limited and not self.frontier.stopped:
                async for request in self._follow(reading, walk):
                    yield request
            if walk.ended_by is not None:
                await self.record.end_walk(walk)
        finally:
            await self.frontier.list_settled()

    async def _follow(self, reading: ListReading, walk: ListWalk) -> AsyncIterator[Request]:
        """Request other lists and feeds that a page names."""
        for other in reading.others:
            if begun := await self.sections.begin(other, depth=walk.depth + 1):
                yield self._list_request(begun)
        for other in reading.menu if walk.depth == 0 else ():
            self.sections.menu.add(other.key)
            if begun := await self.sections.begin(other, (other.text,), Way.MENU, depth=1):
                yield self._list_request(begun)
        for target in self.sources.targets(reading.feeds, Way.FEED):
            yield self.source_request(target, Way.FEED)

    def _read(self, answer: Answer, walk: ListWalk, response: Response) -> ListReading:
        """Parse the list page; ends the walk where the answer is not the page that was asked for."""
        reading = ListReading()
        try:
            if (end := self._landed(walk, response.url)) is not None:
                walk.fail(end)
            if end is WalkEnd.ELSEWHERE:
                answer.outcome, answer.detail = Outcome.REDIRECTED_AWAY, f"redirected to {response.url}"
                return reading
            reading = read_answer(response, walk, self.site, self.sections.menu)
        except Exception as error:
            self.logger.exception("Could not read the list %s", response.url)
            answer.outcome, answer.detail = Outcome.FAILED, f"could not be read: {error}"[:500]
        self.interface = self.interface or reading.interface
        answer.named, answer.ignored, answer.traps = reading.articles, reading.ignored, reading.traps
        answer.headlines = reading.headlines
        if not reading.is_list and is_article(answer.target.url, self.site):
            answer.target = replace(answer.target, role=Role.ITEM)
        return reading

    def _landed(self, walk: ListWalk, url: str) -> WalkEnd | None:
        end = None if walk.way in INTERFACES else walk.land(list_page(url, self.site))
        return WalkEnd.TWIN if end is None and self.sections.is_twin(walk) else end

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

    def _item_request(self, page: FrontierPage) -> Request:
        target = Target(page.url, page.key, Role.ITEM, page.id, page.date or page.discovered_at.date(), page.failures)
        in_json = asked_for(page.url, self.site)
        render = self.site.render and not in_json
        asks_anew = self.options.full or render  # validators would be those of what was sent, not of what is stored
        headers = {**({} if asks_anew else validators(page)), **(ACCEPT if in_json else {})}
        url, arguments = in_json or page.url, {"target": target}
        return plain_request(url, self.item_answered, self.item_failed, arguments, headers, render)

    async def item_answered(self, response: Response, target: Target) -> Output:
        async for output in self._item_ended(self._answer(response, target)):
            yield output

    def _answer(self, response: Response, target: Target) -> Answer:
        answer = answer_of(target, response)
        if answer.outcome is Outcome.STORED and is_away(response.url, target, self.site):
            answer.outcome, answer.detail = Outcome.REDIRECTED_AWAY, f"redirected to {response.url}"
        return answer

    async def item_failed(self, failure: Failure) -> Output:
        async for output in self._item_ended(failed(failure)):
            yield output

    async def _item_ended(self, answer: Answer) -> Output:
        try:
            yield answer
            await answer.settled.wait()
        finally:
            await self.frontier.settled(counts=answer.outcome not in NOT_ASKED)

"""The one spider: walks a portal's lists and fetches the items that the frontier has for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.http import Response, TextResponse
from scrapy.utils.response import get_base_url
from twisted.python.failure import Failure

from corpus import pages
from corpus.found import FrontierPage, Role
from crawler.answers import Answer, Target, answer_of
from crawler.discovery.lists import ListReading, parse, read_list
from crawler.discovery.paging import ListPage, list_page
from crawler.frontier import Frontier
from crawler.landing import is_away
from crawler.options import read_options
from crawler.outcomes import Outcome, outcome_of_error
from crawler.run import RunRecord
from crawler.strikes import NOT_ASKED, Strikes
from crawler.walk import Walk
from seeds.addresses import canonical
from seeds.model import Site

Output = AsyncIterator[Request | Answer]


class PortalSpider(Spider):
    """Crawls one site. The loader makes a subclass of it for each site file.

    `-a since=YYYY-MM-DD` leaves older items, `-a limit=N` fetches at most N, `-a full=1` fetches all known ones again.
    """

    site: Site

    def __init__(self, *args: Any, since: Any = None, limit: Any = None, full: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = read_options(since, limit, full)
        self.walks: dict[bytes, Walk] = {}
        self.strikes = Strikes()
        self.record: RunRecord
        self.frontier: Frontier

    async def start(self) -> AsyncIterator[Any]:
        """Start pages first, then what the frontier has, while the lists' walks go on."""
        record = self.crawler.get_extension(RunRecord)
        if record is None or record.store is None:  # `scrapy parse` and their like
            for start in self.site.start:
                yield Request(start.url, dont_filter=True)
            return
        self.record = record
        self.frontier = Frontier(record.store, self.site.id, self.options)
        try:
            for start in self.site.start:
                for request in await self._begin_walk(list_page(start.url, self.site), start.section):
                    yield request
            await self.frontier.wait_until(lambda: self.frontier.lists_open == 0 or self._has_stored_list)
            if self._has_stored_list:
                async for page in self.frontier:
                    yield self._item_request(page)
        except Exception as error:
            self.record.fail(f"{type(error).__name__}: {error}")
            raise

    async def parse(self, response: Response) -> AsyncIterator[Any]:
        """For `scrapy parse`: what a list page names; nothing is stored."""
        page = list_page(response.url, self.site)
        for article in self._read(response, Walk(page)).articles:
            yield {"url": article.address, "title": article.title, "date": article.listed, "in_list": article.in_list}

    @property
    def _has_stored_list(self) -> bool:
        return any(walk.pages for walk in self.walks.values())

    async def _begin_walk(self, page: ListPage, section: tuple[str, ...] = ()) -> list[Request]:
        """The first request of a list's walk; none if the list is walked already."""
        if page.list_key in self.walks or self.record.store is None:
            return []
        walk = Walk(page, section=section, since=self.options.since, max_pages=self.settings.getint("MAX_LIST_PAGES"))
        self.walks[page.list_key] = walk  # before the first await: two pages may name the same list at once
        complete = await self.record.store.transact(lambda conn: pages.walk_complete(conn, self.site.id, page.list_key))
        walk.stop_at_known = complete and not self.options.full
        return [self._list_request(walk)]

    def _list_request(self, walk: Walk) -> Request:
        self.frontier.lists_open += 1
        page = walk.page
        target = Target(canonical(page.url, self.site), page.key, Role.LIST)
        return Request(
            page.url,
            callback=self.list_answered,
            errback=self.list_failed,
            cb_kwargs={"target": target, "walk": walk},
            dont_filter=True,
        )

    def _item_request(self, page: FrontierPage) -> Request:
        target = Target(page.url, page.key, Role.ITEM, page.id, page.date or page.discovered_at.date(), page.failures)
        known = {} if self.options.full else {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
        return Request(
            page.url,
            callback=self.item_answered,
            errback=self.item_failed,
            headers={name: value for name, value in known.items() if value},
            cb_kwargs={"target": target},
            dont_filter=True,
        )

    async def list_answered(self, response: Response, target: Target, walk: Walk) -> Output:
        answer = answer_of(target, response)
        answer.walk, answer.section = walk, walk.section
        reading = ListReading()
        if answer.outcome is Outcome.STORED:
            try:
                reading = self._read(response, walk)
            except Exception as error:
                self.logger.exception("Could not read the list %s", response.url)
                answer.outcome, answer.detail = Outcome.FAILED, f"could not be read: {error}"
        answer.named, answer.ignored = reading.articles, reading.ignored
        async for output in self._list_ended(answer, walk, reading):
            yield output

    async def list_failed(self, failure: Failure) -> Output:
        walk: Walk = _request(failure).cb_kwargs["walk"]
        async for output in self._list_ended(_failed(failure), walk, ListReading()):
            yield output

    async def _list_ended(self, answer: Answer, walk: Walk, reading: ListReading) -> Output:
        try:
            yield answer
            await answer.settled.wait()
            await self._note(answer)
            if answer.new is None or self.frontier.stopped:
                walk.fail()
            elif walk.go_on(reading, answer.new, self.site, self.frontier.is_limited):
                yield self._list_request(walk)
            for other in () if answer.new is None or self.frontier.is_limited else reading.others:
                for request in await self._begin_walk(other):
                    yield request
            if walk.ended_by is not None:
                await self.record.end_walk(walk)
        finally:
            await self.frontier.list_settled()

    async def item_answered(self, response: Response, target: Target) -> Output:
        answer = answer_of(target, response)
        if answer.outcome is Outcome.STORED and is_away(response.url, target, self.site):
            answer.outcome, answer.detail = Outcome.REDIRECTED_AWAY, f"redirected to {response.url}"
        async for output in self._item_ended(answer):
            yield output

    async def item_failed(self, failure: Failure) -> Output:
        async for output in self._item_ended(_failed(failure)):
            yield output

    async def _item_ended(self, answer: Answer) -> Output:
        try:
            yield answer
            await answer.settled.wait()
            await self._note(answer)
        finally:
            await self.frontier.settled(counts=answer.outcome not in NOT_ASKED)

    async def _note(self, answer: Answer) -> None:
        """Gives the host up when it has left too much unanswered."""
        if self.strikes.are_out(answer):
            self.record.fail(f"{self.record.host} stopped answering ({answer.outcome}: {answer.detail})")
            await self.frontier.stop()

    def _read(self, response: Response, walk: Walk) -> ListReading:
        if not isinstance(response, TextResponse):
            return ListReading()
        reading = read_list(parse(response.text), get_base_url(response), walk.page, self.site, walk.place)
        walk.place = reading.place
        return reading


def _request(failure: Failure) -> Request:
    request: Request = getattr(failure, "request")  # noqa: B009 (Scrapy sets it)
    return request


def _failed(failure: Failure) -> Answer:
    request, error = _request(failure), failure.value
    outcome = outcome_of_error(error, urlsplit(request.url).hostname or "") if error else Outcome.FAILED
    return Answer(request.cb_kwargs["target"], outcome, detail=str(error)[:500])

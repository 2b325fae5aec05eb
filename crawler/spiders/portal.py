"""The spider of described portals: walks a portal's lists and fetches the items in the frontier."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from corpus.crawling.records import FrontierPage, Role
from crawler.crawl_options import read_options
from crawler.discovery.json_lists import ACCEPT, asked_for
from crawler.discovery.list_walk import ListWalk
from crawler.discovery.paging import list_page
from crawler.lists.read_answer import read_answer
from crawler.network.outcomes import NOT_ASKED, Outcome
from crawler.run.record import RunRecord
from crawler.spiders.list_spider import FindingSpider
from crawler.spiders.requests import plain_request, validators
from crawler.spiders.source_requests import Output, failed
from crawler.storage.answer import Answer, Target, answer_of
from crawler.storage.destination import is_away


class PortalSpider(FindingSpider):
    """Crawls one site. The loader makes a subclass for each site file.

    `-a since=YYYY-MM-DD` leaves older items, `-a limit=N` fetches at most N, `-a full=1` fetches all known ones again,
    `-a now=1` crawls outside the site's hours too.
    """

    def __init__(
        self, *args: Any, since: Any = None, limit: Any = None, full: Any = None, now: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.options = read_options(since, limit, full, now)

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

"""The spider of a portal that nobody has described: it follows every link, and recognises articles by their content."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from lxml.etree import LxmlError
from scrapy import Request
from scrapy.http import HtmlResponse, Response, TextResponse

from corpus.crawling import portal_map
from corpus.crawling.records import Found, FrontierPage, Role
from crawler.discovery.feeds import feed_links
from crawler.discovery.list_page import parse
from crawler.discovery.methods import Way
from crawler.discovery.named_articles import NamedArticle
from crawler.discovery.paging import list_page
from crawler.discovery.postback import next_postback
from crawler.discovery.wordpress import first_posts
from crawler.exploring.explorer import Explored, Explorer
from crawler.frontier import Frontier
from crawler.network.outcomes import NOT_ASKED, Outcome
from crawler.run.record import RunRecord
from crawler.spiders.portal import PortalSpider
from crawler.spiders.requests import Output
from crawler.storage.answer import Answer, Target
from crawler.storage.transactions import Transactions
from seeds.config.site import Interface
from seeds.pages.page_type import PageType, is_headline_text
from seeds.urls.canonical import RULES, canonical, key

SAVED_EVERY = 25
"""Pages after which the map is written: at most so many are learned again when the process is killed."""
PUT_OFF = timedelta(days=30)
"""Time for which an address of a class that is left alone is put off."""


class ExploringSpider(PortalSpider):
    """Crawls one site from its start pages alone. Every page that is read names pages to read.

    The frontier is the corpus, as for other sites: a page and all that it links to are stored in one transaction.
    """

    explorer: Explorer

    def prepare(self, record: RunRecord, store: Transactions) -> None:
        super().prepare(record, store)
        parallel = self.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        self.frontier = Frontier(store, self.site.id, self.options, parallel, self._leave)
        self._pages: dict[int, FrontierPage] = {}
        self._told: dict[bytes, frozenset[str]] = {}
        """Kinds of facts (title, date, …) that this run has stored of each page, since every page repeats the menus'
        links."""
        self._since_saved = 0
        self._sources_asked = False
        self._goes_on = False
        """True where earlier runs have read pages of the portal, which this run has not."""
        self._recalled: set[bytes] = set()

    async def find(self) -> AsyncIterator[Request]:
        """Load the map, and make the start pages due; all else follows from their links."""
        store, now = self.sources.store, self.frontier.started_at

        async def begin(conn: Any) -> None:
            classes = await conn.run_sync(portal_map.read_classes, self.site.id)
            votes = await conn.run_sync(portal_map.read_parameters, self.site.id)
            starts = [
                Found(canonical(start.url, self.site), key(start.url, self.site), Role.LIST, start.section)
                for start in self.site.start
            ]
            await conn.run_sync(portal_map.open_starts, self.site.id, starts, store.run_id, RULES, now)
            self.explorer = Explorer(self.site, classes, votes, now)
            self._goes_on = bool(classes)

        await store.transact(begin)
        for target in self.sources.targets(self.site.feed_addresses, Way.FEED):
            yield self.source_request(target, Way.FEED)
        async for page in self.frontier:
            yield self._item_request(page)
        await self._save_map()

    async def _leave(self, page: FrontierPage) -> bool:
        """Put off a page whose class has turned out to be not worth asking for. Returns True where it is put off."""
        is_known = page.fetched_at is not None and page.role is Role.ITEM
        if is_known or page.key in self.explorer.starts:
            return False
        reason = self.explorer.leave(page.url, page.title)
        if reason is None:
            return False
        self.record.tally.leave(reason, page.url)
        until = self.frontier.started_at + PUT_OFF
        await self.sources.store.transact(lambda conn: conn.run_sync(portal_map.put_off, page.id, until))
        return True

    def _item_request(self, page: FrontierPage) -> Request:
        self._pages[page.id] = page
        return super()._item_request(page)

    async def item_answered(self, response: Response, target: Target) -> Output:
        async for output in self._item_ended(self._answer(response, target), response):
            yield output

    async def _item_ended(self, answer: Answer, response: Response | None = None) -> Output:
        page = self._pages.pop(answer.target.page_id or 0, None)
        explored = None
        try:
            if answer.outcome is Outcome.STORED and isinstance(response, TextResponse):
                await self._recall(page)
                explored = self._explore(answer, response, page)
            yield answer
            await answer.settled.wait()
            if explored is not None and answer.outcome in (Outcome.STORED, Outcome.DUPLICATE):
                self._told.update((one.key, self._told.get(one.key, frozenset()) | _news(one)) for one in answer.named)
                self.explorer.note(
                    explored, answer.target.url, page.title if page else None, answer.target.page_id, answer.found
                )
                if explored.kind is PageType.LIST:
                    self.frontier.look_again()
                    async for request in self._lead_on(answer, explored):
                        yield request
            await self._save_now_and_then()
        finally:
            counts = explored is None or _counts(explored, page.title if page else None)
            await self.frontier.settled(counts=answer.outcome not in NOT_ASKED and counts)

    async def _lead_on(self, answer: Answer, explored: Explored) -> AsyncIterator[Request]:
        """Request what a list's page names beside links: feeds, sitemaps and an interface once, and a form to post."""
        if self.frontier.stopped or not isinstance(answer.response, TextResponse):
            return
        root, url = explored.root, answer.response.url
        is_start = explored.due_at is not None and answer.target.key in self.explorer.starts
        if is_start:
            for target in self.sources.targets(feed_links(root, url), Way.FEED):
                yield self.source_request(target, Way.FEED)
        if is_start and not self._sources_asked:
            self._sources_asked = True
            for target in self.sources.targets([*self.sitemaps, *self.site.sitemap_addresses], Way.SITEMAP):
                yield self.source_request(target, Way.SITEMAP)
            has_api = self.site.effective_api is Interface.WORDPRESS
            if has_api and (walk := await self.sections.begin(first_posts(self.site), way=Way.API)):
                yield self._list_request(walk)
        if self.site.effective_paging.postback and explored.duplicate is None:
            form = next_postback(root, url, list_page(answer.target.url, self.site), self.site)
            if form is not None and (walk := await self.sections.begin(form, explored.section, Way.POSTBACK)):
                yield self._list_request(walk)

    async def _recall(self, page: FrontierPage | None) -> None:
        """Load the articles that earlier runs stored under this headline, before a new article is read."""
        if not self._goes_on or page is None or page.fetched_at is not None or not is_headline_text(page.title):
            return
        asked = partial(portal_map.pages_named, site=self.site.id, title=page.title or "", but=page.id)
        for stored in await self.sources.store.transact(lambda conn: conn.run_sync(asked)):
            if stored.key not in self._recalled:
                self._recalled.add(stored.key)
                headers = {name: str(value) for name, value in stored.headers.items()}
                response = HtmlResponse(stored.url, headers=headers, body=stored.body)
                self.explorer.recall(parse(response.text), stored.url, stored.key, page.title)

    def _explore(self, answer: Answer, response: TextResponse, page: FrontierPage | None) -> Explored | None:
        """Classify the page, and write its type and links into the answer."""
        hint, section = (page.title, page.section) if page else (None, ())
        try:
            explored = self.explorer.read(parse(response.text), response.url, answer.target.key, hint, section)
        except (ValueError, LxmlError) as error:
            self.logger.exception("Could not read %s", response.url)
            answer.detail = f"its links could not be read: {error}"[:500]
            return None
        answer.explored, answer.section = explored, explored.section
        reading = explored.reading
        answer.named = [one for one in reading.articles if _news(one) - self._told.get(one.key, frozenset())]
        answer.ignored, answer.traps = reading.ignored, reading.traps
        if explored.kind is PageType.LIST:
            answer.target = replace(answer.target, role=Role.LIST)
        elif explored.duplicate is not None:
            answer.outcome, answer.detail = Outcome.DUPLICATE, f"shows what {explored.duplicate.address} shows"[:500]
        return explored

    async def _save_now_and_then(self) -> None:
        self._since_saved += 1
        if self._since_saved >= SAVED_EVERY:
            await self._save_map()

    async def _save_map(self) -> None:
        self._since_saved = 0
        changes, votes = self.explorer.classes.changes(), dict(self.explorer.duplicates.votes)
        store, site = self.sources.store, self.site.id

        async def save(conn: Any) -> None:
            await conn.run_sync(portal_map.write_classes, site, store.run_id, changes)
            await conn.run_sync(portal_map.write_parameters, site, votes)

        await store.transact(save)


def _news(named: NamedArticle) -> frozenset[str]:
    """Return what a link tells about a page, besides its address."""
    said = {"title": named.title, "date": named.listed, "section": named.in_list}
    return frozenset(("address", *(name for name, value in said.items() if value)))


def _counts(explored: Explored, hint: str | None) -> bool:
    """Decide whether a page counts towards a run's limit: articles do, pages that menus name and lists do not."""
    is_article = explored.kind is PageType.ARTICLE and explored.duplicate is None
    return is_article and (hint is None or is_headline_text(hint))

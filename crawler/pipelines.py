"""Stores the end of every request in one transaction, and counts it when that is committed."""

from __future__ import annotations

import logging
from datetime import timedelta

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem, NotConfigured
from sqlalchemy.ext.asyncio import AsyncConnection

from corpus import pages, takedown, walks
from corpus.errors import CorpusUnavailable, TakenDown
from corpus.found import Fetched, Found, Role
from crawler.answers import Answer
from crawler.landing import destination, head_of
from crawler.network.blocked import blocked
from crawler.outcomes import Outcome
from crawler.revisit import due_after_failure, due_at
from crawler.run import RunRecord
from crawler.store import Store
from crawler.walk import UNDER_WAY
from crawler.ways import Way
from seeds.addresses import RULES, key
from seeds.model import Site

logger = logging.getLogger(__name__)

NOT_FOUND_IS_GONE = 3
"""Answers 404 in a row after which a page counts as gone: portals lose pages for hours when they are rebuilt."""
ROBOTS_PAUSE = timedelta(days=7)


class CorpusPipeline:
    """Takes Answers to the corpus; the spider waits on `answer.settled`."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("CORPUS_ENABLED"):
            raise NotConfigured
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CorpusPipeline:
        return cls(crawler)

    async def process_item(self, answer: Answer) -> Answer:
        """Stores and counts; an answer that can't be stored is counted as failed, and dropped."""
        record: RunRecord | None = self.crawler.get_extension(RunRecord)
        if record is None or record.store is None:
            raise DropItem("there is no run to store it for")
        try:
            await self._store(answer, record.store, record.site)
            record.store.found |= answer.found
            record.count(answer)
        except CorpusUnavailable as error:
            record.lose(str(error))
            raise DropItem(str(error)) from None
        finally:
            answer.settled.set()
        return answer

    async def _store(self, answer: Answer, store: Store, site: Site) -> None:
        try:
            await store.transact(lambda conn: save(conn, answer, store, site))
        except CorpusUnavailable:
            raise
        except TakenDown as error:
            answer.outcome, answer.detail, answer.new = Outcome.TAKEN_DOWN, error.message, frozenset()
            await store.transact(lambda conn: save(conn, answer, store, site))
        except Exception as error:
            logger.exception("Could not store %s", answer.target.url)
            answer.outcome, answer.detail, answer.new = Outcome.FAILED, f"could not be stored: {error}"[:500], None
            answer.found = frozenset()
            await store.transact(lambda conn: save(conn, answer, store, site))


async def save(conn: AsyncConnection, answer: Answer, store: Store, site: Site) -> None:
    """Everything that one request's end changes."""
    page_id = answer.target.page_id
    if answer.outcome is Outcome.STORED:
        store_it = _save_item if answer.target.role is Role.ITEM else _save_list
        page_id = await store_it(conn, answer, store, site)
    elif page_id is not None:
        await _save_end(conn, answer, page_id)
    await pages.log_fetch(
        conn,
        answer.outcome,
        answer.target.url,
        run_id=store.run_id,
        page_id=page_id,
        status=answer.status,
        detail=answer.detail or None,
    )


async def _save_list(conn: AsyncConnection, answer: Answer, store: Store, site: Site) -> int | None:
    keys = {article.key for article in answer.named}
    before = await conn.run_sync(walks.discovered, site.id, keys)
    # A sitemap names the whole portal every time and says nothing of an article that another way would not.
    named = [one for one in answer.named if answer.way is not Way.SITEMAP or one.key not in before]
    found = [
        Found(
            article.address,
            article.key,
            section=answer.section if article.in_list else (),
            title=article.title,
            date=article.listed,
            aliases=article.spellings,
        )
        for article in named
    ]
    fetched = _fetched(answer, store, site, answer.target.url, answer.target.key)
    if (walk := answer.walk) is not None:
        # Until the walk has ended well, a killed run must not look like a finished one.
        note = (walk.key, walk.url, store.run_id, False, walk.pages, UNDER_WAY)
        await conn.run_sync(walks.record_walk, site.id, *note)
    await pages.store_list(conn, fetched, found, RULES)
    if gone := await conn.run_sync(takedown.among, site.id, keys):
        answer.ignored["taken down"] = gone
    until = answer.walk.known_until if answer.walk is not None else None
    answer.found = frozenset(keys - before.keys())
    answer.new = frozenset(one for one in keys if one in answer.found or until is None or before[one] > until)
    return await pages.find(conn, site.id, answer.target.key)


async def _save_item(conn: AsyncConnection, answer: Answer, store: Store, site: Site) -> int:
    target = answer.target
    final = answer.response.url if answer.response is not None else target.url
    url, url_key = destination(final, target, site, head_of(answer.response), answer.ignored)
    fetched = _fetched(answer, store, site, url, url_key)
    # What stands in front of the portal was not the article: that is asked for again as after a failure.
    again = due_after_failure(answer.at, 1) if blocked(answer.response) else due_at(answer.at, target.published)
    page_id = await pages.store_item(conn, fetched, again, RULES)
    if target.page_id is not None and page_id != target.page_id:
        await pages.mark_leads_to(conn, target.page_id, page_id)
    answer.new = frozenset()
    return page_id


def _fetched(answer: Answer, store: Store, site: Site, url: str, url_key: bytes) -> Fetched:
    response = answer.response
    assert response is not None  # noqa: S101 (what is stored has an answer)
    headers = {
        name.decode("latin-1"): [value.decode("latin-1") for value in values]
        for name, values in response.headers.items()
    }
    return Fetched(
        site=site.id,
        url_key=url_key,
        url=url,
        role=answer.target.role,
        final_url=response.url,
        status=response.status,
        headers=headers,
        body=response.body,
        fetched_at=answer.at,
        run_id=store.run_id,
        etag=_header(response.headers.get("ETag")),
        last_modified=_header(response.headers.get("Last-Modified")),
        section=answer.section,
        aliases=(response.url,) if response.url != url and key(response.url, site) == url_key else (),
    )


def _header(value: bytes | None) -> str | None:
    return value.decode("latin-1") if value else None


async def _save_end(conn: AsyncConnection, answer: Answer, page_id: int) -> None:
    target = answer.target
    if answer.outcome is Outcome.CANCELLED:
        return
    if answer.outcome is Outcome.UNCHANGED:
        await pages.mark_unchanged(conn, page_id, answer.at, due_at(answer.at, target.published))
        return
    if answer.outcome is Outcome.TAKEN_DOWN:
        await pages.mark_gone(conn, page_id, answer.at)
        return
    due = due_after_failure(answer.at, target.failures + 1)
    if answer.outcome is Outcome.FORBIDDEN_BY_ROBOTS:
        due = answer.at + ROBOTS_PAUSE
    failures = await pages.mark_failed(conn, page_id, due)
    gone_by_now = answer.outcome is Outcome.NOT_FOUND and failures >= NOT_FOUND_IS_GONE
    if answer.outcome is Outcome.GONE or gone_by_now:
        await pages.mark_gone(conn, page_id, answer.at)

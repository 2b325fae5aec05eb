"""Storing of answers: the changes that the ends of requests make in the corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scrapy.http import Response
from sqlalchemy.ext.asyncio import AsyncConnection

from corpus.crawling import async_page_store, list_walks, page_store, portal_map
from corpus.crawling.page_store import LONGEST_HEADER
from corpus.crawling.records import Fetched, Found, Logged
from corpus.maintenance import takedown
from crawler.discovery.list_walk import UNDER_WAY
from crawler.discovery.methods import Way
from crawler.exploring.explorer import Explored
from crawler.network.outcomes import Outcome
from crawler.storage.answer import Answer
from crawler.storage.destination import destination, head_of
from crawler.storage.revisit import due_after_failure, due_at
from seeds.config.site import Site
from seeds.urls.canonical import RULES, key

ABSENT = frozenset({Outcome.NOT_FOUND, Outcome.GONE})
ABSENT_IS_GONE = 3
"""Days on which a page was asked for and missing, with no other answer between, after which it counts as gone: portals
lose pages for hours when they are rebuilt, and answer 404 or 410 for all of them."""
ROBOTS_PAUSE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PageEnd:
    """The end of one request, ready to be stored."""

    answer: Answer
    fetched: Fetched | None = None
    """The snapshot of an item that is to be stored."""
    due_at: datetime | None = None
    site: str = ""

    @property
    def leads_on(self) -> bool:
        """True where the answer belongs to another page than the requested one."""
        return self.fetched is not None and self.fetched.url_key != self.answer.target.key


def item_end(answer: Answer, site: Site, run_id: int | None) -> PageEnd:
    """Make the end of an item's request: the page that its answer belongs to, and when to fetch that page again."""
    if answer.outcome is not Outcome.STORED:
        return PageEnd(answer, site=site.id)
    target = answer.target
    final = answer.response.url if answer.response is not None else target.url
    url, url_key = destination(final, target, site, head_of(answer.response), answer.ignored)
    # What stands in front of the portal was not the article: that is asked for again as after a failure.
    again = due_after_failure(answer.at, 1) if answer.blocked else due_at(answer.at, target.published)
    return PageEnd(answer, _fetched(answer, run_id, site, url, url_key), again, site.id)


async def save_ends(conn: AsyncConnection, ends: Sequence[PageEnd], run_id: int | None) -> None:
    """Store the ends of requests for items, and of all requests that brought nothing to store."""
    await _save_items(conn, [end for end in ends if end.fetched is not None and not end.leads_on], run_id)
    for end in ends:
        target = end.answer.target
        if end.leads_on:  # one after the other: of two pages that lead to each other one has to stay
            (page_id,) = await _save_items(conn, [end], run_id)
            if target.page_id is not None:
                await async_page_store.mark_redirected(conn, target.page_id, page_id)
        elif end.fetched is None and target.page_id is not None:
            await _save_end(conn, end.answer, target.page_id)
            if end.answer.outcome is Outcome.DUPLICATE:
                await _save_duplicate(conn, end, target.page_id)
        if end.answer.named:
            await _save_named(conn, end, run_id)
    empty = [end.answer for end in ends if end.fetched is None]
    await _log(conn, [(answer, answer.target.page_id) for answer in empty], run_id)


async def _save_items(conn: AsyncConnection, ends: Sequence[PageEnd], run_id: int | None) -> list[int]:
    captures = [(end.fetched, end.due_at) for end in ends if end.fetched is not None]
    page_ids = await async_page_store.store_items(conn, captures, RULES) if captures else []
    await _log(conn, [(end.answer, page_id) for end, page_id in zip(ends, page_ids, strict=True)], run_id)
    return page_ids


async def _save_named(conn: AsyncConnection, end: PageEnd, run_id: int | None) -> None:
    """Store the pages that an item's page links to, where the portal is explored."""
    answer = end.answer
    keys = {one.key for one in answer.named}
    before = await conn.run_sync(list_walks.discovered, end.site, keys)
    await async_page_store.store_named(conn, end.site, _found(answer), run_id, RULES)
    answer.found = frozenset(keys - before.keys())


async def _save_duplicate(conn: AsyncConnection, end: PageEnd, page_id: int) -> None:
    """Mark a duplicate page as leading to the page whose content it repeats."""
    explored = end.answer.explored
    if explored is None or explored.duplicate is None:
        return
    own = await async_page_store.find(conn, end.site, explored.duplicate.key)
    if own is not None:
        await async_page_store.mark_redirected(conn, page_id, own)


def _found(answer: Answer) -> list[Found]:
    further = answer.explored.further if answer.explored is not None else frozenset()
    return [
        Found(
            article.address,
            article.key,
            section=answer.section if article.in_list or article.key in further else (),
            title=article.title,
            date=article.listed,
            aliases=article.spellings,
        )
        for article in answer.named
    ]


async def save_list(conn: AsyncConnection, answer: Answer, site: Site, run_id: int | None) -> None:
    """Store the snapshot of a list (or feed) and all that it names."""
    keys = {article.key for article in answer.named}
    before = await conn.run_sync(list_walks.discovered, site.id, keys)
    # A sitemap names the whole portal every time and says nothing of an article that another way would not.
    new = [one for one in _found(answer) if answer.way is not Way.SITEMAP or one.key not in before]
    fetched = _fetched(answer, run_id, site, answer.target.url, answer.target.key)
    if (walk := answer.walk) is not None:
        # Until the walk has ended well, a killed run must not look like a finished one.
        note = (walk.key, walk.url, run_id, False, walk.pages, UNDER_WAY)
        await conn.run_sync(list_walks.record_walk, site.id, *note)
    due_at = answer.explored.due_at if answer.explored is not None else None
    await async_page_store.store_list(conn, fetched, new, RULES, due_at, roles_known=not site.explore)
    if gone := await conn.run_sync(takedown.among, site.id, keys):
        answer.ignored["taken down"] = gone
    until = answer.walk.known_until if answer.walk is not None else None
    answer.found = frozenset(keys - before.keys())
    answer.new = frozenset(one for one in keys if one in answer.found or until is None or before[one] > until)
    if answer.explored is not None:
        await _save_turn(conn, answer, answer.explored, site)
    page_id = await async_page_store.find(conn, site.id, answer.target.key)
    await _log(conn, [(answer, page_id)], run_id)


async def _save_turn(conn: AsyncConnection, answer: Answer, explored: Explored, site: Site) -> None:
    """Reschedule the lists after this one: due now where it names something new, at rest on their own otherwise."""
    in_list = {one.key for one in answer.named if one.in_list}
    await conn.run_sync(portal_map.rest_lists, site.id, explored.resting)
    if in_list & answer.found:
        await conn.run_sync(portal_map.reopen_lists, site.id, explored.further, explored.at)


async def _log(conn: AsyncConnection, ends: Sequence[tuple[Answer, int | None]], run_id: int | None) -> None:
    rows = [
        Logged(answer.outcome, answer.target.url, run_id, page_id, answer.status, answer.detail or None)
        for answer, page_id in ends
    ]
    if rows:
        await async_page_store.log_fetches(conn, rows)


def _fetched(answer: Answer, run_id: int | None, site: Site, url: str, url_key: bytes) -> Fetched:
    response = answer.response
    assert response is not None  # noqa: S101 (what is stored has an answer)
    return Fetched(
        site=site.id,
        url_key=url_key,
        url=url,
        role=answer.target.role,
        final_url=response.url,
        status=response.status,
        headers=_headers(response),
        body=response.body,
        fetched_at=answer.at,
        run_id=run_id,
        etag=_header(response.headers.get("ETag")),
        last_modified=_header(response.headers.get("Last-Modified")),
        section=answer.section,
        aliases=(response.url,) if response.url != url and key(response.url, site) == url_key else (),
    )


def _headers(response: Response) -> dict[str, list[str]]:
    return {
        name.decode("latin-1"): [value.decode("latin-1") for value in values]
        for name, values in response.headers.items()
    }


def _header(value: bytes | None) -> str | None:
    """Decode a validator for later requests; None beyond 1,000 characters, which no portal's has."""
    return value.decode("latin-1") if value and len(value) <= LONGEST_HEADER else None


async def _save_end(conn: AsyncConnection, answer: Answer, page_id: int) -> None:
    target = answer.target
    if answer.outcome in (Outcome.CANCELLED, Outcome.DUPLICATE):
        return
    if answer.outcome is Outcome.UNCHANGED:
        await async_page_store.mark_unchanged(conn, page_id, answer.at, due_at(answer.at, target.published))
        return
    if answer.outcome is Outcome.TAKEN_DOWN:
        await async_page_store.mark_gone(conn, page_id, answer.at)
        return
    due = due_after_failure(answer.at, target.failures + 1)
    if answer.outcome is Outcome.FORBIDDEN_BY_ROBOTS:
        due = answer.at + ROBOTS_PAUSE
    await async_page_store.mark_failed(conn, page_id, due)
    if answer.outcome in ABSENT and await conn.run_sync(page_store.days_absent, page_id, answer.at) >= ABSENT_IS_GONE:
        await async_page_store.mark_gone(conn, page_id, answer.at)

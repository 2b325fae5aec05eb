"""Pages, snapshots and the frontier for the crawler, on asyncio: what `page_store` and `frontier` do, awaited.

Nothing here commits: call it inside `async with engine.begin() as conn:`; stored rows count once that block has ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from corpus.crawling import frontier as _frontier
from corpus.crawling import page_store
from corpus.crawling.page_store import KEY_RULES
from corpus.crawling.records import Fetched, FetchOutcome, Found, FrontierPage, Logged, Role

__all__ = ["FetchOutcome", "Fetched", "Found", "FrontierPage", "Role"]


async def store_list(
    conn: AsyncConnection,
    fetched: Fetched,
    found: Sequence[Found],
    key_rules: int = KEY_RULES,
    due_at: datetime | None = None,
    *,
    roles_known: bool = True,
) -> int:
    """Store a list's snapshot and every page that it names; return how many of those were new."""
    return await conn.run_sync(page_store.store_list, fetched, found, key_rules, due_at, roles_known=roles_known)


async def store_named(
    conn: AsyncConnection, site: str, found: Sequence[Found], run_id: int | None, key_rules: int = KEY_RULES
) -> int:
    """Write pages that links lead to, whatever their role; return how many of those were new."""
    return await conn.run_sync(page_store.store_found, site, found, run_id, key_rules, roles_known=False)


async def store_items(
    conn: AsyncConnection, items: Sequence[tuple[Fetched, datetime | None]], key_rules: int = KEY_RULES
) -> list[int]:
    """Store items' snapshots, pending, all of one site; return the pages' ids."""
    return await conn.run_sync(page_store.store_items, items, key_rules)


async def log_fetches(conn: AsyncConnection, ends: Sequence[Logged]) -> None:
    """Write the one outcome of each request."""
    await conn.run_sync(page_store.log_fetches, ends)


async def frontier(
    conn: AsyncConnection,
    site: str,
    now: datetime,
    limit: int,
    since: date | None = None,
    *,
    full: bool = False,
    lists: bool = False,
    after: tuple[int, datetime, int] | None = None,
) -> list[FrontierPage]:
    """Return at most `limit` pages to request: never fetched first, then those that are due.

    `full` adds every page that was fetched before `now`, `lists` adds lists that are due.
    """
    return await conn.run_sync(_frontier.frontier, site, now, limit, since, full=full, lists=lists, after=after)


async def find(conn: AsyncConnection, site: str, key: bytes) -> int | None:
    """Return the id of the page with this key, or None."""
    return await conn.run_sync(page_store.find, site, key)


async def alias(conn: AsyncConnection, page_id: int, urls: Sequence[str]) -> None:
    """Record other spellings of a page's address."""
    await conn.run_sync(page_store.alias, page_id, urls)


async def mark_unchanged(conn: AsyncConnection, page_id: int, at: datetime, due_at: datetime | None) -> None:
    """Record that the portal answered "not modified" (304)."""
    await conn.run_sync(page_store.mark_unchanged, page_id, at, due_at)


async def mark_failed(conn: AsyncConnection, page_id: int, due_at: datetime | None) -> int:
    """Record a failed request; the page is not requested before `due_at`. Returns its failures in a row."""
    return await conn.run_sync(page_store.mark_failed, page_id, due_at)


async def mark_gone(conn: AsyncConnection, page_id: int, at: datetime) -> None:
    """Record that the page is gone for good, as the portal says."""
    await conn.run_sync(page_store.mark_gone, page_id, at)


async def mark_redirected(conn: AsyncConnection, page_id: int, target_id: int) -> None:
    """Record a redirect to another page, which takes over the hints, and the address as an alias."""
    await conn.run_sync(page_store.mark_redirected, page_id, target_id)

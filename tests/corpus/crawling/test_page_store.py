"""Pages and snapshots as the crawler writes them, and the frontier that it reads."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import zstandard
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from corpus.crawling import async_page_store, frontier, list_walks, page_store
from corpus.crawling.records import FetchOutcome, Logged, Role
from corpus.database import engines as corpus_database
from tests.corpus.samples import NOON, capture, fetched, found, hours, key, site, url


@pytest.fixture(autouse=True)
def _site(conn: Connection) -> None:
    site(conn)


def rows(conn: Connection, query: str) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    return [tuple(row) for row in conn.execute(text(query))]


def names(conn: Connection, **options: Any) -> list[str]:
    """Names of the pages in the frontier, in order."""
    chosen: dict[str, Any] = {"now": hours(0), "limit": 10, **options}
    return [page.url.rsplit("/", 1)[1].removesuffix(".aspx") for page in frontier.frontier(conn, "hanam", **chosen)]


def age(conn: Connection, name: str, days: int) -> None:
    """Have found the page that many days before NOON."""
    found_at = {"at": hours(-24 * days), "key": key(name)}
    conn.execute(text("UPDATE page SET discovered_at = :at WHERE key = :key"), found_at)


def test_a_list_and_its_pages_are_stored_together(conn: Connection) -> None:
    listed = [found("a", "A", date(2022, 6, 23), ["Tin"]), found("b"), found("a", "again")]
    assert page_store.store_list(conn, fetched("list", body=b"<ul>", role=Role.LIST), listed) == 2
    assert rows(conn, "SELECT role, state FROM snapshot") == [("list", None)]
    pages_there = rows(conn, "SELECT url, role, listed_title, listed_date, section FROM page ORDER BY id")
    assert pages_there == [
        (url("list"), "list", None, None, []),
        (url("a"), "item", "A", date(2022, 6, 23), ["Tin"]),
        (url("b"), "item", None, None, []),
    ]


def test_the_first_discovery_stays_and_gaps_are_filled(conn: Connection) -> None:
    page_store.store_found(conn, "hanam", [found("a", "A")])
    age(conn, "a", 3)
    assert page_store.store_found(conn, "hanam", [found("a", "B", date(2022, 6, 23), ["Tin"])]) == 0
    there = rows(conn, "SELECT listed_title, listed_date, section, discovered_at FROM page")
    assert there == [("A", date(2022, 6, 23), ["Tin"], hours(-72))]
    before = rows(conn, "SELECT xmin, ctid FROM page")
    page_store.store_found(conn, "hanam", [found("a", "C", date(2023, 1, 1), ["Khác"])])
    assert rows(conn, "SELECT xmin, ctid FROM page") == before


def test_aliases_are_kept_once(conn: Connection) -> None:
    one = replace(found("a"), aliases=("http://x/" + "y" * 5000, "http://z"))
    page_store.store_found(conn, "hanam", [one])
    page_store.store_found(conn, "hanam", [replace(one, aliases=("http://z",))])
    assert len(rows(conn, "SELECT url FROM page_alias")) == 2


def test_identical_bodies_are_stored_once_and_come_back(conn: Connection) -> None:
    body = "Tỉnh ủy\0".encode() * 1000
    capture(conn, "a", body=body)
    capture(conn, "a", hours(1), body)
    capture(conn, "b", body=body)
    capture(conn, "c", body=b"")
    stored = rows(conn, "SELECT zstd, size FROM body ORDER BY size DESC")
    assert [(zstandard.decompress(zstd), size) for zstd, size in stored] == [(body, len(body)), (b"", 0)]
    assert len(rows(conn, "SELECT FROM snapshot WHERE state = 'pending'")) == 4


def test_headers_come_without_cookies_and_names_that_nobody_knows(conn: Connection) -> None:
    odd = replace(
        fetched("a"), headers={"Link": ["1", "2"], "Content-Type": ["text/html\0"], "SET-COOKIE": "s", "X-A": "1"}
    )
    page_store.store_item(conn, odd, None)
    assert rows(conn, "SELECT headers FROM snapshot") == [({"link": ["1", "2"], "content-type": "text/html"},)]


def test_nul_in_what_portals_say_is_dropped(conn: Connection) -> None:
    page_store.store_found(conn, "hanam", [replace(found("a", "T\0\ud800", section=["s\0"]), aliases=("http://\0",))])
    page_store.log_fetches(conn, [Logged(FetchOutcome.FAILED, "http://\0x", detail="\0")])
    assert rows(conn, "SELECT listed_title, section FROM page") == [("T\ufffd", ["s"])]


def test_a_fetched_page_is_out_of_the_frontier_until_it_is_due(conn: Connection) -> None:
    page_store.store_found(conn, "hanam", [found("new"), found("old"), found("due"), found("later")])
    age(conn, "old", 9)
    page_store.store_item(conn, fetched("due"), hours(2))
    page_store.store_item(conn, fetched("later"), hours(4))
    page_store.store_item(conn, fetched("list", role=Role.LIST), hours(1))
    assert names(conn) == ["old", "new"]
    assert names(conn, now=hours(3)) == ["old", "new", "due"]
    assert names(conn, now=hours(3), full=True) == ["old", "new", "due", "later"]
    assert names(conn, now=hours(0), full=True) == ["old", "new"]
    assert names(conn, limit=1) == ["old"]


def test_the_frontier_goes_on_after_a_cursor(conn: Connection) -> None:
    page_store.store_found(conn, "hanam", [found(str(number)) for number in range(5)])
    page_store.store_item(conn, fetched("4"), hours(1))
    first = frontier.frontier(conn, "hanam", hours(2), 2)
    rest = frontier.frontier(conn, "hanam", hours(2), 9, after=first[-1].cursor)
    assert [page.key for page in (*first, *rest)] == [key(str(number)) for number in range(5)]


def test_since_goes_by_the_lists_date_else_by_discovery(conn: Connection) -> None:
    listed = [found("june", on=date(2022, 6, 23)), found("may", on=date(2022, 5, 1)), found("new"), found("old")]
    page_store.store_found(conn, "hanam", listed)
    age(conn, "new", 0)
    age(conn, "old", 2000)
    assert names(conn, since=date(2022, 6, 23)) == ["new", "june"]


def test_failures_wait_and_the_gone_stay_away(conn: Connection) -> None:
    page_store.store_found(conn, "hanam", [found("a"), found("b")])
    a, b = (page_store.find(conn, "hanam", key(name)) for name in "ab")
    assert a is not None
    assert b is not None
    assert [page_store.mark_failed(conn, a, hours(1)) for _ in range(2)] == [1, 2]
    page_store.mark_gone(conn, b, NOON)
    assert names(conn) == []
    assert names(conn, now=hours(1)) == ["a"]
    page_store.store_item(conn, fetched("a", hours(1)), None)
    page_store.store_item(conn, fetched("b", hours(1)), None)
    assert rows(conn, "SELECT failures, gone_at FROM page") == [(0, None)] * 2
    page_store.mark_unchanged(conn, a, hours(2), hours(3))
    assert names(conn, now=hours(3)) == ["a"]


def test_an_archives_capture_does_not_turn_the_page_back(conn: Connection) -> None:
    page_store.store_item(conn, replace(fetched("a", hours(5)), etag="new"), hours(9))
    page_store.store_item(conn, replace(fetched("a", hours(1)), etag="old"), None)
    assert rows(conn, "SELECT fetched_at, due_at, etag FROM page") == [(hours(5), hours(9), "new")]


def test_a_redirect_to_another_page(conn: Connection) -> None:
    page_store.store_found(conn, "hanam", [found("from", "Tựa", date(2022, 6, 23), ["Tin"])])
    source = page_store.find(conn, "hanam", key("from"))
    assert source is not None
    target = page_store.store_item(conn, fetched("to"), None)
    page_store.mark_redirected(conn, source, target)
    page_store.mark_redirected(conn, target, target)
    page_store.store_found(conn, "hanam", [found("from", "Tựa")])
    assert names(conn, full=True, now=hours(9)) == ["to"]
    assert rows(conn, "SELECT listed_title, section FROM page WHERE leads_to IS NULL") == [("Tựa", ["Tin"])]
    assert rows(conn, "SELECT page_id, url FROM page_alias") == [(target, url("from"))]


def test_walks(conn: Connection) -> None:
    assert list_walks.past_walk(conn, "hanam", key("s")) is None
    for complete in (True, False, True):
        list_walks.record_walk(conn, "hanam", key("s"), url("s"), None, complete, 3, "known ground")
        past = list_walks.past_walk(conn, "hanam", key("s"))
        assert past is not None and (past.complete, past.ended_by) == (complete, "known ground")


def test_the_asyncio_way(database: str, conn: Connection) -> None:
    conn.commit()

    async def run(work: Callable[[AsyncConnection], Awaitable[Any]]) -> Any:
        engine = corpus_database.async_engine(database)
        async with engine.begin() as connection:
            result = await work(connection)
        await engine.dispose()
        return result

    async def work(connection: AsyncConnection) -> Any:
        new = await async_page_store.store_list(connection, fetched("list", role=Role.LIST), [found("a")])
        (page_id,) = await async_page_store.store_items(connection, [(fetched("a"), hours(1))])
        assert await async_page_store.find(connection, "hanam", key("a")) == page_id
        await async_page_store.log_fetches(
            connection, [Logged(FetchOutcome.STORED, url("a"), page_id=page_id, status=200)]
        )
        await async_page_store.alias(connection, page_id, ["http://x"])
        await async_page_store.mark_unchanged(connection, page_id, hours(1), hours(2))
        assert await async_page_store.mark_failed(connection, page_id, hours(2)) == 1
        listed = await async_page_store.frontier(connection, "hanam", hours(2), 5)
        await async_page_store.mark_gone(connection, page_id, hours(3))
        assert await connection.run_sync(page_store.store_found, "hanam", [found("b")]) == 1
        other = await async_page_store.find(connection, "hanam", key("b"))
        assert other is not None
        await async_page_store.mark_redirected(connection, other, page_id)
        return new, [page.url for page in listed]

    assert asyncio.run(run(work)) == (1, [url("a")])
    assert len(rows(conn, "SELECT FROM snapshot")) == 2

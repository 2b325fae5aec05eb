"""Items that end at the same time share a transaction, and none of them takes another with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from corpus.crawling import page_store
from corpus.crawling.records import Fetched, Role
from corpus.errors import CorpusUnavailable, TakenDown
from corpus.maintenance import takedown
from crawler.network.outcomes import Outcome
from crawler.storage.answer import Answer, Target
from crawler.storage.batches import MOST, Batches
from crawler.storage.save import PageEnd, save_ends
from crawler.storage.transactions import Transactions
from tests.corpus.samples import fetched, found, hours, key, url
from tests.corpus.samples import site as add_site

Batch = list[str]


def in_batches(names: Sequence[str], store: Callable[[Sequence[str]], Coroutine[Any, Any, None]]) -> list[Any]:
    """Adds all at once; what became of each, in order."""

    async def run() -> list[Any]:
        batches = Batches(store)
        return await asyncio.gather(*(batches.add(name) for name in names), return_exceptions=True)

    return asyncio.run(run())


def test_what_comes_while_one_is_stored_goes_in_the_next_together() -> None:
    stored: list[Batch] = []

    async def run() -> None:
        async def store(batch: Sequence[str]) -> None:
            await asyncio.sleep(0.01)
            stored.append([*batch])

        batches = Batches(store)
        first = asyncio.create_task(batches.add("0"))
        await asyncio.sleep(0.005)
        names = [str(number) for number in range(1, MOST + 3)]
        late = [asyncio.create_task(batches.add(name)) for name in names]
        late[1].cancel()
        await asyncio.gather(first, *late, return_exceptions=True)
        assert not stored[3:]
        await batches.add("later")

    asyncio.run(run())
    assert [len(batch) for batch in stored] == [1, MOST, 1, 1]
    assert stored[0] == ["0"] and stored[3] == ["later"]


def test_one_that_cannot_be_stored_fails_alone() -> None:
    tried: list[Batch] = []

    async def store(batch: Sequence[str]) -> None:
        tried.append([*batch])
        await asyncio.sleep(0)
        if "bad" in batch:
            raise ValueError("bad")

    ends = in_batches(["a", "bad", "b"], store)
    assert [type(end) for end in ends] == [type(None), ValueError, type(None)]
    assert tried == [["a", "bad", "b"], ["a"], ["bad"], ["b"]]


def test_a_lost_corpus_is_not_tried_again_for_each() -> None:
    tried: list[Batch] = []

    async def store(batch: Sequence[str]) -> None:
        tried.append([*batch])
        raise CorpusUnavailable("away")

    ends = in_batches(["a", "b", "c"], store)
    assert [type(end) for end in ends] == [CorpusUnavailable] * 3
    assert tried == [["a", "b", "c"]]


def item(capture: Fetched, page_id: int | None = None, asked: str | None = None) -> PageEnd:
    """An item's end; `asked`: the page that was asked for, where the answer belongs to another."""
    address, page_key = (url(asked), key(asked)) if asked else (capture.url, capture.url_key)
    return PageEnd(Answer(Target(address, page_key, Role.ITEM, page_id), Outcome.STORED, 200), capture, hours(9))


def store_together(database: str, ends: Sequence[PageEnd]) -> list[Any]:
    """As the pipeline does."""

    async def run() -> list[Any]:
        store = Transactions(database, 1)

        async def save(batch: Sequence[PageEnd]) -> None:
            await store.transact(lambda conn: save_ends(conn, batch, None))

        batches = Batches(save)
        try:
            return await asyncio.gather(*(batches.add(end) for end in ends), return_exceptions=True)
        finally:
            await store.close()

    return asyncio.run(run())


def test_neither_a_refused_row_nor_a_page_that_was_taken_down_keeps_the_others_out(
    database: str, conn: Connection
) -> None:
    add_site(conn)
    gone = page_store.store_item(conn, fetched("gone"), None)
    asked = page_store.store_item(conn, fetched("asked"), None)
    takedown.take_down(conn, gone, "Theo yêu cầu")
    conn.commit()
    missing = Answer(Target(url("asked"), key("asked"), Role.ITEM, asked), Outcome.NOT_FOUND, 404)
    refused = replace(fetched("refused"), status=70_000)
    ends = [item(fetched("a")), item(refused), item(fetched("gone"), gone), PageEnd(missing), item(fetched("b"))]
    became = store_together(database, ends)
    assert [type(end) for end in became[::3]] == [type(None)] * 2 and became[4] is None
    assert isinstance(became[1], DBAPIError) and isinstance(became[2], TakenDown)
    captures = text(
        "SELECT page.url, state, outcome FROM snapshot JOIN page ON page.id = page_id JOIN fetch_log USING (page_id)"
    )
    there = {tuple(row) for row in conn.execute(captures)}
    assert there == {
        (url("a"), "pending", "stored"), (url("b"), "pending", "stored"), (url("asked"), "pending", "not found")
    }  # fmt: skip
    assert conn.scalar(text("SELECT failures FROM page WHERE id = :id"), {"id": asked}) == 1
    assert conn.scalar(text("SELECT count(*) FROM fetch_log")) == 3


@pytest.mark.parametrize("newest", [0, 1])
def test_two_answers_of_one_page_are_two_captures_and_the_later_one_counts(
    database: str, conn: Connection, newest: int
) -> None:
    add_site(conn)
    conn.commit()
    captures = [replace(fetched("a", hours(at), f"{at}".encode()), etag=f"{at}") for at in (newest, 1 - newest)]
    assert store_together(database, [item(one) for one in captures]) == [None, None]
    assert conn.scalar(text("SELECT etag FROM page")) == "1"
    assert conn.scalar(text("SELECT count(*) FROM snapshot")) == 2


def test_of_two_pages_that_lead_to_each_other_one_stays(database: str, conn: Connection) -> None:
    add_site(conn)
    page_store.store_found(conn, "hanam", [found("a"), found("b"), found("c")])
    conn.commit()
    a, b, c = (page_store.find(conn, "hanam", key(name)) for name in "abc")
    ends = [item(fetched("b"), a, asked="a"), item(fetched("a"), b, asked="b"), item(fetched("c"), c)]
    assert store_together(database, ends) == [None] * 3
    assert list(conn.execute(text("SELECT id, leads_to FROM page ORDER BY id"))) == [(a, None), (b, a), (c, None)]
    assert conn.scalar(text("SELECT count(*) FROM fetch_log WHERE outcome = 'stored'")) == 3

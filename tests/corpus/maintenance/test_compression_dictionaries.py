"""Bodies packed with a dictionary of their site: read as before, and only where it is worth it."""

from __future__ import annotations

import os
import random

import pytest
from sqlalchemy import Connection, text

from corpus.articles import pending_snapshots
from corpus.crawling import page_store
from corpus.database import engines as corpus_database
from corpus.maintenance import compression_dictionaries
from corpus.search import lookup
from seeds.errors import UsageError
from tests.corpus.samples import capture, fetched, hours, site

_WORDS = "hội nghị tỉnh ủy ban chấp hành đảng bộ huyện xã nghị quyết công tác cán bộ nông thôn mới".split()


def page(number: int, chance: random.Random) -> bytes:
    """One of a portal's pages: chrome that all have, and some words of its own."""
    chrome = "".join(f"<li class='menu-{at * 7919 % 1000}'><a href='/muc-{at * 104729}'>" for at in range(300))
    own = " ".join(chance.choices(_WORDS, k=60))
    return f"<html>{chrome}<h1>Bài {number}</h1><p>{own}</p></html>".encode()


def stored(conn: Connection, pages: list[bytes]) -> None:
    site(conn)
    for number, body in enumerate(pages):
        capture(conn, f"bai-{number}", hours(number), body)


def same_chrome(number: int) -> list[bytes]:
    chance = random.Random(7)
    return [page(at, chance) for at in range(number)]


def test_a_sites_pages_are_packed_and_read_as_before(database: str, conn: Connection) -> None:
    pages = same_chrome(60)
    stored(conn, pages)
    conn.commit()
    before = conn.scalar(text("SELECT sum(octet_length(zstd)) FROM body"))
    made, number = compression_dictionaries.train(conn, "hanam")
    conn.commit()
    engine = corpus_database.engine(database)
    assert number is not None and made.plain >= 2 * made.packed
    assert compression_dictionaries.pack(engine, "hanam") == 60
    assert compression_dictionaries.pack(engine, "hanam") == 0
    assert conn.scalar(text("SELECT sum(octet_length(zstd)) FROM body")) * 2 < before
    assert [one.body for one in pending_snapshots.claim(conn, 100)] == pages
    assert lookup.stored_page(conn, pending_snapshots.claim(conn, 1)[0].page_id) == pages[0]
    page_store.store_item(conn, fetched("lai", hours(99), pages[3]), None)
    assert conn.scalar(text("SELECT count(*) FROM body")) == 60


def test_packing_goes_on_where_it_was_stopped(database: str, conn: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compression_dictionaries, "BATCH", 10)
    stored(conn, same_chrome(40))
    compression_dictionaries.train(conn, "hanam")
    conn.commit()

    def stop() -> None:
        raise KeyboardInterrupt

    engine = corpus_database.engine(database)
    with pytest.raises(KeyboardInterrupt):
        compression_dictionaries.pack(engine, "hanam", stop)
    assert compression_dictionaries.pack(engine, "hanam") == 30


def test_an_older_dictionary_stays_as_long_as_a_body_needs_it(database: str, conn: Connection) -> None:
    stored(conn, same_chrome(40))
    _, first = compression_dictionaries.train(conn, "hanam")
    conn.commit()
    engine = corpus_database.engine(database)
    compression_dictionaries.pack(engine, "hanam")
    _, second = compression_dictionaries.train(conn, "hanam")
    conn.commit()
    assert [one.body for one in pending_snapshots.claim(conn, 100)] == same_chrome(40)
    conn.commit()
    compression_dictionaries.pack(engine, "hanam")
    used = set(conn.scalars(text("SELECT DISTINCT dictionary_id FROM body")))
    assert set(conn.scalars(text("SELECT id FROM dictionary"))) == used | {second}
    assert [one.body for one in pending_snapshots.claim(conn, 100)] == same_chrome(40)
    assert first != second


def test_a_dictionary_that_is_not_worth_it_is_not_kept(conn: Connection) -> None:
    stored(conn, [os.urandom(3000).hex().encode() for _ in range(40)])
    made, number = compression_dictionaries.train(conn, "hanam")
    assert number is None and not made.is_worth_it
    assert conn.scalar(text("SELECT count(*) FROM dictionary")) == 0


def test_too_few_pages_are_refused(conn: Connection) -> None:
    stored(conn, same_chrome(5))
    with pytest.raises(UsageError, match="too few"):
        compression_dictionaries.train(conn, "hanam")

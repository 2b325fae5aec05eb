"""How much room the corpus takes; what thinning deletes, and what it never does."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from corpus.articles import pending_snapshots
from corpus.crawling.page_store import store_item
from corpus.crawling.records import Role
from corpus.database import engines as corpus_database
from corpus.database.dsn import parameters
from corpus.maintenance import storage, thinning
from corpus.maintenance.thinning import Policy
from corpus.search import lookup
from tests.corpus.samples import NOON, REJECTED, article, capture, fetched, hours, site, write

ALL = Policy(1, hours(1000))


@pytest.fixture(autouse=True)
def _site(conn: Connection) -> None:
    site(conn)


def thin(conn: Connection, policy: Policy = ALL) -> list[bytes]:
    """Thin in the test's own transaction; the bodies whose bytes went."""
    planned = thinning.thinnable(conn, policy)
    gone = thinning._thin(conn, planned) if planned else set()
    assert gone == {one.hash for one in planned}
    rows = conn.execute(text("SELECT snapshot.id, thinned_at FROM snapshot JOIN body ON hash = body_hash ORDER BY 1"))
    return [row.id for row in rows if row.thinned_at is not None]


def ids(conn: Connection) -> list[Any]:
    return list(conn.scalars(text("SELECT id FROM snapshot ORDER BY id")))


def test_the_newest_stay_and_older_rows_are_marked(conn: Connection) -> None:
    for hour in range(5):
        page = write(conn, "a", article("Như cũ."), hours(hour))
    all_of_them = ids(conn)
    # The article stands on the newest capture that was read, and that text never changed.
    assert thin(conn, Policy(2, hours(1000))) == all_of_them[:3]
    assert ids(conn) == all_of_them
    assert lookup.stored_page(conn, page) == f"a {hours(4)}".encode()
    assert thin(conn, Policy(2, hours(1000))) == all_of_them[:3]


def test_what_an_article_or_a_version_stands_on_stays(conn: Connection) -> None:
    write(conn, "a", article("Một."), hours(1))
    write(conn, "a", article("Hai hai."), hours(2))
    for hour in range(3, 7):
        write(conn, "a", REJECTED, hours(hour))
    first, second, *rejected = ids(conn)
    standing = set(conn.scalars(text("SELECT snapshot_id FROM article UNION SELECT snapshot_id FROM article_version")))
    assert standing == {first, second}
    assert thin(conn) == rejected[:-1]


def test_a_page_without_an_article_keeps_all(conn: Connection) -> None:
    for hour in range(4):
        write(conn, "a", REJECTED, hours(hour))
    assert thin(conn) == []


def test_what_waits_to_be_cleaned_stays_and_so_do_young_captures(conn: Connection) -> None:
    write(conn, "a", article("Như cũ."), hours(1))
    write(conn, "a", article("Như cũ."), hours(2))
    write(conn, "a", article("Như cũ."), hours(3))
    assert thin(conn, Policy(1, hours(1))) == []
    capture(conn, "b", hours(0.5), f"a {hours(1)}".encode())  # the same body, waiting, on another page
    (kept, gone, _, _) = ids(conn)
    assert thin(conn) == [gone] and kept != gone


def test_old_lists_go(conn: Connection) -> None:
    for hour in range(3):
        store_item(conn, fetched("muc", hours(hour), f"list {hour}".encode(), Role.LIST), None)
    assert len(thin(conn)) == 2


def test_only_the_sites_that_are_named(conn: Connection) -> None:
    site(conn, "binhgia")
    for hour in range(3):
        write(conn, "a", article("Như cũ."), hours(hour))
        write(conn, "b", article("Như cũ."), hours(hour), f"b {hour}".encode(), "binhgia")
    assert {one.site for one in thinning.thinnable(conn, ALL)} == {"binhgia", "hanam"}
    assert {one.site for one in thinning.thinnable(conn, Policy(1, hours(1000), ["binhgia"]))} == {"binhgia"}


def test_a_thinned_body_that_comes_again_is_whole_again(conn: Connection) -> None:
    for hour in range(3):
        page = write(conn, "a", article("Như cũ."), hours(hour))
    assert len(thin(conn)) == 2
    capture(conn, "b", hours(9), f"a {NOON}".encode())
    assert [one.body for one in pending_snapshots.claim(conn, 9)] == [f"a {NOON}".encode()]
    assert conn.scalar(text("SELECT count(*) FROM body WHERE thinned_at IS NOT NULL")) == 1
    assert [one.page_id for one in pending_snapshots.walk(conn, (0, 0), 9)] == [page]


def test_cleaning_again_passes_over_thinned_captures(conn: Connection) -> None:
    write(conn, "a", article("Như cũ."), hours(1))
    write(conn, "a", REJECTED, hours(2))
    write(conn, "a", REJECTED, hours(3))
    assert len(pending_snapshots.walk(conn, (0, 0), 9)) == 3
    (_, middle, _) = ids(conn)
    assert thin(conn) == [middle]
    assert len(pending_snapshots.walk(conn, (0, 0), 9)) == 2


def test_a_body_that_is_being_stored_stays(database: str, conn: Connection) -> None:
    for hour in range(3):
        write(conn, "a", article("Như cũ."), hours(hour))
    conn.commit()
    planned = thinning.thinnable(conn, ALL)
    conn.commit()
    engine = corpus_database.engine(database)
    capture(conn, "b", hours(9), f"a {NOON}".encode())  # not committed yet
    assert len(thinning.thin(engine, planned)) == len(planned) - 1
    conn.commit()
    assert thinning.thin(engine, planned) == set()  # stored since: looked at again, and kept
    assert pending_snapshots.claim(conn, 1)[0].body == f"a {NOON}".encode()


def test_storing_waits_for_thinning_and_stores_again(database: str, conn: Connection) -> None:
    for hour in range(2):
        write(conn, "a", article("Như cũ."), hours(hour))
    conn.commit()
    planned = thinning.thinnable(conn, ALL)
    assert len(thinning._thin(conn, planned)) == 1
    other = create_engine("postgresql+psycopg://", connect_args=parameters(database), poolclass=NullPool)

    def store() -> None:
        with other.begin() as theirs:
            capture(theirs, "b", hours(9), f"a {NOON}".encode())

    storing = threading.Thread(target=store)
    storing.start()
    storing.join(0.5)
    assert storing.is_alive()
    conn.commit()
    storing.join(20)
    assert pending_snapshots.claim(conn, 1)[0].body == f"a {NOON}".encode()


def test_the_report_adds_up(conn: Connection) -> None:
    write(conn, "a", article("Một."), hours(1), b"x" * 5000)
    write(conn, "b", article("Hai."), hours(2), b"x" * 5000)
    (one,) = storage.by_site(conn)
    stored = conn.scalar(text("SELECT sum(octet_length(zstd)) FROM body"))
    assert (one.site, one.captures, one.bodies, one.raw, one.stored) == ("hanam", 2, 1, 5000, stored)
    tables = {size.table: size for size in storage.by_table(conn)}
    assert tables["snapshot"].total > tables["snapshot"].indexes > 0

"""Workers at the same pending snapshots: each is cleaned by one of them, whoever dies."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from corpus.articles import publishing
from corpus.articles.pending_snapshots import Pending, claim, waiting
from corpus.database import engines as corpus_database
from tests.corpus.samples import article, capture, hours, site

HOLDER = """
import sys, time
from corpus.articles import pending_snapshots
from corpus.database import engines
with engines.transaction(sys.argv[1]) as conn:
    print(len(pending_snapshots.claim(conn, 10)), flush=True)
    time.sleep(60)
"""


@contextmanager
def worker(database: str) -> Iterator[Connection]:
    """Another worker's connection."""
    engine = corpus_database.engine(database)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def fill(conn: Connection, *captures: tuple[str, float]) -> None:
    """Store pending captures and commit them."""
    site(conn)
    for name, at in captures:
        capture(conn, name, hours(at), f"{name}{at}".encode())
    conn.commit()


def seen(batch: list[Pending]) -> list[tuple[str, float]]:
    """Bodies of a batch."""
    return [(p.body.decode()[0], float(p.body.decode()[1:])) for p in batch]


def test_the_oldest_come_first_and_no_one_gets_them_twice(database: str, conn: Connection) -> None:
    fill(conn, ("c", 3), ("a", 1), ("b", 2), ("d", 4))
    with worker(database) as other:
        assert seen(claim(conn, 2)) == [("a", 1), ("b", 2)]
        assert seen(claim(other, 9)) == [("c", 3), ("d", 4)]
        conn.rollback()
        assert seen(claim(other, 2)) == [("a", 1), ("b", 2)]
    assert waiting(conn) == 4


def test_one_pages_captures_never_go_to_two_workers(database: str, conn: Connection) -> None:
    fill(conn, ("a", 1), ("a", 2), ("b", 3))
    with worker(database) as other:
        first = claim(conn, 1)
        assert seen(first) == [("a", 1)]
        assert seen(claim(other, 9)) == [("b", 3)]
        other.rollback()
        publishing.publish(conn, first[0], article("Một."), 1, "h")
        conn.commit()
        assert seen(claim(other, 9)) == [("a", 2), ("b", 3)]


def test_claims_keep_to_their_sites(database: str, conn: Connection) -> None:
    assert database
    fill(conn, ("a", 1))
    site(conn, "binhgia")
    capture(conn, "b", hours(0), b"b0", site="binhgia")
    assert seen(claim(conn, 9, ["hanam"])) == [("a", 1)]
    assert (waiting(conn), waiting(conn, ["binhgia"]), waiting(conn, ["none"])) == (2, 1, 0)
    assert claim(conn, 9, []) == []


def test_a_killed_worker_gives_its_batch_back(database: str, conn: Connection) -> None:
    fill(conn, ("a", 1), ("b", 2))
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, database], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "2\n"
    assert claim(conn, 9) == []
    assert waiting(conn) == 2
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    deadline = time.monotonic() + 10
    while not (batch := claim(conn, 9)) and time.monotonic() < deadline:
        conn.rollback()
        time.sleep(0.02)
    assert seen(batch) == [("a", 1), ("b", 2)]

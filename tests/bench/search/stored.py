"""The made articles in a server of their own: made once, and used again while recipe and schema are the same."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import psycopg

from corpus import embedded
from corpus.database import engines
from corpus.database.schema import definition
from tests.bench.search.made import RECIPE, SITES, Made, articles

ROOM = Path(__file__).parents[3] / ".bench" / "search"
"""Some 15 GB."""
MEMORY = "-c shared_buffers=2GB -c work_mem=32MB -c maintenance_work_mem=2GB -c max_wal_size=8GB"
"""Of the server, as docs/scaling.md advises for a machine with two cores and 8 GB or more."""
_BATCH = 5_000
_PAGE = "COPY page (id, site, key, key_rules, url, role, discovered_at, fetched_at) FROM STDIN"
_SNAPSHOT = (
    "COPY snapshot (id, page_id, url, fetched_at, status, body_hash, role, state, rules_number, rules_hash,"
    " normalised_at) FROM STDIN"
)
_ARTICLE = (
    "COPY article (page_id, snapshot_id, site, title, lead, text, published_at, published_precision, author, section,"
    " language, level, province_code, captured_at, first_captured_at, content_hash, rules_number, rules_hash,"
    " confidence) FROM STDIN"
)

_WORDS = "INSERT INTO article_search SELECT * FROM search_entry WHERE page_id BETWEEN %s AND %s"
_COUNTS = """
INSERT INTO article_count (site, province_code, month, articles)
    SELECT site, province_code, search_month(dated_at), count(*) FROM article_search GROUP BY 1, 2, 3
"""


@contextmanager
def server(room: Path = ROOM) -> Iterator[str]:
    """Run the server of the room; its address. It is stopped at the end, and its files stay."""
    room.mkdir(parents=True, exist_ok=True)
    room.chmod(0o755)
    given = {"TINHUY_HOME": str(room), "TINHUY_PG_OPTIONS": MEMORY}
    with mock.patch.dict(os.environ, given):
        os.environ.pop("DATABASE_URL", None)
        try:
            yield engines.address()
        finally:
            embedded.stop(room)


def ready(url: str, number: int) -> str:
    """Make the corpus if it is not there, or of another recipe, schema or number; return what was done, in words."""
    recipe = f"{RECIPE} {number} {hashlib.sha256(definition().encode()).hexdigest()[:16]}"
    with psycopg.connect(url, autocommit=True) as conn:
        if _known(conn) == recipe:
            return f"{number:,} made articles, made before"
        conn.execute("TRUNCATE site, body CASCADE")
        began = time.monotonic()
        _sites(conn)
        _in_two(url, "articles", number)
        written = time.monotonic()
        index = conn.execute("SELECT pg_get_indexdef('article_search_lexemes_idx'::regclass)").fetchone()
        conn.execute("DROP INDEX article_search_lexemes_idx")
        _in_two(url, "words", number)
        conn.execute(_COUNTS)
        read = time.monotonic()
        conn.execute("SET max_parallel_maintenance_workers = 2")
        conn.execute(index[0].encode() if index else b"")  # made at once: row by row it takes ten times as long
        conn.execute("ALTER INDEX article_search_lexemes_idx ALTER COLUMN 1 SET STATISTICS 0")
        conn.execute("VACUUM ANALYZE")
        conn.execute("CREATE TABLE IF NOT EXISTS bench_recipe (recipe text)")
        conn.execute("TRUNCATE bench_recipe")
        conn.execute("INSERT INTO bench_recipe VALUES (%s)", (recipe,))
    steps = (written - began, read - written, time.monotonic() - read)
    return "{:,} made articles: stored in {:.0f} s, their words in {:.0f} s, indexed in {:.0f} s".format(number, *steps)


def _known(conn: psycopg.Connection) -> str | None:
    there = conn.execute("SELECT to_regclass('bench_recipe') IS NOT NULL").fetchone()
    row = conn.execute("SELECT recipe FROM bench_recipe").fetchone() if there and there[0] else None
    return row[0] if row else None


def _in_two(url: str, what: str, number: int) -> None:
    """Do it with two processes, each for one half of the numbers."""
    halves = [(0, number // 2), (number // 2, number)]
    words = [[sys.executable, "-m", __name__, url, what, str(a), str(b), str(number)] for a, b in halves]
    processes = [subprocess.Popen(each) for each in words]
    if sum(process.wait() for process in processes):
        raise RuntimeError(f"the {what} could not be stored")


def _sites(conn: psycopg.Connection) -> None:
    with conn.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO province VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [
                ("35", "Hà Nam", "Ninh Bình"),
                ("37", "Ninh Bình", None),
                ("01", "Hà Nội", None),
                ("20", "Lạng Sơn", None),
            ],
        )
    provinces = [code for (code,) in conn.execute("SELECT code FROM province ORDER BY code")]
    for number in range(SITES):
        level = ("province", "district", "commune")[number % 3]
        conn.execute(
            "INSERT INTO site (id, name, level, province_code, state) VALUES (%s, %s, %s, %s, 'verified')",
            (f"made-{number:03}", f"Made {number}", level, provinces[number % len(provinces)]),
        )
    conn.execute("INSERT INTO body (hash, zstd, size) VALUES (%s, '', 0)", (bytes(32),))


def _words(url: str, first: int, end: int) -> None:
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("SET session_replication_role = replica")
        for at in range(first, end, 10 * _BATCH):
            conn.execute(_WORDS, (at + 1, min(end, at + 10 * _BATCH)))


def _store(url: str, first: int, end: int, number: int) -> None:
    with psycopg.connect(url) as conn:
        conn.execute("SET session_replication_role = replica")  # no foreign keys are looked up: all are right
        sites = {row[0]: row[1:] for row in conn.execute("SELECT id, level, province_code FROM site")}
        batch: list[Made] = []
        for one in articles(first, end, number):
            batch.append(one)
            if len(batch) == _BATCH:
                _copy(conn, batch, sites)
                batch = []
        _copy(conn, batch, sites)


def _copy(conn: psycopg.Connection, batch: list[Made], sites: dict[str, tuple[str, str]]) -> None:
    with conn.cursor() as cursor:
        with cursor.copy(_PAGE) as rows:
            for one in batch:
                url = f"https://{one.site}.example/bai-{one.number}.html"
                key = hashlib.sha256(url.encode()).digest()
                rows.write_row((one.number, one.site, key, 3, url, "item", one.published_at, one.published_at))
        with cursor.copy(_SNAPSHOT) as rows:
            for one in batch:
                at = one.published_at
                rows.write_row(
                    (one.number, one.number, f"https://{one.site}.example/bai-{one.number}.html", at, 200, bytes(32),
                     "item", "article", RECIPE, "made", at)
                )  # fmt: skip
        with cursor.copy(_ARTICLE) as rows:
            for one in batch:
                at = one.published_at
                digest = hashlib.sha256(one.text.encode()).digest()
                rows.write_row(
                    (one.number, one.number, one.site, one.title, one.lead, one.text, at, "minute", one.author,
                     [one.section], "vi", *sites[one.site], at, at, digest, RECIPE, "made", 0.95)
                )  # fmt: skip
    conn.commit()


if __name__ == "__main__":
    address, what, *numbers = sys.argv[1:]
    if what == "words":
        _words(address, int(numbers[0]), int(numbers[1]))
    else:
        _store(address, *map(int, numbers))

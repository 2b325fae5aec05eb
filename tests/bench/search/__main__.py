"""`python -m tests.bench.search`: how long searches take at a million made articles, and the room of their tables."""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from pathlib import Path

from sqlalchemy import Connection, text

from corpus.database import engines
from corpus.search.search import search
from tests.bench.search import stored
from tests.bench.search.queries import QUERIES, Asked

MEDIAN, P95, WORST = 30, 100, 300
"""The bar: milliseconds of the warm searches."""
ROOM = 1.5 * 7.2
"""The bar: GB of article_search and its indexes."""
INDEXING = 5
"""The bar: milliseconds in which one more article is indexed."""
TABLES = (
    "SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(ARRAY['article_search', 'article_count']) AS name"
)


def main() -> int:
    """Make the corpus if need be, ask, and print; 1 where a bar is missed."""
    given = _arguments()
    with stored.server(given.room) as url:
        print(stored.ready(url, given.articles), flush=True)
        engine = engines.engine(url)
        with engine.connect() as conn:
            cold = [_milliseconds(conn, asked) for asked in QUERIES]
            warm = [statistics.median(_milliseconds(conn, asked) for _ in range(given.rounds)) for asked in QUERIES]
            conn.rollback()
            indexing = _indexing(conn)
            room = float(conn.scalar(text(TABLES)) or 0) / 1e9
        engine.dispose()
    for asked, first, again in zip(QUERIES, cold, warm, strict=True):
        print(f"{again:8.1f} ms warm {first:8.1f} ms first  {asked}")
    return _verdict(cold, warm, room, indexing)


def _verdict(cold: list[float], warm: list[float], room: float, indexing: float) -> int:
    for name, times in (("first", cold), ("warm", warm)):
        print(f"{len(times)} queries, {name}: median {_share(times, 0.5):.1f} ms, p95 {_share(times, 0.95):.1f} ms,"
              f" worst {max(times):.1f} ms")  # fmt: skip
    print(
        f"search tables {room:.2f} GB (bar {ROOM:.1f}); one more article indexed in {indexing:.1f} ms (bar {INDEXING})"
    )
    good = _share(warm, 0.5) <= MEDIAN and _share(warm, 0.95) <= P95 and max(warm) <= WORST
    missed = not good or room > ROOM or indexing > INDEXING
    bar = f"median {MEDIAN}, p95 {P95}, worst {WORST} ms warm"
    print(f"bar: {bar}: {'MISSED' if missed else 'reached'} (load {os.getloadavg()[0]:.1f})")
    return int(missed)


def _share(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def _milliseconds(conn: Connection, asked: Asked) -> float:
    """Search as a person does: 20 hits with their marks; milliseconds."""
    began = time.perf_counter()
    search(conn, asked.words, asked.within, newest_first=asked.newest_first)
    return (time.perf_counter() - began) * 1000


def _indexing(conn: Connection) -> float:
    """Put 200 articles into the index again, each by itself; milliseconds an article, rolled back."""
    pages = conn.scalars(text("SELECT page_id FROM article_search ORDER BY page_id % 7919, page_id LIMIT 200")).all()
    conn.execute(text("DELETE FROM article_search WHERE page_id = ANY(:pages)"), {"pages": pages})
    began = time.perf_counter()
    for page_id in pages:
        conn.execute(text("INSERT INTO article_search SELECT * FROM search_entry WHERE page_id = :id"), {"id": page_id})
    took = time.perf_counter() - began
    conn.rollback()
    return took * 1000 / len(pages)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.search", description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000, help="made articles (1,000,000)")
    parser.add_argument("--rounds", type=int, default=5, help="warm searches of each query, the median counts (5)")
    parser.add_argument("--room", type=Path, default=stored.ROOM, help="folder of the made corpus, some 15 GB")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

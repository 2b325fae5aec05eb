"""`python -m tests.bench.recrawl`: what a second run costs a large portal on which nothing changed, in requests."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import psycopg

from corpus import embedded
from corpus.database import engines
from corpus.database.dsn import parameters, with_database
from tests.bench.crawl import LIMIT, ROOT, SCRAPY, room, settings
from tests.crawler.small_portal import environment, write_site
from tests.portals import fast

ARTICLES, DUE = 10_000, 25
HEADS = 1
"""Pages of lists that a second run may ask for: the portal has one list, and its first page is its head."""
AT_ONCE = 8
_DUE = """
    UPDATE page SET due_at = now() - interval '1 minute'
    WHERE id IN (SELECT id FROM page WHERE role = 'item' ORDER BY md5(id::text) LIMIT %s)
"""


def main() -> int:
    """Exit code 1 where the second run asked for more than the head of the list, robots.txt and what is due."""
    given = _arguments()
    with room() as folder, fast.serve(given.articles) as portal:
        url = with_database(embedded.ensure(folder / "home"), engines.NAME)
        engines.address()
        write_site(folder / "seeds", "nhanh", portal.url)
        first = _crawl(folder, url, portal)
        _tell("first run", first)
        _make_due(url, given.due)
        second = _crawl(folder, url, portal)
        _tell(f"second run, {given.due} articles due", second)
    within = second["/muc"] <= HEADS and second["/tin/bai"] <= given.due
    print(f"bar: {HEADS} page of the list and {given.due} articles: {'bar reached' if within else 'ABOVE THE BAR'}")
    return int(not within or first["/tin/bai"] != given.articles)


def _crawl(folder: Path, url: str, portal: fast.FastPortal) -> Counter[str]:
    """Requests of one run by what they asked for."""
    before, started = Counter(portal.asked()), time.monotonic()
    words = [*SCRAPY, "crawl", "nhanh", *settings(AT_ONCE)]
    subprocess.run(words, cwd=ROOT, env=environment(folder / "seeds", url), check=True, timeout=LIMIT)
    print(f"{time.monotonic() - started:.1f} s", end=" ", flush=True)
    return Counter(portal.asked()) - before


def _make_due(url: str, number: int) -> None:
    """As if time had gone by, for so many articles."""
    with psycopg.connect(**parameters(url)) as conn:
        conn.execute(_DUE, [number])


def _tell(what: str, asked: Counter[str]) -> None:
    kinds = {"/muc": "pages of lists", "/tin/bai": "articles", "/robots": "robots.txt"}
    others = asked.total() - sum(asked[start] for start in kinds)
    counts = ", ".join(f"{asked[start]:,} {name}" for start, name in kinds.items())
    print(f"{what}: {asked.total():,} requests: {counts}, {others:,} others", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.recrawl", description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES, help=f"of the portal ({ARTICLES:,})")
    parser.add_argument("--due", type=int, default=DUE, help=f"articles that are due to be asked again ({DUE})")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

"""A layout is learned from a sample: ten thousand stored pages take no more time and memory than some hundreds."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

import psutil
import pytest
from sqlalchemy import Engine

from corpus.articles import layouts
from corpus.crawling import page_store, sites
from corpus.crawling.records import Fetched, Found, Role
from corpus.database import engines as corpus_database
from normalize.workers.learn_layout import learn_layout
from normalize.workers.page_cleaners import children
from tests.normalize.made_portals import Portal

NOON = datetime(2026, 3, 4, 5, tzinfo=UTC)
SECONDS = 60
"""The bar: CPU seconds of a core that learning may take."""
MEGABYTES = 400
"""Of a child: those that clean pages hold up to 250."""


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    made = corpus_database.engine(database)
    with made.begin() as conn:
        sites.ensure(conn, "made", "Trang tin huyện Phú Hà")
    yield made
    made.dispose()


def _store(engine: Engine, count: int) -> None:
    """Pages as a crawl stores them: what lists name, and a capture of each."""
    portal, kinds = Portal("flat", 400), {"Content-Type": "text/html; charset=utf-8"}
    pages = [portal.html(story) for story in portal.stories]
    numbers = iter(range(count))
    while part := list(islice(numbers, 500)):
        urls = {number: f"http://made.test/bai/{number}.html" for number in part}
        keys = {number: hashlib.sha256(f"made {number}".encode()).digest() for number in part}
        named = [Found(urls[n], keys[n], title=portal.stories[n % 400].title) for n in part]
        with engine.begin() as conn:
            home = "http://made.test/"
            key = hashlib.sha256(b"home").digest()
            page_store.store_list(conn, Fetched("made", key, home, Role.LIST, home, 200, {}, b"<p>", NOON), named)
            for n in part:
                body = pages[n % 400].replace("</h2>", f"</h2><p>Bài số {n} của trang.</p>").encode()
                page_store.store_item(
                    conn, Fetched("made", keys[n], urls[n], Role.ITEM, urls[n], 200, kinds, body, NOON), None
                )


@pytest.mark.slow
def test_ten_thousand_stored_pages_are_learned_from_in_bounds(
    engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    _store(engine, 10_000)
    process, peak = psutil.Process(os.getpid()), 0.0
    with children(workers=1) as pool:

        def look() -> None:
            nonlocal peak
            peak = max([peak, *(child.memory_info().rss / 1e6 for child in process.children(recursive=True))])

        wall, started = time.monotonic(), _cpu(process)
        lesson = learn_layout(engine, pool, "made", look)
        look()
        took, wall = _cpu(process) - started, time.monotonic() - wall
    with capsys.disabled():
        print(f"\n10,000 stored pages: {took:.1f} s of CPU time, {wall:.1f} s, {peak:.0f} MB in a child at most")
    assert lesson is not None and lesson.is_new and lesson.held_because is None
    with engine.begin() as conn:
        learned = layouts.get(conn, "made")
    assert learned is not None and learned.captures <= layouts.SAMPLE
    assert took < SECONDS
    assert peak < MEGABYTES


def _cpu(process: psutil.Process) -> float:
    """CPU seconds of this process and of those that it started."""
    times = (one.cpu_times() for one in (process, *process.children(recursive=True)))
    return sum(one.user + one.system for one in times)

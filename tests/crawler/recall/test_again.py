"""What a second crawl of an unchanged portal costs: the heads of its lists, and what is due."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from tests.bench.crawl import settings
from tests.crawler.small_portal import start_crawl, write_site
from tests.portals import fast

DUE = 25
"""Articles that are due when the second crawl begins."""
HEADS = 2
"""List pages that it may read of a list: its head, and one more to see that known ground goes on."""
NOW_DUE = "UPDATE page SET due_at = now() WHERE id IN (SELECT id FROM page WHERE role = 'item' ORDER BY key LIMIT :due)"


@pytest.mark.slow
def test_a_second_crawl_asks_for_list_heads_and_what_is_due(tmp_path: Path, database: str, conn: Connection) -> None:
    again(tmp_path, database, conn, articles=10_000, limit=1800)


def again(room: Path, database: str, conn: Connection, articles: int, limit: float) -> None:
    with fast.serve(articles) as portal:
        write_site(room, "nhanh", portal.url)
        _crawl(room, database, limit)
        first = Counter(portal.asked())
        assert first["/tin/bai"] == articles
        conn.execute(text(NOW_DUE), {"due": DUE})
        conn.commit()
        _crawl(room, database, limit)
        second = Counter(portal.asked())
        second.subtract(first)
    print(f"{articles:,} articles: {_told(first)} at first, {_told(second)} in the second crawl")
    assert second["/tin/bai"] == DUE
    assert 1 <= second["/muc"] <= HEADS
    assert second["/robots"] == 1


def _crawl(room: Path, database: str, limit: float) -> None:
    process = start_crawl(room, database, "nhanh", *settings(parallel=8))
    try:
        _, said = process.communicate(timeout=limit)
    finally:
        process.kill()
    assert process.returncode == 0, said


def _told(asked: Counter[str]) -> str:
    return f"{asked['/muc']:,} list pages and {asked['/tin/bai']:,} articles"

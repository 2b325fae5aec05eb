"""Every article of a generated portal is found and fetched, once, and no trap is followed past its bound."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from tests.crawler.recall.crawled import Asked, crawled
from tests.portals.makes.every import MAKES

BOUNDS = {
    "lich": 50,
    "lap": 20,
    "loc": 4,
    "vong": 12,
    "dai": 12,
}
"""Requests that a trap may cost in one crawl."""
SHORT, LONG = 30, 500
"""Articles of a portal."""
MOST = {SHORT: 4, LONG: 40}
"""Pages of a list that a crawl walks at most: more than the longest true list has."""
STORED = """
SELECT count(*), count(DISTINCT p.id) FROM page p JOIN snapshot s ON s.page_id = p.id
WHERE p.site = :site AND p.role = 'item' AND p.leads_to IS NULL AND p.url ~* 'bai-[0-9]'
"""


def hold(asked: Asked, name: str, articles: int, conn: Connection) -> None:
    """All that has to be true of a crawl."""
    assert asked.code == 0, asked.said
    assert asked.articles == Counter(range(1, articles + 1)), "not every article was asked for once"
    assert tuple(conn.execute(text(STORED), {"site": name}).one()) == (articles, articles)
    assert asked.forbidden == []
    bounds = {**BOUNDS, "vo-tan": 2 * MOST[articles]}  # each page of that list names one article
    over = {trap: number for trap, number in asked.traps.items() if number > bounds[trap]}
    assert not over, f"followed past their bounds: {over}"


def test_portals_are_crawled_whole_and_their_traps_left(tmp_path: Path, database: str, conn: Connection) -> None:
    names = ("aspnet", "wordpress")
    with crawled(tmp_path, database, *names, articles=SHORT, most=MOST[SHORT], limit=180) as portals:
        for name, asked in portals.items():
            hold(asked, name, SHORT, conn)


@pytest.mark.slow
@pytest.mark.parametrize("name", MAKES)
def test_of_500_articles_none_is_missed(name: str, tmp_path: Path, database: str, conn: Connection) -> None:
    with crawled(tmp_path, database, name, articles=LONG, most=MOST[LONG], limit=900) as portals:
        hold(portals[name], name, LONG, conn)

"""A second run on a large portal that was explored from its address alone costs list heads and what is due."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.corpus.embedded.homes import reachable_folder
from tests.portals import fast
from tests.unseen.crawling import Room

ARTICLES, DUE = 10_000, 25
HEADS = 2
"""Pages of lists that the second run may ask for: the portal has one list, and was given by that list's address."""
OTHERS = 20
"""Requests beside lists and articles that are no waste: robots.txt, feeds and sitemaps that might have come since."""
_MAKE_DUE = f"""
    UPDATE page SET due_at = now() - interval '1 minute'
    WHERE id IN (SELECT id FROM page WHERE role = 'item' AND url LIKE '%/tin/bai-%' ORDER BY md5(id::text) LIMIT {DUE})
"""  # noqa: S608 (DUE is a number of our own)


@pytest.mark.slow
def test_a_second_run_costs_list_heads_and_what_is_due() -> None:
    with reachable_folder() as folder, fast.serve(ARTICLES) as portal:
        room = Room(folder)
        try:
            first = room.crawl(f"{portal.url}/muc", "lon")
            asked = Counter(portal.asked())
            assert asked["/tin/bai"] >= ARTICLES, first.stdout[-2000:] + first.stderr[-2000:]
            room.tinhuy("db", "psql", "-c", _MAKE_DUE)
            second = room.tinhuy("crawl", "lon")
            again = Counter(portal.asked()) - asked
        finally:
            room.stop()
    assert second.returncode == 0, second.stdout[-2000:] + second.stderr[-2000:]
    assert again["/muc"] <= HEADS
    assert again["/tin/bai"] == DUE
    assert again.total() - again["/muc"] - again["/tin/bai"] <= OTHERS

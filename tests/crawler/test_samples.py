"""The sample portals, crawled: every article once, nothing forbidden, no trap walked into."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from seeds.config.catalogue import catalogue
from seeds.urls.canonical import key
from tests.crawler.small_portal import crawl
from tests.portals.samples import SAMPLES, serve, write_seeds

MOST_REQUESTS = 70
"""A portal has some 45 articles on some six list pages, and a few pages beside that look like articles."""


@pytest.mark.parametrize("name", list(SAMPLES))
@pytest.mark.slow
def test_a_sample_portal_is_found_whole(name: str, tmp_path: Path, database: str, conn: Connection) -> None:
    sample = SAMPLES[name]
    with serve(name) as portals:
        portal = portals[name]
        seeds = write_seeds(tmp_path, {name: portal.url})
        code, said = crawl(seeds, database, name)
    assert code == 0, said
    site = catalogue(seeds).site(name)
    expected = {key(portal.url + sample.address(article), site): article for article in sample.articles}
    found = {row.key: row for row in conn.execute(text("SELECT * FROM page WHERE role = 'item'"))}
    fetched = {found_key for found_key, row in found.items() if row.fetched_at is not None and row.leads_to is None}
    assert expected.keys() <= fetched
    assert all(found[one].listed_title for one in expected)
    assert [path for path, times in Counter(portal.requests).items() if times > 1] == []
    assert not any("/noi-bo/" in path.lower() for path in portal.requests)
    assert len(portal.requests) < MOST_REQUESTS
    sections = [tuple(found[one].section) for one in expected if found[one].section]
    assert set(sections) == {start.section for start in site.start}
    assert len(sections) >= 0.85 * len(expected)  # the others stand in lists that the site file does not name

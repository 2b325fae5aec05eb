"""A portal that is built by scripts, with a real crawl: from its JSON interface, and through a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.small_portal import crawl
from tests.portals.serving import RunningPortal, serve
from tests.portals.songma import app as songma
from tests.tinhuy.commands import tinhuy
from tests.tinhuy.corpora import Row, column, rows

EXPECTED = {songma.address(one): songma.seen(one) for one in songma.articles()}
STORED = "SELECT p.url, a.* FROM article a JOIN page p ON p.id = a.page_id WHERE a.site = %s"


@pytest.fixture
def portal() -> Iterator[RunningPortal]:
    with serve("songma", songma.create_app) as running:
        yield running


def articles(database: str, site: str, base: str) -> dict[str, dict[str, Any]]:
    found: list[Row] = rows(database, STORED, site)
    fields = next(iter(EXPECTED.values()))
    return {row["url"].removeprefix(base): {name: row[name] for name in fields} for row in found}


def test_its_interface_gives_every_article_and_no_page_is_opened(
    portal: RunningPortal, tmp_path: Path, database: str
) -> None:
    tinhuy(tmp_path, songma.write_seeds(tmp_path / "seeds", portal.url), database).done("crawl", "songma")
    assert articles(database, "songma", portal.url) == EXPECTED
    lists = [path for path in portal.requests if path.startswith("/api/bai-viet?")]
    assert len(lists) == len(set(lists)) == 4
    asked = [path for path in portal.requests if path.startswith("/api/bai-viet/")]
    assert len(asked) == len(set(asked)) == 12
    assert {*portal.requests} - {*lists, *asked} == {"/", "/robots.txt"}
    bodies = "SELECT DISTINCT headers->'content-type' FROM snapshot WHERE role = 'item'"
    assert column(database, bodies) == ["application/json"], "stored as it came"
    assert column(database, "SELECT DISTINCT published_source FROM article") == ["selector"]

    portal.requests.clear()
    code, said = crawl(tmp_path / "seeds", database, "songma")
    assert code == 0, said
    again = [path for path in portal.requests if path.startswith("/api/bai-viet?")]
    assert sorted(again) == [path for path in sorted(lists) if path.endswith("trang=0")], "known ground ends both lists"


def test_a_check_asks_the_interface_too(portal: RunningPortal, tmp_path: Path) -> None:
    command = tinhuy(tmp_path, songma.write_seeds(tmp_path / "seeds", portal.url)).here
    checked = command.done("sites", "check", "songma").out
    assert checked.count("names 4 articles") == 2 and "names 2 articles that the first page does not" in checked
    assert checked.count(" words)") == 3


@pytest.mark.slow
def test_chromium_sees_every_article_as_a_reader_does(portal: RunningPortal, tmp_path: Path, database: str) -> None:
    if find_spec("scrapy_playwright") is None or shutil.which("chromium") is None:
        pytest.skip("the extra `render` or Chromium is not installed")
    seeds = songma.write_seeds(tmp_path / "seeds", portal.url)
    tinhuy(tmp_path, seeds, database).done("crawl", "rendered")
    assert articles(database, "rendered", portal.url) == EXPECTED
    assert not any(path.startswith("/anh/") for path in portal.requests), "no picture is asked for"
    opened = [path for path in portal.requests if path.startswith("/bai-viet/")]
    assert len(opened) == len(set(opened)) == 12
    by = column(database, "SELECT DISTINCT headers->>'x-tinhuy-rendered' FROM snapshot")
    assert len(by) == 1 and by[0].startswith("Chromium "), "every snapshot says that it was rendered"
    assert column(database, "SELECT DISTINCT etag FROM page") == [None]
    (counts,) = column(database, "SELECT counts FROM crawl_run")
    assert counts["requests"] == len(portal.requests), "what its scripts ask for counts too"

"""`tinhuy normalize --again --dry-run`: what changed rules would do, said beforehand and without writing anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from corpus.crawling import page_store, sites
from corpus.crawling.records import Fetched, Role
from corpus.database import engines as database
from seeds.config.catalogue import HERE as OWN_SEEDS
from tests.conftest import clone
from tests.corpus.samples import hours, key
from tests.normalize.pages import FIRST, PARAGRAPHS, SECOND, THIRD
from tests.tinhuy.commands import Tinhuy, tinhuy
from tests.tinhuy.corpora import column, dump

pytestmark = [pytest.mark.xdist_group("dry run"), pytest.mark.slow]

STAMP = "Bản tin số 15 của Ban Biên tập"
SITE = "name: Huyện ủy\nlevel: district\nprovince: '20'\nlanguage: vi\n"
OLD = SITE + "clean:\n  chrome: [.gained]\n  title: [h1.old, h1]\n"
NEW = SITE + "clean:\n  chrome: [.lost]\n  title: [h1.new, h1]\n  published: [.day]\n  lines: ['bản tin số \\d+ .*']\n"

BODIES = {
    "same": f"<h1>Trang giữ nguyên</h1><div class='ArticleContent'>{PARAGRAPHS}</div>",
    "text": f"<h1>Đổi lời</h1><div class='ArticleContent'><p>{FIRST}</p><p>{STAMP}</p><p>{SECOND}</p></div>",
    "title": f"<h1 class='old'>Tựa cũ của bài</h1><h1 class='new'>Tựa mới của bài</h1>"
    f"<div class='ArticleContent'>{PARAGRAPHS}</div>",
    "date": f"<h1>Đổi ngày</h1><p class='day'>x 12/06/2023 x</p><div class='ArticleContent'>{PARAGRAPHS}</div>",
    "lost": f"<h1>Mất đi</h1><div class='lost'><div class='ArticleContent'>{PARAGRAPHS}</div></div>",
    "gained": f"<h1>Có lại</h1><div class='gained'><div class='ArticleContent'>{PARAGRAPHS}</div></div>",
    "never": "<h1>Không có gì</h1><p>Trống</p>",
}


@dataclass(frozen=True)
class Corpus:
    """A corpus that was cleaned by the old rules, and the command with the new ones."""

    database: str
    tinhuy: Tinhuy
    before: dict[str, list[dict[str, Any]]]


def _seeds(folder: Path, site: str) -> Path:
    (folder / "sites").mkdir(parents=True)
    (folder / "platforms").symlink_to(OWN_SEEDS / "platforms")
    (folder / "sites" / "huyen.yaml").write_text(site, encoding="utf-8")
    return folder


def _store(url: str, name: str, body: str, at: float = 0) -> None:
    page = f"<html><head><title>x</title></head><body>{body}</body></html>".encode()
    address = f"https://huyen.vn/tin/{name}"
    headers = {"Content-Type": "text/html; charset=utf-8"}
    with database.transaction(url) as conn:
        sites.ensure(conn, "huyen", "Huyện ủy")
        capture = Fetched("huyen", key(name), address, Role.ITEM, address, 200, headers, page, hours(at))
        page_store.store_item(conn, capture, None)


@pytest.fixture(scope="module")
def corpus(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    home = tmp_path_factory.mktemp("dry")
    with clone(server) as url:
        for name, body in BODIES.items():
            _store(url, name, body)
        _store(url, "lost", "<h1>Trống</h1>", at=5)
        tinhuy(home, _seeds(home / "old", OLD), url).done("normalize")
        yield Corpus(url, tinhuy(home, _seeds(home / "new", NEW), url), dump(url))


@pytest.fixture(scope="module")
def said(corpus: Corpus) -> dict[str, Any]:
    *worst, found = corpus.tinhuy.done("normalize", "huyen", "--again", "--dry-run", "--json", "--worst", 2).lines
    return {**found, "worst": worst}


def test_it_counts_every_kind_of_change(said: dict[str, Any]) -> None:
    assert said["pages"] == len(BODIES)
    assert said["unchanged"] == 2
    assert said["changed"] == 3
    assert said["fields"] == {"text": 1, "title": 1, "date": 1}
    assert said["article_to_rejection"] == {"too short": 1}
    assert said["rejection_to_article"] == 1
    assert said["back_to_an_older_version"] == said["rejected_for_another_reason"] == 0


def test_it_shows_the_worst_word_by_word(said: dict[str, Any]) -> None:
    by_name = {one["url"].rsplit("/", 1)[1]: one for one in said["worst"]}
    assert list(by_name) == ["text", "title", "lost", "gained"]
    assert f"[-{STAMP} ¶-]" in by_name["text"]["diff"]
    assert "Tựa [-cũ-] {+mới+} của bài" in by_name["title"]["diff"]
    assert 0 < by_name["title"]["share"] < by_name["text"]["share"] < 0.2
    assert (by_name["lost"]["reason"], by_name["lost"]["title"]) == ("too short", "Mất đi")


def test_people_see_it_too_and_a_pipe_gets_marks(corpus: Corpus) -> None:
    said = corpus.tinhuy.done("normalize", "--again", "--dry-run").out
    assert "article to rejection: too short" in said
    assert f"[-{STAMP} ¶-]" in said
    assert re.search("^date: .* → 2023-06-12 00:00:00 day selector$", said, re.MULTILINE)
    assert THIRD not in said


def test_nothing_is_written_and_cleaning_again_does_what_was_said(corpus: Corpus) -> None:
    assert dump(corpus.database) == corpus.before
    (done,) = corpus.tinhuy.done("normalize", "--again", "--json").lines
    assert done["changes"]["replaced"] == 3
    assert done["changes"]["withdrawn"] == done["changes"]["new"] == 1
    assert sorted(column(corpus.database, "SELECT title FROM article")) == [
        "Có lại", "Trang giữ nguyên", "Tựa mới của bài", "Đổi lời", "Đổi ngày",
    ]  # fmt: skip
    (said,) = corpus.tinhuy.done("normalize", "--again", "--dry-run", "--json").lines
    assert said["unchanged"] == len(BODIES)


def test_pending_captures_are_named_and_left_alone(corpus: Corpus) -> None:
    _store(corpus.database, "waiting", BODIES["same"], at=9)
    ran = corpus.tinhuy.done("normalize", "--again", "--dry-run", "--json")
    assert "1 pages were never cleaned and are not compared" in ran.err
    assert column(corpus.database, "SELECT count(*) FROM snapshot WHERE state = 'pending'") == [1]


def test_dry_run_alone_is_refused(corpus: Corpus) -> None:
    ran = corpus.tinhuy("normalize", "--dry-run")
    assert ran.code == 2
    assert "--again --dry-run" in ran.err

"""Search, show, export and status over the corpus of the four sample portals."""

from __future__ import annotations

import json
from pathlib import Path

from tests.portals.samples import SAMPLES
from tests.tinhuy.corpora import gold_articles, rows
from tests.tinhuy.sample_portals.sample_crawl import CHANGED, Crawled, one_worker

pytestmark = one_worker


def test_search_without_diacritics_finds_all_spellings_and_with_them_only_these_words(crawled: Crawled) -> None:
    plain = crawled.tinhuy.here.done("search", "hoi nghi tinh uy", "--limit", 500, "--json").lines
    exact = crawled.tinhuy.here.done("search", "hội nghị tỉnh ủy", "--limit", 500, "--json").lines
    assert exact and {hit["id"] for hit in exact} <= {hit["id"] for hit in plain}
    hit = plain[0]
    assert list(hit) == [
        "id",
        "site",
        "url",
        "title",
        "display_title",
        "snippet",
        "marks",
        "places",
        "document",
        "published_at",
        "rank",
    ]
    start, end = (hit["marks"]["title"] or hit["marks"]["snippet"])[0]
    marked = (hit["title"] if hit["marks"]["title"] else hit["snippet"])[start:end]
    assert marked.lower() in ("hội", "nghị", "tỉnh", "ủy", "uỷ", "hội nghị", "tỉnh ủy", "tỉnh uỷ", "hội nghị tỉnh ủy")


def test_search_finds_a_document_number_of_one_site(crawled: Crawled) -> None:
    said = crawled.tinhuy.here.done("search", "27-NQ/TU", "--site", "hanam").out
    assert "Bí thư Tỉnh ủy làm việc với Ban Thường vụ Thị ủy Duy Tiên" in said
    assert "27-NQ/TU" in said


def test_show_gives_an_article_by_number_by_address_and_by_another_spelling(crawled: Crawled) -> None:
    base = crawled.portals["hanam"].url
    by_address = crawled.tinhuy.here.done("show", f"{base}/Pages/{CHANGED}.aspx", "--json").lines[0]
    other = f"{base.upper()}/PAGES/{CHANGED}.ASPX?utm_source=zalo"
    assert crawled.tinhuy.here.done("show", other, "--json").lines[0] == by_address
    said = crawled.tinhuy.here.done("show", by_address["id"]).out
    assert by_address["title"] in said and by_address["text"].splitlines()[-1] in said
    assert "(from selector)" in said


def test_show_source_gives_the_bytes_that_the_portal_sent(crawled: Crawled) -> None:
    address = f"{crawled.portals['hanam'].url}/Pages/{CHANGED}.aspx"
    process = crawled.tinhuy.start("show", address, "--source")
    assert [process.communicate()[0]] == crawled.sent[address.lower()]


def test_a_rejected_page_is_shown_with_its_reason(crawled: Crawled) -> None:
    ran = crawled.tinhuy.here("show", f"{crawled.portals['hanam'].url}/Pages/Dang-nhap.aspx")
    assert ran.code == 1
    assert "login" in ran.err and "--source" in ran.err


def test_export_writes_every_article_as_it_stands_in_the_corpus(crawled: Crawled, tmp_path: Path) -> None:
    crawled.tinhuy.here.done("export", "-o", tmp_path / "corpus.jsonl")
    exported = [json.loads(line) for line in (tmp_path / "corpus.jsonl").read_text("utf-8").splitlines()]
    stored = rows(crawled.database, "SELECT page_id, title, text, section FROM article ORDER BY page_id")
    assert [(one["id"], one["title"], one["text"], one["section"]) for one in exported] == [
        tuple(row.values()) for row in stored
    ]
    assert crawled.tinhuy.here.done("show", exported[7]["id"], "--json").lines[0] == exported[7]


def test_status_tells_the_figures_of_every_site(crawled: Crawled) -> None:
    told = {one["site"]: one for one in crawled.tinhuy.here.done("status", "--json").lines}
    assert sorted(told) == sorted(SAMPLES)
    for name, one in told.items():
        assert one["articles"] == len(gold_articles(name, "")) - (name == "binhgia")
        assert (one["pending"], one["run"]["ending"], one["run"]["exit_code"]) == (0, "finished", 0)
        assert one["rejections"]["login"] == 1

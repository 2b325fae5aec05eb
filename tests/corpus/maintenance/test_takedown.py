"""A takedown deletes what was stored of a page, and nothing brings it back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, text

from corpus.articles import publishing
from corpus.articles.pending_snapshots import one
from corpus.articles.publishing import Change
from corpus.crawling import page_store, runs
from corpus.crawling.frontier import frontier
from corpus.errors import TakenDown
from corpus.maintenance import rename_site, takedown
from corpus.maintenance.merge_pages import merge
from corpus.maintenance.takedown import Removed
from corpus.search import lookup
from normalize.fields.citations import references_of
from seeds.config.site import Level, Platform, Site
from seeds.errors import UsageError
from tests.corpus.samples import article, capture, fetched, found, hours, key, publish, site, write

CITED = "Thực hiện Nghị quyết số 27-NQ/TU."


@pytest.fixture(autouse=True)
def _site(conn: Connection) -> None:
    site(conn)


def number(conn: Connection, query: str) -> Any:
    return conn.scalar(text(query))


def one_article(conn: Connection) -> int:
    """A page with a version, an article that cites, and a capture that waits."""
    page_store.store_found(conn, "hanam", [found("a", "Tựa", section=("Tin",))])
    write(conn, "a", article("Một.", "Tựa đề"), hours(1))
    page_id = write(conn, "a", article(CITED, "Tựa đề", references=references_of("Tựa đề", None, CITED)), hours(2))
    capture(conn, "a", hours(3), b"shared")
    return page_id


def test_everything_of_the_page_goes_and_what_others_use_stays(conn: Connection) -> None:
    page_id = one_article(conn)
    capture(conn, "b", hours(4), b"shared")
    removed = takedown.take_down(conn, page_id, "Theo yêu cầu")
    assert removed == Removed(pages=1, articles=1, versions=1, snapshots=3, bodies=2)
    for table in ("article", "article_version", "article_search", "document_reference"):
        assert number(conn, f"SELECT count(*) FROM {table}") == 0  # noqa: S608
    assert (number(conn, "SELECT count(*) FROM snapshot"), number(conn, "SELECT count(*) FROM body")) == (1, 1)
    left = conn.execute(text("SELECT * FROM page WHERE id = :id"), {"id": page_id}).mappings().one()
    assert (left["listed_title"], left["section"], left["fetched_at"]) == (None, [], None)
    stone = takedown.tombstone(conn, page_id)
    assert stone is not None and (stone.reason, stone.url) == ("Theo yêu cầu", left["url"])
    assert takedown.among(conn, "hanam", [key("a"), key("b")]) == 1
    assert takedown.take_down(conn, page_id, "Khác") == Removed(pages=1)
    assert takedown.tombstone(conn, page_id) == stone


def test_no_crawl_asks_for_it_or_stores_it_again(conn: Connection) -> None:
    page_id = one_article(conn)
    takedown.take_down(conn, page_id, "Theo yêu cầu")
    page_store.store_found(
        conn, "hanam", [replace(found("a", "Tựa", section=("Tin",)), aliases=("http://x/a",)), found("c")]
    )
    for full in (False, True):
        assert [page.url[-6:] for page in frontier(conn, "hanam", hours(99), 9, full=full)] == ["c.aspx"]
    assert number(conn, "SELECT count(*) FROM page WHERE listed_title IS NOT NULL") == 0
    with pytest.raises(TakenDown, match=rf"Page {page_id} was taken down: Theo yêu cầu"), conn.begin_nested():
        page_store.store_item(conn, fetched("a", hours(5)), None)
    assert number(conn, "SELECT count(*) FROM snapshot") == 0


def test_pages_that_lead_to_it_go_with_it(conn: Connection) -> None:
    page_id = one_article(conn)
    old = write(conn, "old", article("Bản cũ.", "Tựa đề"), hours(1))
    another = write(conn, "another", article("Bài khác.", "Khác"), hours(1))
    for one_of_them in (old, another):
        page_store.mark_redirected(conn, one_of_them, page_id)
    assert lookup.page_ids(conn, str(old)) == [old]  # it has an article of its own
    assert takedown.take_down(conn, old, "Theo yêu cầu").articles == 2
    assert takedown.tombstone(conn, page_id) and takedown.tombstone(conn, old)
    assert takedown.tombstone(conn, another) is None
    assert number(conn, "SELECT string_agg(title, ',') FROM article") == "Khác"


def test_a_page_that_is_merged_with_one_that_was_taken_down_is_taken_down(conn: Connection) -> None:
    gone = one_article(conn)
    takedown.take_down(conn, gone, "Theo yêu cầu")
    twin = write(conn, "twin", article(CITED), hours(6))
    assert merge(conn, [gone, twin]) == twin
    assert number(conn, "SELECT count(*) FROM article") == 0
    assert takedown.tombstone(conn, twin) and takedown.tombstone(conn, gone)


def test_a_capture_that_is_being_cleaned_leaves_nothing(conn: Connection) -> None:
    page_id = one_article(conn)
    pending = one(conn, number(conn, "SELECT max(id) FROM snapshot"))
    assert pending is not None
    takedown.take_down(conn, page_id, "Theo yêu cầu")
    assert publishing.publish(conn, pending, article("Ba."), 1, "hash") is Change.GONE
    assert number(conn, "SELECT count(*) FROM article") == 0


def platform_site(name: str) -> Site:
    own = Platform(id="sharepoint", name="SharePoint")
    return Site(id=name, name="Tỉnh ủy Ninh Bình", level=Level.NATIONAL, platforms=(own,), own=own)


def test_a_site_is_renamed_with_all_that_it_has(conn: Connection) -> None:
    one_article(conn)
    publish(conn, article("Ba.", "Tựa đề"))
    runs.start(conn, "hanam", "hanam.gov.vn", {})
    assert rename_site.hosts_of(conn, "hanam") == {"hanam.gov.vn"}
    moved = rename_site.rename(conn, "hanam", platform_site("ninhbinh"))
    assert (moved["page"], moved["article"], moved["article_version"], moved["crawl_run"]) == (1, 1, 2, 1)
    assert number(conn, "SELECT string_agg(id || ' ' || name, ',') FROM site") == "ninhbinh Tỉnh ủy Ninh Bình"
    assert number(conn, "SELECT site FROM articles") == "ninhbinh"
    with pytest.raises(UsageError, match="no site 'hanam'"):
        rename_site.rename(conn, "hanam", platform_site("ninhbinh"))


def test_two_sites_with_pages_are_not_made_one(conn: Connection) -> None:
    one_article(conn)
    site(conn, "ninhbinh")
    write(conn, "a", article("Khác."), hours(9), site="ninhbinh")
    with pytest.raises(UsageError, match="1 pages under the name 'ninhbinh'"):
        rename_site.rename(conn, "hanam", platform_site("ninhbinh"))

"""Cited documents: written with their article, found by number in any spelling, and read by researchers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, text

from corpus.articles.publishing import Change
from corpus.articles.records import Article, Reference
from corpus.search import lookup
from corpus.search.narrowing import Narrowing
from corpus.search.search import search
from seeds.errors import UsageError
from tests.corpus.samples import REJECTED, article, hours, publish, site, step, write

NQ27 = Reference("Nghị quyết số 27-NQ/TU", "27-NQ/TU", "Nghị quyết", "Tỉnh ủy", date(2022, 5, 23), 10)
QD99 = Reference("99-QĐ/TW", "99-QĐ/TW", "Quy định", "Ban Bí thư", None, 37)
IN_TITLE = Reference("số 5-KH/HU", "5-KH/HU", "Kế hoạch")
LEAD, TEXT = "Sáng nay.", "Nghị quyết số 27-NQ/TU và 99-QĐ/TW."


@pytest.fixture(autouse=True)
def _site(conn: Connection) -> None:
    site(conn)


def citing(*references: Reference, body: str = TEXT) -> Article:
    """An article that cites these."""
    return article(body, "Theo số 5-KH/HU", LEAD, references=references)


def stored(conn: Connection) -> Sequence[Any]:
    """Numbers and positions, in the order of the text."""
    query = "SELECT number, position FROM citations ORDER BY position NULLS FIRST"
    return [tuple(row) for row in conn.execute(text(query))]


def test_every_field_arrives(conn: Connection) -> None:
    page_id = write(conn, "a", citing(IN_TITLE, NQ27, QD99))
    row = conn.execute(text("SELECT * FROM citations WHERE number = '27-NQ/TU'")).mappings().one()
    assert dict(row) == {
        "article_id": page_id, "url": "https://hanam.gov.vn/Pages/a.aspx", "site": "hanam", "title": "Theo số 5-KH/HU",
        "number": "27-NQ/TU", "kind": "Nghị quyết", "issuer": "Tỉnh ủy", "issued_on": date(2022, 5, 23),
        "as_written": "Nghị quyết số 27-NQ/TU", "position": 11 - 1, "display_title": "Theo số 5-KH/HU",
    }  # fmt: skip
    keys = conn.scalars(text("SELECT number_key FROM document_reference ORDER BY position NULLS FIRST")).all()
    assert keys == ["5khhu", "27nqtu", "99qdtw"]


def test_export_and_show_have_them_in_the_order_of_the_text(conn: Connection) -> None:
    page_id = write(conn, "a", citing(QD99, NQ27, IN_TITLE))
    other = write(conn, "b", article())
    record, bare = lookup.article(conn, page_id), lookup.article(conn, other)
    assert record and bare
    assert [one["number"] for one in record["references"]] == ["5-KH/HU", "27-NQ/TU", "99-QĐ/TW"]
    assert record["references"][1] == {
        "as_written": "Nghị quyết số 27-NQ/TU", "number": "27-NQ/TU", "kind": "Nghị quyết", "issuer": "Tỉnh ủy",
        "date": "2022-05-23", "position": 10,
    }  # fmt: skip
    assert bare["references"] == []


def test_references_are_replaced_with_the_article(conn: Connection) -> None:
    assert step(conn, 0, citing(NQ27), b"1") is Change.NEW
    assert step(conn, 1, citing(NQ27), b"1") is Change.UNCHANGED
    assert step(conn, 2, citing(NQ27, QD99), b"1", rules=2) is Change.REPLACED
    assert step(conn, 3, citing(IN_TITLE, body="Đã sửa."), b"2") is Change.UPDATED
    assert step(conn, -1, citing(NQ27, QD99), b"0") is Change.STALE
    assert stored(conn) == [("5-KH/HU", None)]


def test_they_are_no_part_of_the_content_hash(conn: Connection) -> None:
    step(conn, 0, citing(), b"1")
    before = conn.scalar(text("SELECT content_hash FROM article"))
    step(conn, 1, citing(NQ27), b"2")
    assert conn.scalar(text("SELECT content_hash FROM article")) == before
    assert conn.scalar(text("SELECT version FROM article")) == 1


def test_an_article_that_goes_takes_them_along(conn: Connection) -> None:
    step(conn, 0, citing(NQ27), b"1")
    again = text("UPDATE snapshot SET state = 'pending', normalised_at = NULL")
    conn.execute(again)
    assert publish(conn, REJECTED, 2) is Change.WITHDRAWN
    assert stored(conn) == []


def test_an_older_text_that_comes_back_keeps_what_it_has(conn: Connection) -> None:
    step(conn, 0, citing(NQ27), b"1")
    newer = citing(NQ27, QD99, IN_TITLE, body="Mới: " + TEXT)
    step(conn, 1, article(newer.text.replace("99", "98"), newer.title or "", LEAD), b"2")
    step(conn, 2, newer, b"3")
    newest = text(
        "UPDATE snapshot SET state = 'pending', normalised_at = NULL WHERE id = (SELECT max(id) FROM snapshot)"
    )
    conn.execute(newest)
    assert publish(conn, REJECTED, 2) is Change.WITHDRAWN
    assert stored(conn) == [("5-KH/HU", None), ("27-NQ/TU", 16)]


@pytest.mark.parametrize(
    ("query", "cites", "found"),
    [
        ("", "27-NQ/TU", ["b", "a"]),
        ("", "27 nq tu", ["b", "a"]),
        ("", "Nghị quyết số 27-nq/tu", ["b", "a"]),
        ("", "99-qd/tw", ["a"]),
        ("", "99/QĐ-TW", ["a"]),
        ("  ", "99-QĐ/TƯ", ["a"]),
        ("", "27-NQ/TW", []),
        ("", "7-NQ/TU", []),
        ("hội nghị", "27-NQ/TU", ["b"]),
        ('"hội nghị" khongcogi', "27-NQ/TU", []),
        ('"sáng nay"', "27-NQ/TU", ["b", "a"]),
    ],
)
def test_search_by_citation(conn: Connection, query: str, cites: str, found: list[str]) -> None:
    write(conn, "a", citing(NQ27, QD99), hours(0))
    write(conn, "b", citing(NQ27, body="Hội nghị bàn " + TEXT), hours(1))
    write(conn, "c", article("Hội nghị bàn việc khác.", "Khác"), hours(2))
    hits = search(conn, query, Narrowing(cites=cites)).hits
    assert sorted(hit.url.rsplit("/", 1)[1].removesuffix(".aspx") for hit in hits) == sorted(found)
    if not query.strip():
        assert [hit.url.rsplit("/", 1)[1].removesuffix(".aspx") for hit in hits] == found


def test_the_number_is_marked_and_limits_hold(conn: Connection) -> None:
    write(conn, "a", citing(NQ27), hours(0))
    (hit,) = search(conn, "", Narrowing(cites="27 nq tu")).hits
    assert "Nghị quyết số [27-NQ/TU]" in hit.snippet.render("[", "]")
    assert search(conn, "", Narrowing(cites="27-NQ/TU", site="binhgia")).hits == []
    assert search(conn, "", Narrowing(cites="27-NQ/TU", until=date(2020, 1, 1))).hits == []
    assert search(conn, "", Narrowing(cites="27-NQ/TU"), offset=1).hits == []


@pytest.mark.parametrize("cites", ["", " ", "23", "Nghị quyết", "2022", "-/-"])
def test_what_is_no_number_is_refused(conn: Connection, cites: str) -> None:
    with pytest.raises(UsageError, match="not a document number"):
        search(conn, "hội nghị", Narrowing(cites=cites))

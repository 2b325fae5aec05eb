"""What publishing does to a page's article: an article stands for the newest capture that gave one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, text

from corpus.articles import publishing
from corpus.articles.pending_snapshots import one
from corpus.articles.publishing import Change
from corpus.articles.records import Outcome, Reason, Rejection
from tests.corpus.samples import REJECTED, article, capture, full_article, hours, publish, site, step


@pytest.fixture(autouse=True)
def _site(conn: Connection) -> None:
    site(conn)


def again(conn: Connection, outcome: Outcome, rules: int) -> list[Change]:
    """Everything that --again would clean, published once more."""
    return [publishing.publish(conn, p, outcome, rules, f"hash{rules}") for p in publishing.walk(conn, (0, 0), 100)]


def texts(conn: Connection) -> list[tuple[Any, ...]]:
    """Versions and article: (version, text, current)."""
    rows = conn.execute(text("SELECT version, text, current FROM versions ORDER BY article_id, version"))
    return [tuple(row) for row in rows]


def column(conn: Connection, name: str) -> Any:
    """A column of the one article."""
    return conn.execute(text("SELECT * FROM article")).mappings().one()[name]


def test_every_field_arrives(conn: Connection) -> None:
    wanted = full_article()
    assert step(conn, 0, wanted, b"1") is Change.NEW
    row = conn.execute(text("SELECT * FROM articles")).mappings().one()
    for name in ("title", "lead", "text", "published_at", "event_date", "author", "source_name", "platform"):
        assert row[name] == getattr(wanted, name)
    assert (row["published_precision"], row["published_source"]) == ("day", "selector")
    assert row["section"] == ["Tin tức", "Lãnh đạo"]
    assert str(row["published_on"]) == "2022-06-23"
    images = conn.execute(text("SELECT number, url, file_name, caption, credit FROM images ORDER BY number")).all()
    assert images[1] == (2, None, None, "Không rõ tệp", None)
    assert conn.scalar(text("SELECT state FROM snapshot")) == "article"


def test_a_changed_text_keeps_the_old_one(conn: Connection) -> None:
    step(conn, 0, article("Một."), b"1")
    assert step(conn, 1, article("Hai."), b"2") is Change.UPDATED
    assert step(conn, 2, article("Một."), b"3") is Change.UPDATED
    assert texts(conn) == [(1, "Một.", False), (2, "Hai.", False), (3, "Một.", True)]


def test_the_same_text_in_a_newer_capture_moves_only_its_capture(conn: Connection) -> None:
    step(conn, 0, article("Một."), b"1")
    updated = column(conn, "updated_at")
    assert step(conn, 1, article("Một."), b"2") is Change.UNCHANGED
    assert texts(conn) == [(1, "Một.", True)]
    assert column(conn, "captured_at") == hours(1)
    assert column(conn, "first_captured_at") == hours(0)
    assert column(conn, "updated_at") == updated


def test_another_tone_placement_is_no_new_version(conn: Connection) -> None:
    step(conn, 0, article("Uỷ ban hoà giải."), b"1")
    assert step(conn, 1, article("Ủy ban hòa giải."), b"2") is Change.REPLACED
    assert texts(conn) == [(1, "Ủy ban hòa giải.", True)]


def test_other_rules_replace_the_text(conn: Connection) -> None:
    step(conn, 0, article("Một. Quảng cáo."), b"1")
    assert again(conn, article("Một."), rules=2) == [Change.REPLACED]
    assert texts(conn) == [(1, "Một.", True)]
    assert (column(conn, "rules_number"), column(conn, "rules_hash")) == (2, "hash2")


def test_publishing_twice_writes_nothing(database: str, conn: Connection) -> None:
    assert database
    step(conn, 0, full_article(), b"1")
    conn.commit()

    def state() -> list[Any]:
        tables = ("article", "article_search", "snapshot")
        return [conn.execute(text(f"SELECT xmin, ctid FROM {table}")).all() for table in tables]  # noqa: S608

    before = state()
    assert again(conn, full_article(), rules=1) == [Change.UNCHANGED]
    conn.commit()
    assert state() == before


def test_new_rules_with_the_same_text_touch_only_the_snapshot(conn: Connection) -> None:
    step(conn, 0, full_article(), b"1")
    assert again(conn, full_article(), rules=2) == [Change.UNCHANGED]
    assert column(conn, "rules_number") == 1
    assert conn.scalar(text("SELECT rules_number FROM snapshot")) == 2


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (2, 0, 1), (1, 2, 0), (1, 0, 2)])
def test_the_order_of_cleaning_does_not_matter(conn: Connection, order: tuple[int, ...]) -> None:
    for number in order:
        step(conn, number, article(f"Bản {number}."), str(number).encode())
    assert texts(conn) == [(1, "Bản 0.", False), (2, "Bản 1.", False), (3, "Bản 2.", True)]
    assert column(conn, "first_captured_at") == hours(0)


def test_an_older_capture_of_a_known_text_is_no_version(conn: Connection) -> None:
    step(conn, 5, article("Một."), b"1")
    assert step(conn, 0, article("Một."), b"0") is Change.STALE
    assert texts(conn) == [(1, "Một.", True)]
    assert column(conn, "captured_at") == hours(5)


def test_a_rejection_leaves_the_article(conn: Connection) -> None:
    step(conn, 0, article("Một."), b"1")
    assert step(conn, 1, REJECTED, b"2") is Change.REJECTED
    assert texts(conn) == [(1, "Một.", True)]
    row = conn.execute(text("SELECT reason, detail, has_article FROM rejections")).one()
    assert tuple(row) == ("list", "ten links", True)


def test_a_capture_that_is_no_article_any_more_takes_it_back(conn: Connection) -> None:
    step(conn, 0, article("Một."), b"1")
    step(conn, 1, article("Hai."), b"2")
    assert again(conn, REJECTED, rules=2) == [Change.WITHDRAWN]
    assert texts(conn) == [(1, "Một.", True)]
    assert set(again(conn, REJECTED, rules=2)) == {Change.WITHDRAWN, Change.REJECTED}
    assert texts(conn) == []
    assert conn.scalar(text("SELECT count(*) FROM article_search")) == 0


@pytest.mark.parametrize("reason", [Reason.OUT_OF_TIME, Reason.EXTRACTOR_FAILED])
def test_a_failure_of_ours_takes_nothing_back(conn: Connection, reason: Reason) -> None:
    step(conn, 0, article("Một."), b"1")
    assert again(conn, Rejection(reason), rules=2) == [Change.KEPT]
    assert texts(conn) == [(1, "Một.", True)]
    assert conn.scalar(text("SELECT state FROM snapshot")) == "article"


def test_a_rejection_can_become_an_article(conn: Connection) -> None:
    step(conn, 0, REJECTED, b"1")
    assert again(conn, article("Một."), rules=2) == [Change.NEW]
    assert conn.execute(text("SELECT state, reason, detail FROM snapshot")).one() == ("article", None, None)


def test_what_postgres_refuses_is_taken_out(conn: Connection) -> None:
    odd = replace(full_article(), title="Tựa\0 đề \ud800", images=full_article().images[:1])
    odd = replace(odd, images=(replace(odd.images[0], caption="a\0b"),), section=("x\0",))
    assert step(conn, 0, odd, b"1") is Change.NEW
    row = conn.execute(text("SELECT title, section, images -> 0 ->> 'caption' FROM article")).one()
    assert tuple(row) == ("Tựa đề \ufffd", ["x"], "ab")
    assert step(conn, 1, Rejection(Reason.EMPTY, "nul\0"), b"2") is Change.REJECTED


def test_walk_takes_what_can_still_decide(conn: Connection) -> None:
    for number, name in enumerate("ab"):
        for at, outcome in ((0, REJECTED), (1, article(f"{name}.")), (2, REJECTED), (3, REJECTED)):
            capture(conn, name, hours(at + number / 10), b"same" if at > 1 else f"{name}{at}".encode())
            publish(conn, outcome)
    first = publishing.walk(conn, (0, 0), 3)
    rest = publishing.walk(conn, (first[-1].page_id, first[-1].snapshot_id), 3)
    assert [p.fetched_at for p in (*first, *rest)] == [hours(1), hours(3), hours(1.1), hours(3.1)]
    assert publishing.walk(conn, (rest[-1].page_id, rest[-1].snapshot_id), 3) == []
    assert publishing.walk(conn, (0, 0), 10, sites=["other"]) == []


def test_a_single_snapshot_can_be_read(conn: Connection) -> None:
    capture(conn, "a", body=b"<html>")
    (pending,) = publishing.claim(conn, 1)
    assert one(conn, pending.snapshot_id) == pending
    assert pending.page().body == b"<html>"
    assert pending.content_type == "text/html; charset=utf-8"
    assert isinstance(pending.fetched_at, datetime)

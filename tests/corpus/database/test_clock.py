"""Clocks that were wrong: no page waits for a time that is yet to come, and the next capture is the newest."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, text

from corpus.crawling import page_store
from corpus.crawling.frontier import frontier
from corpus.database import clock
from tests.corpus.samples import article, capture, fetched, found, publish, site

NOW = datetime.now(UTC)
YEAR = timedelta(days=365)


def test_what_a_clock_ahead_writes_is_written_with_the_databases_time(conn: Connection) -> None:
    site(conn)
    page_store.store_item(conn, fetched("a", NOW + YEAR), NOW + YEAR + timedelta(days=7))
    at, due = conn.execute(text("SELECT fetched_at, due_at FROM page")).one()
    assert at <= datetime.now(UTC)
    assert due <= datetime.now(UTC) + clock.LONGEST_WAIT
    page_id = capture(conn, "b", NOW)
    page_store.mark_failed(conn, page_id, NOW + YEAR)
    page_store.mark_unchanged(conn, page_id, NOW + YEAR, NOW + YEAR)
    at, due = conn.execute(text("SELECT fetched_at, due_at FROM page WHERE id = :id"), {"id": page_id}).one()
    assert at <= datetime.now(UTC)
    assert due <= datetime.now(UTC) + clock.LONGEST_WAIT


def test_what_a_clock_ahead_once_wrote_is_set_right_and_the_next_capture_is_news(conn: Connection) -> None:
    site(conn)
    page_id = capture(conn, "a", NOW, b"a")
    publish(conn, article("Một."))
    conn.execute(text("UPDATE page SET fetched_at = now() + interval '1 year', due_at = now() + interval '1 year'"))
    conn.execute(text("UPDATE snapshot SET fetched_at = now() + interval '1 year'"))
    conn.execute(text("UPDATE article SET captured_at = now() + interval '1 year'"))
    assert frontier(conn, "hanam", NOW, 9, full=True) == []

    assert clock.mend(conn, "hanam") == 1
    assert clock.mend(conn, "hanam") == 0
    present = clock.now(conn)
    assert [page.id for page in frontier(conn, "hanam", present, 9)] == [page_id]
    assert [page.id for page in frontier(conn, "hanam", present, 9, full=True)] == [page_id]
    page_store.store_item(conn, fetched("a", present + timedelta(seconds=1), b"b"), None)
    publish(conn, article("Hai."))
    assert conn.scalar(text("SELECT text FROM article")) == "Hai."


def test_a_list_gives_no_date_that_is_yet_to_come(conn: Connection) -> None:
    site(conn)
    today = NOW.date()
    page_store.store_found(conn, "hanam", [found("a", on=today), found("b", on=date(2099, 1, 1))], None)
    assert list(conn.scalars(text("SELECT listed_date FROM page ORDER BY url"))) == [today, None]


def test_a_page_is_gone_after_three_days_without_it_and_nothing_between(conn: Connection) -> None:
    site(conn)
    page_id = capture(conn, "a")

    def log(outcome: str, days: float) -> None:
        row = {"page": page_id, "outcome": outcome, "at": NOW - timedelta(days=days)}
        conn.execute(text("INSERT INTO fetch_log (page_id, url, outcome, at) VALUES (:page, 'u', :outcome, :at)"), row)

    log("timeout", 9)
    assert page_store.days_absent(conn, page_id, NOW) == 1
    log("not found", 8)
    log("not found", 8)
    assert page_store.days_absent(conn, page_id, NOW) == 2
    log("timeout", 7)
    assert page_store.days_absent(conn, page_id, NOW) == 1
    log("gone", 6)
    log("cancelled", 5)
    log("not found", 4)
    assert page_store.days_absent(conn, page_id, NOW) == 3

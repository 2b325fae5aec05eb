"""Schedules: a moment is acted upon once, missed ones count once, paused sites are left out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from corpus.crawling.schedules import pause, resume, schedule_states, take

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_site_seen_for_the_first_time_waits_for_its_next_moment(conn: Connection) -> None:
    assert not take(conn, "a", NOW - HOUR, NOW)
    assert not take(conn, "a", NOW - HOUR, NOW)
    assert take(conn, "a", NOW + HOUR, NOW + HOUR)


def test_a_moment_is_taken_once_and_missed_ones_are_one(conn: Connection) -> None:
    take(conn, "a", NOW, NOW)
    much_later = NOW + 50 * HOUR
    assert [take(conn, "a", much_later, much_later) for _ in range(3)] == [True, False, False]
    assert not take(conn, "a", NOW + HOUR, much_later)


def test_a_paused_site_is_left_out_and_makes_up_for_nothing(conn: Connection) -> None:
    take(conn, "a", NOW, NOW)
    pause(conn, "a")
    since = schedule_states(conn)["a"].paused_at
    pause(conn, "a")
    assert schedule_states(conn)["a"].paused_at == since is not None
    assert not take(conn, "a", NOW + HOUR, NOW + HOUR)
    resume(conn, "a")
    resumed = schedule_states(conn)["a"]
    assert resumed.paused_at is None
    assert not take(conn, "a", resumed.done_until, resumed.done_until)
    assert take(conn, "a", resumed.done_until + HOUR, resumed.done_until + HOUR)


def test_a_site_can_be_paused_before_the_service_knows_it(conn: Connection) -> None:
    pause(conn, "a")
    later = schedule_states(conn)["a"].done_until + HOUR
    assert not take(conn, "a", later, later)


def test_resuming_what_is_not_paused_changes_nothing(conn: Connection) -> None:
    take(conn, "a", NOW, NOW)
    resume(conn, "a")
    assert schedule_states(conn)["a"].done_until == NOW

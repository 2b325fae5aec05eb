"""Verdicts and alarms in the corpus: what is judged when, what is learned from, and how long an alarm stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, text

from corpus.articles.records import Article, Outcome, Precision, Reason, Rejection, Source
from corpus.crawling import page_store, runs
from corpus.crawling.runs import Ending
from corpus.health import alarms, verdicts
from corpus.health.findings import Code
from corpus.health.overview import overview
from seeds.config.site import Expect
from tests.corpus.samples import article, fetched, hours, publish, site

READ = {"title": "h1.title", "text": ".content", "published_at": ".date", "author": ".author"}
SUSPENDED = Rejection(Reason.SUSPENDED)


@pytest.fixture(autouse=True)
def _site(conn: Connection) -> None:
    site(conn)


def good(day: int, number: int = 0, **sources: str) -> Article:
    """An article of that day."""
    return article(
        f"Bài {number} ngày {day}.",
        sources={**READ, **sources},
        author="Rem",
        published_at=at(day),
        published_precision=Precision.DAY,
        published_source=Source.SELECTOR,
    )


def at(day: int) -> datetime:
    return hours(-24 * day)


def run(conn: Connection, day: int, outcomes: list[Outcome], ending: Ending = Ending.FINISHED, **more: Any) -> int:
    """A run so many days ago, with what its pages became, not judged yet."""
    run_id = runs.start(conn, "hanam", "hanam.gov.vn", more)
    for number, outcome in enumerate(outcomes):
        capture = fetched(f"{day}-{number}", at(day), f"{day} {number}".encode())
        page_store.store_item(conn, replace(capture, run_id=run_id), None)
        publish(conn, outcome)
    finished = ending is Ending.FINISHED
    runs.end(conn, run_id, ending, None if finished else "no list page", int(not finished))
    moved = "UPDATE crawl_run SET started_at = :at, heartbeat_at = :at, ended_at = :at WHERE id = :id"
    conn.execute(text(moved), {"at": at(day), "id": run_id})
    return run_id


def judged(conn: Connection, expect: Expect | None = None) -> list[str]:
    """The verdicts on what was not judged yet."""
    return [judgement.verdict.value for _, judgement in verdicts.judge_runs(conn, "hanam", expect or Expect())]


def learn(conn: Connection, first: int = 9, last: int = 3, articles: int = 1) -> None:
    """A good run a day, so many articles each."""
    for day in range(first, last - 1, -1):
        run(conn, day, [good(day, number) for number in range(articles)])


def codes(conn: Connection) -> list[str]:
    """What the open alarms are about."""
    return [f"{alarm.code} {alarm.subject}".strip() for alarm in alarms.standing_alarms(conn)]


def test_runs_are_judged_in_order_and_once(conn: Connection) -> None:
    learn(conn, articles=3)
    assert verdicts.unjudged(conn) == {"hanam": 7}
    assert judged(conn) == ["learning"] * 5 + ["healthy"] * 2
    assert verdicts.unjudged(conn) == {} and judged(conn) == []
    figures = conn.scalar(text("SELECT figures FROM run_health ORDER BY run_id DESC LIMIT 1"))
    assert (figures["new"], figures["captures"], figures["described"], figures["hours"]) == (3, 3, 3, 24)
    assert figures["sources"] == {name: {source: 3} for name, source in READ.items()}
    assert figures["rules"] == "1:hash1"


def test_a_run_waits_until_its_pages_are_cleaned(conn: Connection) -> None:
    run_id = run(conn, 1, [])
    page_store.store_item(conn, replace(fetched("a"), run_id=run_id), None)
    assert judged(conn) == []
    publish(conn, SUSPENDED)
    assert judged(conn) == ["learning"]
    assert conn.scalar(text("SELECT verdict FROM runs")) == "learning"


def test_known_articles_are_not_new_and_rejections_are_counted(conn: Connection) -> None:
    learn(conn, 2, 2)
    run_id = runs.start(conn, "hanam", "hanam.gov.vn", {})
    became: list[Outcome] = [good(2, 0), Rejection(Reason.LOGIN), SUSPENDED]
    for number, outcome in enumerate(became):
        again = replace(fetched(f"2-{number}", at(1), f"again {number}".encode()), run_id=run_id)
        page_store.store_item(conn, again, None)
        publish(conn, outcome)
    runs.end(conn, run_id, Ending.FINISHED, None, 0)
    judged(conn)
    figures = conn.scalar(text("SELECT figures FROM run_health ORDER BY run_id DESC LIMIT 1"))
    assert (figures["new"], figures["captures"]) == (0, 3)
    assert figures["rejections"] == {"login": 1, "suspended": 1}


def test_an_alarm_stands_until_a_run_shows_that_it_is_over(conn: Connection) -> None:
    learn(conn)
    run(conn, 2, [good(2, number, text="text") for number in range(3)])
    run(conn, 1, [], Ending.FAILED)
    assert judged(conn)[-2:] == ["flagged", "flagged"]
    assert codes(conn) == ["layout changed text", "failed"]
    first = alarms.standing_alarms(conn)[0]
    run(conn, 0, [good(0, 0, text="text")])
    assert judged(conn) == ["flagged"]
    assert codes(conn) == ["layout changed text"]
    assert alarms.standing_alarms(conn)[0].id == first.id
    run(conn, -1, [good(-1, number) for number in range(3)])
    assert judged(conn) == ["healthy"]
    assert codes(conn) == []
    assert conn.scalar(text("SELECT count(*) FROM alarm WHERE closed_at IS NOT NULL")) == 2


def test_flagged_runs_are_not_learned_from(conn: Connection) -> None:
    learn(conn)
    for day in range(2, -7, -1):
        run(conn, day, [good(day, number, text="text") for number in range(2)])
    assert judged(conn)[7:] == ["flagged"] * 9


@pytest.mark.parametrize("at_once", [False, True])
def test_runs_judged_together_learn_from_each_other_as_one_by_one(conn: Connection, at_once: bool) -> None:
    days: list[tuple[int, list[Outcome]]] = [
        (day, [good(day, number) for number in range(3)]) for day in (12, 11, 10, 9, 8, 7, 6, 3)
    ]
    days[6] = (6, [SUSPENDED] * 3)  # flagged, so that nobody learns from it
    days.insert(7, (4, [good(4)]))  # with a limit
    verdicts_found: list[str] = []
    for day, outcomes in days:
        run_id = run(conn, day, outcomes)
        if day == 4:
            conn.execute(text("UPDATE crawl_run SET options = '{\"limit\": 1}' WHERE id = :id"), {"id": run_id})
        verdicts_found += [] if at_once else judged(conn)
    verdicts_found += judged(conn)
    assert verdicts_found == ["learning"] * 5 + ["healthy", "flagged", "healthy", "healthy"]
    bands = conn.scalar(text("SELECT bands FROM run_health ORDER BY run_id DESC LIMIT 1"))
    learned = {band["name"]: (band["least"], band["most"]) for band in bands}
    assert learned["share of rejections"] == (None, 0.15)
    assert learned["articles a run"] == (0, 9)


def test_what_a_person_accepts_is_learned_from(conn: Connection) -> None:
    learn(conn)
    run(conn, 2, [good(2, number, text="text") for number in range(3)])
    judged(conn)
    assert verdicts.accept(conn, "hanam") == conn.scalar(text("SELECT max(id) FROM crawl_run"))
    assert codes(conn) == []
    for day in range(1, -6, -1):
        run(conn, day, [good(day, number, text="text") for number in range(3)])
    assert judged(conn) == ["learning"] * 4 + ["healthy"] * 3
    run(conn, -6, [good(-6, number) for number in range(3)])
    assert judged(conn) == ["healthy"]  # back to a selector is no loss
    assert verdicts.accept(conn, "other") is None


def test_a_suspended_host_is_named_from_what_its_pages_became(conn: Connection) -> None:
    learn(conn)
    run(conn, 2, [SUSPENDED] * 3)
    judged(conn)
    assert codes(conn) == [Code.BLOCKED]


def test_a_run_that_its_budget_stopped_counts_but_not_its_numbers(conn: Connection) -> None:
    learn(conn)
    stopped = run(conn, 2, [good(2, number, text="text") for number in range(40)], Ending.STOPPED)
    conn.execute(text("UPDATE crawl_run SET exit_code = 0 WHERE id = :id"), {"id": stopped})
    judged(conn)
    assert codes(conn) == ["layout changed text"]
    by_hand = run(conn, 1, [good(1, number) for number in range(3)], Ending.STOPPED)
    judged(conn)
    assert codes(conn) == ["layout changed text"]
    assert conn.scalar(text("SELECT verdict FROM runs WHERE id = :id"), {"id": by_hand}) == "healthy"


def test_the_site_file_is_listened_to(conn: Connection) -> None:
    run(conn, 0, [good(0, number) for number in range(3)])
    assert judged(conn, Expect(articles_a_week=(10, 20))) == ["flagged"]
    assert codes(conn) == ["few articles week"]


def test_silence_and_weeks_are_read_from_the_corpus(conn: Connection) -> None:
    learn(conn, 32, 10, articles=1)
    for day in range(9, 0, -1):
        run(conn, day, [])
    judged(conn)
    assert codes(conn) == ["silent"]
    (silent,) = alarms.standing_alarms(conn)
    assert silent.words == "the site: no new article for 9 days, since 2026-11-10; usual: one in 1 days"
    assert silent.site_name == "hanam"
    first = conn.scalar(text("SELECT min(r.started_at) FROM alarm JOIN crawl_run r ON r.id = run_id"))
    assert first == at(6)
    verdicts.accept(conn, "hanam")
    run(conn, 0, [])
    judged(conn)
    assert codes(conn) == []


def test_an_undated_backlog_is_not_the_news_of_its_week(conn: Connection) -> None:
    run(conn, 9, [replace(good(9, number), published_at=None) for number in range(20)])
    run(conn, 8, [replace(good(8), published_at=None)])
    run(conn, 0, [])
    judged(conn)
    weeks = conn.scalars(text("SELECT (figures ->> 'week')::int FROM run_health ORDER BY run_id")).all()
    assert weeks == [0, 1, 0]


def test_the_overview_has_it_all(conn: Connection) -> None:
    conn.execute(text("SELECT set_config('timezone', 'UTC', true)"))
    learn(conn)
    run(conn, 2, [good(2, number, text="text") for number in range(3)])
    judged(conn)
    found = overview(conn, ["hanam"])["hanam"]
    assert (found.verdict, [row["code"] for row in found.findings]) == ("flagged", ["layout changed"])
    assert {band["name"] for band in found.bands} >= {"articles a run", "share of rejections"}
    assert [alarm.code for alarm in found.alarms] == ["layout changed"]
    assert len(found.weeks) == 12

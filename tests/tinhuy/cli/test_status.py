"""A layout change, a silent section and a suspended host: named after the next run, told, and no article replaced."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest

from corpus.database.dsn import parameters
from tests.normalize.pages import THIRD
from tests.tinhuy.corpora import column, rows
from tests.tinhuy.troubled_portals import ARTICLES, CONTENT, Seen, troubled

pytestmark = [pytest.mark.xdist_group("status"), pytest.mark.slow]


@pytest.fixture(scope="module")
def seen(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    with troubled(server, tmp_path_factory.mktemp("status")) as found:
        yield found


def words(seen: Seen, site: str) -> str:
    return "\n".join(alarm["words"] for alarm in seen.status[site]["alarms"])


def test_a_layout_change_is_named_with_the_selectors_that_stopped_matching(seen: Seen) -> None:
    said = words(seen, "layout")
    assert "text: usually read by .ArticleContent (100%), which matched on 0 of 8; now by text 8" in said
    assert "published_at: usually read by .PostDate (100%), which matched on 0 of 8; now by list 8" in said
    assert seen.status["layout"]["verdict"] == "flagged"


def test_a_silent_section_is_named(seen: Seen) -> None:
    assert words(seen, "silent").startswith("section Tin cũ: no new article for 4 days, since ")
    assert len(seen.status["silent"]["alarms"]) == 1


def test_a_suspended_host_is_named(seen: Seen) -> None:
    assert "suspended" in words(seen, "suspended")
    assert "blocked" in {alarm["code"] for alarm in seen.status["suspended"]["alarms"]}


def test_no_good_article_was_replaced(seen: Seen) -> None:
    found = rows(seen.database, CONTENT)
    assert [row["text"] for row in found] == [row["text"] for row in seen.before]
    assert [row["title"] for row in found] == [row["title"] for row in seen.before]
    assert len(seen.status["layout"]["held"]) == ARTICLES


def test_the_crawl_says_so_and_every_alarm_is_told_once(seen: Seen) -> None:
    for site, status in seen.status.items():
        for alarm in status["alarms"]:
            assert f"{site}: {alarm['words']}" in seen.crawled.err
    told = [one["text"] for one in seen.sent]
    assert sorted(told) == sorted(
        f"Cổng nhỏ ({site}): {alarm['words']}" for site, status in seen.status.items() for alarm in status["alarms"]
    )
    commanded = [json.loads(line) for line in seen.commanded.read_text(encoding="utf-8").splitlines()]
    assert commanded == seen.sent
    assert seen.tinhuy.here("status", "--check").code == 1
    assert len(seen.sent) == len(told)


def test_people_see_a_table_with_bars_and_one_site_in_detail(seen: Seen) -> None:
    said = seen.tinhuy.here.done("status").out
    line = next(line for line in said.splitlines() if line.startswith("layout"))
    assert "··········" in line and "█" in line and "flagged" in line
    assert "wait for review" in seen.tinhuy.here.done("status").err
    detail = seen.tinhuy.here.done("status", "layout").out
    assert "layout changed: text: usually read by" in detail
    assert "share of rejections: at most 15% (learned)" in detail
    assert "/muc: 1 page, " in detail
    assert "the text shrank from" in detail


def test_cleaning_again_asks_nobody_twice_and_its_dry_run_knows(seen: Seen) -> None:
    (said,) = seen.tinhuy.here.done("normalize", "layout", "--again", "--dry-run", "--json").lines
    assert (said["unchanged"], said["changed"]) == (ARTICLES, 0)
    (done,) = seen.tinhuy.here.done("normalize", "layout", "--again", "--json").lines
    assert done["changes"] == {"unchanged": ARTICLES, "held": ARTICLES}
    assert len(seen.tinhuy.here.done("review", "--json").lines) == ARTICLES


def test_held_texts_are_shown_accepted_and_rejected(seen: Seen) -> None:
    command = seen.tinhuy.here
    waiting = command.done("review", "layout", "--json").lines
    assert len(waiting) == ARTICLES
    first, second = (one["page_id"] for one in waiting[:2])
    shown = command.done("review", first).out
    assert "held because the text shrank" in shown and f"{THIRD[:20]}" in shown and "-]" in shown
    assert command("review", "--accept").code == command("review", first, "--accept", "--reject").code == 2
    command.done("review", first, "--accept")
    command.done("review", second, "--reject")
    assert len(command.done("review", "--json").lines) == ARTICLES - 2
    texts = dict(column_pairs(seen.database))
    assert texts[first] == (2, waiting[0]["new"]["text"])
    assert texts[second] == (1, waiting[1]["old"]["text"])
    command.done("review", "layout", "--reject")
    assert "Nothing waits" in command.done("review").err


def column_pairs(database: str) -> Iterator[tuple[int, tuple[int, str]]]:
    for row in rows(database, CONTENT):
        yield row["page_id"], (row["version"], row["text"])


def test_a_person_may_say_that_it_is_usual_now(seen: Seen) -> None:
    assert seen.tinhuy.here("status", "--accept").code == 2
    (accepted,) = seen.tinhuy.here.done("status", "layout", "--accept", "--json").lines
    assert accepted["alarms"] == []
    assert column(seen.database, "SELECT count(*) FROM run_health WHERE accepted_at IS NOT NULL") == [1]


def test_an_alarm_that_nobody_takes_fails_no_command_and_is_tried_again(seen: Seen) -> None:
    with psycopg.connect(**parameters(seen.database)) as conn:
        conn.execute("UPDATE alarm SET told_at = NULL WHERE site = 'silent'")
    deaf = replace(seen.tinhuy, env={**seen.tinhuy.env, "TINHUY_ALARM_URL": "http://127.0.0.1:9/"}, within=True)
    ran = deaf("status", "silent", "--check")
    assert ran.code == 1
    assert "The alarm could not be delivered: TINHUY_ALARM_URL: " in ran.err
    failed = "SELECT attempts FROM alarm WHERE site = 'silent' AND told_at IS NULL"
    assert column(seen.database, failed) == [1]
    failing = replace(deaf, env={**seen.tinhuy.env, "TINHUY_ALARM_URL": "", "TINHUY_ALARM_COMMAND": "false"})
    assert "ended with exit code 1" in failing("status", "silent", "--check").err
    seen.tinhuy.here("status", "--check")
    assert column(seen.database, failed) == []
    bad = replace(deaf, env={**seen.tinhuy.env, "TINHUY_ALARM_URL": "file:///etc/passwd"})
    assert bad("status", "--check").code == 2

"""A run that brought nothing has not succeeded, and says what it missed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from corpus.crawling.page_account import Fate, account, accounts_by_month
from tests.crawler.small_portal import SmallPortal, crawl, serve, write_site
from tests.crawler.stored import last_run


@pytest.fixture
def portal() -> Iterator[SmallPortal]:
    with serve(SmallPortal()) as running:
        yield running


def headlines(portal: SmallPortal, number: int, address: str) -> None:
    """A list of `number` headlines under addresses such as /tin?id=7, and their articles."""
    items = "".join(
        f"<p><a href='{address.format(n)}'>Hội nghị đánh giá công tác quý {n}</a> {n:02}/06/2022</p>"
        for n in range(1, number + 1)
    )
    portal.put("/muc", f"<html><body>{items}</body></html>")
    for n in range(1, number + 1):
        portal.put(address.format(n), f"<html><body><h1>Hội nghị {n}</h1><p>Toàn văn {'x' * n}.</p></body></html>")


def test_patterns_that_miss_most_of_what_a_list_links_to_are_named(
    portal: SmallPortal, tmp_path: Path, database: str, conn: Connection
) -> None:
    headlines(portal, 12, "/tin/{}")
    write_site(tmp_path, "lech", portal.url, articles="['^/tin/[1-3]$']")
    assert crawl(tmp_path, database, "lech")[0] == 0
    _, _, reason, counts = last_run(conn)
    assert reason.startswith("12 pages linked by lists, 3 fit `articles`")
    assert counts["headlines"] == {"linked": 12, "fitting": 3}


def test_a_parameter_that_was_dropped_by_mistake_fails_the_run_with_that_reason(
    portal: SmallPortal, tmp_path: Path, database: str, conn: Connection
) -> None:
    headlines(portal, 12, "/muc?id={}&m=tin")
    for n in range(1, 13):  # without `m` the portal shows its list
        portal.put(f"/muc?id={n}", portal.pages["/muc"][2])
    write_site(tmp_path, "thieu", portal.url, articles="['^/muc\\?id=\\d+$']", keep_parameters="[id]")
    assert crawl(tmp_path, database, "thieu")[0] == 1
    ending, code, reason, _ = last_run(conn)
    assert (ending, code) == ("failed", 1)
    assert "12 of 12 addresses of articles show the front page or a list" in reason
    assert "keep_parameters" in reason


def test_a_portal_whose_pages_are_mostly_gone_fails_the_run(
    portal: SmallPortal, tmp_path: Path, database: str, conn: Connection
) -> None:
    headlines(portal, 12, "/tin/{}")
    for n in range(1, 9):
        del portal.pages[f"/tin/{n}"]
    write_site(tmp_path, "mat", portal.url, articles="['^/tin/\\d+$']")
    assert crawl(tmp_path, database, "mat")[0] == 1
    assert last_run(conn)[2] == "most article pages could not be had: not found 8, stored 4"


def test_a_few_pages_of_which_not_one_can_be_had_fail_the_run_unless_they_were_removed(
    portal: SmallPortal, tmp_path: Path, database: str, conn: Connection
) -> None:
    headlines(portal, 3, "/tin/{}")
    for n in range(1, 4):
        portal.put(f"/tin/{n}", "Runtime Error", 500)
    write_site(tmp_path, "hong", portal.url, articles="['^/tin/\\d+$']")
    assert crawl(tmp_path, database, "hong")[0] == 1
    assert last_run(conn)[2] == "no article page could be had: http error 3"

    for n in range(1, 4):
        portal.put(f"/tin/{n}", "", 404)
    assert crawl(tmp_path, database, "hong", "-a", "full=1")[0] == 0


def test_the_account_adds_up_and_is_told_by_month(
    portal: SmallPortal, tmp_path: Path, database: str, conn: Connection
) -> None:
    portal.fill(40)
    portal.put("/robots.txt", "User-agent: *\nDisallow: /tin/bai-2.html\n")
    del portal.pages["/tin/bai-3.html"]
    write_site(tmp_path, "nho", portal.url)
    assert crawl(tmp_path, database, "nho", "-a", "limit=5")[0] == 0

    found = account(conn, "nho")
    assert found.fates[Fate.PENDING] == 4
    assert found.fates[Fate.FORBIDDEN] == 1
    assert found.fates[Fate.FAILED] == 1
    assert found.fates[Fate.LEFT] == found.seen - 6
    assert found.fetched == 4
    months = accounts_by_month(conn, "nho")
    assert sum(one.seen for one in months.values()) == found.seen
    assert next(iter(months)) is not None
    assert found.words().startswith(f"{found.seen} seen: 4 pending, 1 forbidden, 1 failed")


def test_a_portal_that_forbids_all_its_articles_fails_the_run(
    portal: SmallPortal, tmp_path: Path, database: str, conn: Connection
) -> None:
    headlines(portal, 3, "/tin/{}")
    portal.put("/robots.txt", "User-agent: *\nDisallow: /tin/\n", Content_Type="text/plain")
    write_site(tmp_path, "cam", portal.url, articles="['^/tin/']")
    assert crawl(tmp_path, database, "cam")[0] == 1
    assert last_run(conn)[:3] == ("failed", 1, "robots.txt forbids all 3 article pages that were to be fetched")

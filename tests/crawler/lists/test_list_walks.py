"""Which lists a run walks through, and from where on an earlier run knew them."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Any

from scrapy.settings import Settings
from sqlalchemy import Connection

from corpus.crawling import list_walks, runs
from crawler.crawl_options import CrawlOptions
from crawler.discovery.list_walk import HARMLESS, WalkEnd
from crawler.discovery.methods import Way
from crawler.discovery.paging import list_page
from crawler.discovery.traps import SAME_SHAPE, TOO_FAR, TOO_MANY
from crawler.lists.list_walks import ListWalks
from crawler.storage.transactions import Transactions
from tests.corpus.samples import site as add_site
from tests.crawler.discovery.sites import HOST, START, make_site

SITE = make_site(id="hanam")
BUDGETS = {"MAX_LIST_PAGES": 9, "MAX_LISTS_A_SITE": 4, "MAX_LISTS_OF_A_SHAPE": 2, "MAX_LIST_DEPTH": 2}


def in_sections(
    database: str, work: Callable[[ListWalks], Coroutine[Any, Any, Any]], options: CrawlOptions | None = None
) -> Counter[str]:
    """Does `work`; returns what was left alone."""
    left: Counter[str] = Counter()

    async def run() -> None:
        store = Transactions(database, 1)
        leave = lambda reason, _address: left.update([reason])  # noqa: E731
        await work(ListWalks(SITE, store, options or CrawlOptions(), Settings(BUDGETS), leave))
        await store.close()

    asyncio.run(run())
    return left


def test_each_list_is_walked_once_and_within_the_budgets(database: str) -> None:
    begun = []

    async def work(sections: ListWalks) -> None:
        for path, depth in (
            ("/Pages/Tin.aspx", 0), ("/Pages/Tin.aspx?page=2", 1), ("/muc-1", 1), ("/muc-2", 1), ("/muc-3", 1),
            ("/xa", 3), ("/khac", 2), ("/nua", 1), ("/Pages/Moi.aspx", 0),
        ):  # fmt: skip
            if await sections.begin(list_page(HOST + path, SITE), depth=depth):
                begun.append(path)

    left = in_sections(database, work)
    assert begun == ["/Pages/Tin.aspx", "/muc-1", "/muc-2", "/khac", "/Pages/Moi.aspx"]
    assert left == {SAME_SHAPE: 1, TOO_FAR: 1, TOO_MANY: 1}


def note(conn: Connection, url: str, ended_by: str, complete: bool, run_id: int | None = None) -> bytes:
    key = list_page(url, SITE).list_key
    list_walks.record_walk(conn, "hanam", key, url, run_id, complete, 1, ended_by)
    conn.commit()
    return key


def test_known_ground_is_what_a_complete_walk_knew(database: str, conn: Connection) -> None:
    add_site(conn)
    key = note(conn, START, WalkEnd.LAST_PAGE, True)
    past = list_walks.past_walk(conn, "hanam", key)
    found: list[Any] = []

    async def work(sections: ListWalks) -> None:
        found.append(await sections.begin(list_page(START, SITE)))

    in_sections(database, work)
    in_sections(database, work, CrawlOptions(full=True))
    note(conn, START, WalkEnd.CAP, False)
    in_sections(database, work)
    assert past is not None
    assert [(walk.stop_at_known, walk.known_until) for walk in found[:2]] == [(True, past.at), (False, None)]
    assert not found[2].stop_at_known


def test_a_page_of_the_menu_that_was_no_list_is_left_for_a_while(database: str, conn: Connection) -> None:
    add_site(conn)
    note(conn, f"{HOST}/gioi-thieu", WalkEnd.NO_LIST, False)
    found = []

    async def work(sections: ListWalks) -> None:
        found.append(await sections.begin(list_page(f"{HOST}/gioi-thieu", SITE), way=Way.MENU, depth=1))

    in_sections(database, work)
    assert found == [None]


def test_lists_rest_only_where_nothing_was_cut_short_since(conn: Connection) -> None:
    add_site(conn)

    def since(*urls: str) -> bool:
        lists = {list_page(url, SITE).list_key for url in urls}
        return list_walks.undisturbed_since(conn, "hanam", lists, last, HARMLESS) is not None

    first, last = (run_of(conn) for _ in range(2))
    walked = list_walks.record_walk
    for url in (START, f"{HOST}/a"):
        walked(conn, "hanam", list_page(url, SITE).list_key, url, first, True, 1, WalkEnd.LAST_PAGE)
    assert not since(START), "the run that walked has not ended"
    runs.end(conn, first, runs.Ending.FINISHED, None, 0)
    assert since(START, f"{HOST}/a")
    assert not since(START, f"{HOST}/b"), "that list was never walked"
    for end, rests in ((WalkEnd.NO_LIST, True), (WalkEnd.FAILED, False)):
        walked(conn, "hanam", list_page(f"{HOST}/c", SITE).list_key, f"{HOST}/c", first, False, 1, end)
        assert since(START) is rests
    walked(conn, "hanam", list_page(f"{HOST}/c", SITE).list_key, f"{HOST}/c", first, True, 1, WalkEnd.KNOWN_GROUND)
    runs.end(conn, run_of(conn), runs.Ending.STOPPED, "stopped by a signal", 130)
    assert not since(START), "a later run was stopped"


def run_of(conn: Connection) -> int:
    return runs.start(conn, "hanam", "hanam.gov.vn", {})

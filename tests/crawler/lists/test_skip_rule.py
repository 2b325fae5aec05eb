"""When a run may leave the lists alone because the feeds name nothing new."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Connection, text

from corpus.crawling import list_walks, page_store, runs
from corpus.crawling.records import Found, Role
from crawler.discovery.list_walk import WalkEnd
from crawler.discovery.named_articles import NamedArticle
from crawler.discovery.paging import list_page
from crawler.lists.skip_rule import Feeds, may_skip_lists
from crawler.network.outcomes import Outcome
from crawler.storage.answer import Answer, Target
from tests.corpus.samples import site as add_site
from tests.crawler.discovery.sites import START, make_site

SITE = make_site(id="hanam")
NEWEST = date(2022, 6, 30)
TARGET = Target("https://hanam.gov.vn/feed/", b"f" * 32, Role.FEED)


@pytest.fixture
def quiet(conn: Connection) -> Connection:
    """A site with one article, whose list was just walked to its end by a run that finished."""
    add_site(conn)
    run = runs.start(conn, "hanam", "hanam.gov.vn", {})
    page_store.store_found(conn, "hanam", [Found("https://hanam.gov.vn/tin/a.html", b"a" * 32, date=NEWEST)])
    list_walks.record_walk(conn, "hanam", list_page(START, SITE).list_key, START, run, True, 1, WalkEnd.LAST_PAGE)
    runs.end(conn, run, runs.Ending.FINISHED, None, 0)
    return conn


def told(listed: date | None = NEWEST, found: bytes | None = None, names: bool = True, expected: int = 1) -> Feeds:
    """What one feed told: an article of that date; `found` is the key of one that nobody had named before."""
    feeds = Feeds(expected)
    named = [NamedArticle("https://hanam.gov.vn/tin/a.html", b"a" * 32, "A", listed, in_list=True)] if names else []
    answer = Answer(TARGET, Outcome.STORED, named=named, new=frozenset(), found=frozenset([found] if found else []))
    feeds.note(answer)
    return feeds


def may_rest(conn: Connection, feeds: Feeds) -> bool:
    return may_skip_lists(conn, SITE, None, feeds)


def test_lists_rest_where_all_feeds_name_only_what_is_known(quiet: Connection) -> None:
    assert may_rest(quiet, told())


@pytest.mark.parametrize(
    "feeds",
    [
        pytest.param(told(found=b"b" * 32), id="something new"),
        pytest.param(told(names=False), id="nothing at all"),
        pytest.param(told(listed=None), id="no dates"),
        pytest.param(told(listed=date(2022, 6, 29)), id="older than the newest known: a feed that died"),
        pytest.param(told(expected=2), id="one of two"),
        pytest.param(Feeds(0), id="no feed"),
    ],
)
def test_lists_are_walked_where_the_feeds_do_not_tell(quiet: Connection, feeds: Feeds) -> None:
    assert not may_rest(quiet, feeds)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE section_walk SET at = now() - interval '8 days'",
        "UPDATE section_walk SET complete = false",
        "UPDATE page SET discovered_at = now() + interval '1 second'",  # found by another way after the walk
        "UPDATE crawl_run SET ending = 'failed', exit_code = 1",
        "DELETE FROM section_walk",
    ],
)
def test_lists_are_walked_where_something_may_be_missing(quiet: Connection, change: str) -> None:
    quiet.execute(text(change))
    assert not may_rest(quiet, told())

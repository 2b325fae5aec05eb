"""Where the walk through a list goes on and where it ends."""

from __future__ import annotations

from datetime import date

from crawler.discovery.list_walk import COMPLETE, ListWalk, WalkEnd
from crawler.discovery.named_articles import ListReading, NamedArticle
from crawler.discovery.paging import list_page
from tests.crawler.discovery.sites import START, make_site

SITE = make_site()


def reading(names: str, pages: tuple[int, ...] = (), listed: date | None = None) -> ListReading:
    """A page that names articles of one letter each, and links further pages by number."""
    found = [NamedArticle(f"/tin/{name}.html", name.encode(), name, listed, in_list=True) for name in names]
    return ListReading(found, [list_page(f"{START}?page={number}", SITE, str(number)) for number in pages])


def walked(walk: ListWalk, *readings: tuple[ListReading, str]) -> WalkEnd | None:
    """The end after these pages, of which each says what on it is no known ground."""
    for read, new in readings:
        if walk.go_on(read, {name.encode() for name in new}, SITE, limited=False) is None:
            break
    return walk.ended_by


def known(since: date | None = None) -> ListWalk:
    return ListWalk(list_page(START, SITE), stop_at_known=True, since=since)


def test_known_articles_on_top_do_not_stop_a_walk() -> None:
    pinned = (reading("pqa", (2,)), "a")
    assert walked(known(), pinned, (reading("pqb", (3,)), "b"), (reading("pqc", (4,)), "")) is WalkEnd.KNOWN_GROUND


def test_a_new_article_that_every_page_shows_does_not_keep_it_going() -> None:
    walk = known()
    assert walked(walk, (reading("pab", (2,)), "p"), (reading("pcd", (3,)), "p")) is WalkEnd.KNOWN_GROUND
    assert walk.pages == 2


def test_one_new_article_among_known_ones_asks_for_the_next_page() -> None:
    assert walked(known(), (reading("abc", (2,)), "c")) is None


def test_since_looks_at_what_is_listed_there_first() -> None:
    since, old, new = date(2022, 6, 1), date(2022, 5, 1), date(2022, 7, 1)
    pinned = NamedArticle("/tin/p.html", b"p", "p", new, in_list=True)
    pages = [reading(names, (number,), old) for names, number in (("ab", 2), ("cd", 3))]
    for page in pages:
        page.articles.insert(0, pinned)
    walk = ListWalk(list_page(START, SITE), since=since)
    assert walked(walk, (pages[0], "pab"), (pages[1], "pcd")) is WalkEnd.SINCE
    assert walk.pages == 2


def test_an_empty_page_is_the_end_where_no_later_one_was_linked() -> None:
    walk = known()
    assert walked(walk, (reading("ab", (2,)), "ab"), (reading("", (3,)), "")) is WalkEnd.NOTHING_NEW
    assert walk.ended_by in COMPLETE


def test_an_empty_page_in_the_midst_may_be_an_error() -> None:
    first = (reading("ab", (2, 3, 9)), "ab")
    assert walked(known(), first, (reading(""), "")) is WalkEnd.EMPTY_PAGE
    assert WalkEnd.EMPTY_PAGE not in COMPLETE
    assert walked(known(), first, (reading("", (3,)), ""), (reading("cd", (4,)), "cd")) is None
    assert walked(known(), first, (reading("", (3,)), ""), (reading("", (4,)), "")) is WalkEnd.REPEAT


def test_a_start_page_may_redirect_and_a_further_page_may_not() -> None:
    other = list_page("https://hanam.gov.vn/vi/Pages/Tin.aspx", SITE)
    walk = ListWalk(list_page(START, SITE))
    assert walk.land(other) is None
    assert (walk.page, walk.key) == (other, list_page(START, SITE).list_key)
    walk.pages = 1
    assert walk.land(list_page("https://hanam.gov.vn/", SITE)) is WalkEnd.ELSEWHERE

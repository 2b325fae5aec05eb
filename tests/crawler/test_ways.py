"""Articles that only one way finds each, crawled from a real server: one set of pages, and what a further run costs."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from tests.crawler.small_portal import WORDS, SmallPortal, crawl, serve, write_site
from tests.crawler.stored import counts, rows

SITE = {
    "articles": "['^/tin/bai-\\d+\\.html$']",
    "paging": "{query: [page], postback: true}",
    "feeds": "[/feed.xml]",
    "api": "wordpress",
    "menu": "true",
}
LIST, POSTBACK, MENU, FEED, SITEMAP, API, PAGE = range(1, 11), range(20, 29), range(30, 34), 40, 50, 60, 70
"""Numbers of the articles that each way names alone; PAGE stands in the menu and is no list."""
EVERY = {*LIST, *POSTBACK, *MENU, FEED, SITEMAP, API, PAGE}


@pytest.fixture
def portal() -> Iterator[SmallPortal]:
    with serve(SmallPortal()) as running:
        yield running


def change(conn: Connection, statement: str) -> None:
    with conn.engine.begin() as fresh:
        fresh.execute(text(statement))


def build(portal: SmallPortal) -> None:
    """Lists, a list that posts back, one in the menu, a feed, a sitemap of several files, and WordPress' interface."""
    portal.fill(len(LIST))
    navigation = "<nav><a href='/chuyen-de'>Chuyên đề</a><a href='/tin/bai-70.html'>Giới thiệu</a></nav>"
    first = portal.pages["/muc"][2].decode()
    portal.put("/muc", first.replace("<body>", f"<body>{navigation}"))
    portal.put("/chuyen-de", portal.items([*MENU]))
    portal.put("/web.aspx", web_form(portal, 1))
    portal.posts = lambda path, form: posted(portal, path, form)
    paragraphs = "".join(f"<p>{WORDS}, {WORDS}, {WORDS}.</p>" for _ in range(9))
    for number in EVERY - {*LIST}:
        portal.put(f"/tin/bai-{number}.html", f"<h1>Bài {number}</h1><div>{paragraphs}</div>")
    feed(portal, 1, 2, FEED)
    portal.put("/robots.txt", f"User-agent: *\nSitemap: {portal.url}/sitemap.xml\n")
    index = (
        "<sitemap><loc>/s1.xml.gz</loc><lastmod>2022-06-30</lastmod></sitemap><sitemap><loc>//khac.vn/s</loc></sitemap>"
    )
    portal.put("/sitemap.xml", f"<sitemapindex>{index}</sitemapindex>", Content_Type="text/xml")
    locations = "".join(f"<url><loc>{portal.url}/tin/bai-{n}.html</loc></url>" for n in (1, SITEMAP))
    packed = gzip.compress(f"<urlset>{locations}</urlset>".encode())
    portal.put("/s1.xml.gz", packed, Content_Type="application/x-gzip")
    posts = [{"link": f"{portal.url}/tin/bai-{n}.html", "title": {"rendered": f"Bài {n}"}} for n in (2, API)]
    for page in (1, 2):
        path = f"/wp-json/wp/v2/posts?per_page=100&page={page}&_fields=link,date,title"
        portal.put(path, json.dumps([posts[page - 1]]), Content_Type="application/json", X_WP_TotalPages="2")


def feed(portal: SmallPortal, *numbers: int) -> None:
    items = "".join(
        f"<item><title>Bài {n}</title><link>{portal.url}/tin/bai-{n}.html</link>"
        "<pubDate>Thu, 30 Jun 2022 08:00:00 +0700</pubDate></item>"
        for n in numbers
    )
    portal.put("/feed.xml", f"<rss><channel>{items}</channel></rss>", Content_Type="application/rss+xml")


def web_form(portal: SmallPortal, page: int) -> str:
    """One of three pages; the form says which it is, and the server believes it."""
    numbers = POSTBACK[(page - 1) * 3 : page * 3]
    links = "".join(f"<a href=\"javascript:__doPostBack('pager','{n}')\">{n}</a>" for n in (1, 2, 3) if n != page)
    state = f"<input type='hidden' name='__VIEWSTATE' value='trang {page}'>"
    return f"<form method='post' action='web.aspx'>{state}{portal.items([*numbers])}{links}</form>"


def posted(portal: SmallPortal, path: str, form: dict[str, str]) -> str | None:
    page = int(form["__EVENTARGUMENT"])
    is_next = form["__VIEWSTATE"] == f"trang {page - 1}" and form["__EVENTTARGET"] == "pager"
    return web_form(portal, page) if path == "/web.aspx" and is_next else None


def test_every_way_adds_to_one_set_and_a_further_run_costs_little(
    portal: SmallPortal, tmp_path: Path, database: str, conn: Connection
) -> None:
    build(portal)
    starts = f"[{{url: '{portal.url}/muc', section: [Tin]}}, {{url: '{portal.url}/web.aspx', section: [Văn bản]}}]"
    write_site(tmp_path, "nho", portal.url, start=starts, **SITE)
    code, said = crawl(tmp_path, database, "nho")
    assert code == 0, said
    assert Counter(portal.articles_asked()) == Counter(f"/tin/bai-{n}.html" for n in EVERY)
    assert counts(conn)["ways"] == {"list": 11, "postback": 6, "menu": 4, "feed": 3, "sitemap": 1, "api": 1}
    finds_each_with_its_section(conn)
    numbers_the_pages_of_a_postback(portal, conn)

    asks_the_feed_alone_where_nothing_is_new(portal, tmp_path, database, conn)
    walks_lists_over_what_their_last_walk_did_not_know(portal, tmp_path, database, conn)


def finds_each_with_its_section(conn: Connection) -> None:
    found = rows(conn, "SELECT substring(url FROM 'bai-(\\d+)')::int, section[1] FROM page WHERE role = 'item'")
    sections = dict(found)
    assert sections.keys() == EVERY
    assert {sections[n] for n in LIST} == {"Tin"}
    assert {sections[n] for n in POSTBACK} == {"Văn bản"}
    assert {sections[n] for n in MENU} == {"Chuyên đề"}
    assert rows(conn, "SELECT DISTINCT s.role, s.state FROM snapshot s JOIN page p ON p.id = s.page_id"
                      " WHERE p.url LIKE '%bai-70.html'") == [("item", "pending")]  # fmt: skip


def numbers_the_pages_of_a_postback(portal: SmallPortal, conn: Connection) -> None:
    assert portal.asked.count("POST /web.aspx") == 2
    listed = rows(conn, "SELECT url FROM page WHERE role = 'list' AND url LIKE '%web.aspx%' ORDER BY id")
    assert listed == [f"{portal.url}/web.aspx{number}" for number in ("", "#page=2", "#page=3")]
    walked = dict(rows(conn, "SELECT url, ended_by FROM section_walk"))
    assert walked[f"{portal.url}/web.aspx"] == "last page"
    assert walked[f"{portal.url}/tin/bai-70.html"] == "the page is no list"


def asks_the_feed_alone_where_nothing_is_new(portal: SmallPortal, seeds: Path, database: str, conn: Connection) -> None:
    portal.asked.clear()
    assert crawl(seeds, database, "nho")[0] == 0
    assert portal.asked == ["/robots.txt", "/feed.xml"]
    assert rows(conn, "SELECT ending, exit_code FROM crawl_run ORDER BY id DESC LIMIT 1") == [("finished", 0)]
    assert counts(conn)["ways"] == {}


def walks_lists_over_what_their_last_walk_did_not_know(
    portal: SmallPortal, seeds: Path, database: str, conn: Connection
) -> None:
    change(conn, "UPDATE page SET discovered_at = now() WHERE url ~ '/bai-[1-4].html'")  # as if a feed had named them
    portal.asked.clear()
    portal.put("/tin/bai-99.html", "<h1>Bài mới</h1>")
    feed(portal, 99, 1, 2)
    assert crawl(seeds, database, "nho")[0] == 0
    assert portal.articles_asked() == ["/tin/bai-99.html"]
    assert portal.lists_asked() == ["/muc", "/muc?page=2"]
    assert "POST /web.aspx" not in portal.asked
    assert "/s1.xml.gz" not in portal.asked, "the index says that it did not change"
    assert "/chuyen-de" in portal.asked
    assert counts(conn)["ways"] == {"feed": 1}


def test_traps_are_left_at_their_bounds_and_named(
    portal: SmallPortal, tmp_path: Path, database: str, conn: Connection
) -> None:
    lay_traps(portal)
    write_site(tmp_path, "nho", portal.url, lists="['^/chuyen-muc/']", keep_parameters="[mau, co]")
    bounds = ("MAX_LIST_PAGES=5", "MAX_LISTS_OF_A_SHAPE=3", "MAX_LIST_DEPTH=4")
    code, said = crawl(tmp_path, database, "nho", *(part for bound in bounds for part in ("-s", bound)))
    assert code == 0, said
    traps = Counter(
        name for path in portal.asked for name in ("lich", "loc", "xa", "vo-tan", "vong") if f"/{name}" in path
    )
    assert traps == {"lich": 3, "loc": 3, "xa": 4, "vo-tan": 5, "vong": 6}
    assert not any("/a/tin/a/tin" in path for path in portal.asked)
    ignored = counts(conn)["ignored"]
    assert ignored["path repeats itself"] == 3
    assert ignored["too many lists of one shape"] == 6 + 1
    assert ignored["list too many links away"] == 1
    assert rows(conn, "SELECT ended_by FROM section_walk WHERE url LIKE '%vo-tan'") == ["too many list pages"]
    reason = rows(conn, "SELECT reason FROM crawl_run")[0]
    for named in ("vo-tan: too many list pages (5 pages read)", "(too many lists of one shape)", "/a/tin/a/tin"):
        assert named in reason, reason


def lay_traps(portal: SmallPortal) -> None:
    """A calendar, facets, lists that lead ever further, a list without end, a loop of redirects, a growing path."""
    portal.fill(10)
    names = ("lich-0", "vo-tan", "vong-1", "xa/a", *(f"loc?mau=do&co={n}" for n in range(1, 10)))
    lures = "".join(f"<a href='/chuyen-muc/{name}'>{name}</a>" for name in names)
    for path in ("/muc", "/muc?page=2", "/muc?page=3"):
        growing = "<a href='/a/tin/a/tin/a/tin/bai-1.html'>Lại</a>"
        portal.put(path, portal.pages[path][2].decode() + growing + (lures if path == "/muc" else ""))
    for number in range(1, 20):
        portal.put(f"/chuyen-muc/lich-{number - 1}", f"<a href='/chuyen-muc/lich-{number}'>Tháng sau</a>")
        page = f"/chuyen-muc/vo-tan?page={number}" if number > 1 else "/chuyen-muc/vo-tan"
        following = f"<a href='/chuyen-muc/vo-tan?page={number + 1}'>{number + 1}</a>"
        portal.put(page, portal.items([100 + number]) + following)
        portal.put(f"/tin/bai-{100 + number}.html", "<h1>Văn bản</h1>")
        portal.put(f"/chuyen-muc/loc?co={number}&mau=do", "")
        letter = "abcdefghijklmnopqrstuvw".__getitem__
        portal.put(f"/chuyen-muc/xa/{letter(number - 1)}", f"<a href='/chuyen-muc/xa/{letter(number)}'>Xa hơn</a>")
    portal.put("/chuyen-muc/vong-1", "", 302, Location="/chuyen-muc/vong-2")
    portal.put("/chuyen-muc/vong-2", "", 302, Location="/chuyen-muc/vong-1")

"""What a list page names: articles with their hints, further pages, and what is left alone."""

from __future__ import annotations

from datetime import date

import lxml.html
import pytest
from lxml.etree import _Element

from crawler.discovery.list_dates import date_beside
from crawler.discovery.list_page import parse, read_list
from crawler.discovery.list_walk import COMPLETE, ListWalk, WalkEnd
from crawler.discovery.named_articles import ListReading
from crawler.discovery.paging import ListPage, list_page, next_page
from seeds.config.site import Level, Paging, Platform, Site, Start
from seeds.dates import day_stated
from seeds.urls.canonical import key

BASE = "https://hanam.gov.vn/Pages/Tin.aspx"


def make_site(paging: Paging, start: str = BASE, articles: str = r"^/Pages/[\w-]+\.aspx$") -> Site:
    own = Platform(id="generic", name="Generic", lists=(r"^/chuyen-muc/",))
    starts = (Start(url=start, section=("Tin tức",)), Start(url="https://hanam.gov.vn/Pages/Khac.aspx"))
    return Site(
        id="x",
        name="X",
        level=Level.NATIONAL,
        platforms=(own,),
        own=own,
        start=starts,
        articles=(articles,),
        paging=paging,
    )


SITE = make_site(Paging(query=("PageIndex",)))

LIST = """<html><head><base href="/Pages/"></head><body><div class="clock">Chủ nhật, 22/11/2026</div>
<div class="top">Hôm nay 22/11/2026 <a href="Dang-nhap.aspx">Đăng nhập</a></div>
<ul class="menu"><li><a href="Khac.aspx">Khác</a></li><li><a href="Tin.aspx">Tin</a></li>
<li><a href="/lich.aspx?thang=12&amp;nam=2026">Tháng sau</a></li><li><a href="javascript:void(0)">x</a></li>
<li><a href="https://facebook.com/x">fb</a></li><li><a href="/chuyen-muc/nong-thon">Nông thôn</a></li></ul>
<div class="list">
<div class="item"><a href="A1.aspx"><img src="a.jpg"></a><h3><a href="A1.aspx?utm_source=x">Hội nghị tổng kết</a></h3>
 <span class="day">Thứ Năm, 23/06/2022 | 08:12 | Lượt xem: 345</span>
 <p>Chiều ngày 20/6/2022, tại trụ sở, Ban Thường vụ họp phiên thường kỳ.</p><a href="A1.aspx">Xem tiếp</a></div>
<div class="item"><h3><a href="A2.aspx">Làm việc với huyện Bình Lục ngày 01/6/2022 về nông thôn mới</a></h3>
 <p>Sáng ngày 1/6/2022 đoàn công tác đã làm việc với huyện Bình Lục về nông thôn mới.</p>
 <time datetime="2022-06-02T10:00:00+07:00">hôm kia</time></div>
<div class="item"><h3><a href="http://www.hanam.gov.vn/Pages/A3.aspx#x">Dâng hương tưởng niệm (5/5/2022)</a></h3></div>
</div>
<div class="pager"><span>1</span><a href="Tin.aspx?PageIndex=2">2</a><a href="Tin.aspx?PageIndex=3">3</a>
<a href="Tin.aspx?PageIndex=40">»</a></div>
<ul class="side"><li><a href="S1.aspx">Tin đọc nhiều</a> <i>(10-05-2021)</i></li>
<li><a href="S2.aspx">Tin mới nhất</a></li></ul>
</body></html>"""


def read(html: str, site: Site = SITE, url: str = BASE, place: tuple[str, ...] | None = None) -> ListReading:
    return read_list(parse(html), url, list_page(url, site), site, place)


def test_a_list_names_its_articles_with_title_and_date() -> None:
    found = {article.address.rpartition("/")[2]: article for article in read(LIST).articles}
    assert set(found) == {"A1.aspx", "A2.aspx", "A3.aspx", "S1.aspx", "S2.aspx", "Dang-nhap.aspx"}
    assert found["Dang-nhap.aspx"].listed is None
    assert (found["A1.aspx"].title, found["A1.aspx"].listed) == ("Hội nghị tổng kết", date(2022, 6, 23))
    assert found["A2.aspx"].listed == date(2022, 6, 2)
    assert found["A3.aspx"].listed == date(2022, 5, 5)
    assert found["S1.aspx"].listed == date(2021, 5, 10)
    assert found["A1.aspx"].spellings == ("https://hanam.gov.vn/Pages/A1.aspx?utm_source=x",)


def test_links_behind_the_end_of_the_page_count() -> None:
    assert {"B1.aspx"} <= {a.address.rpartition("/")[2] for a in read(LIST + "<a href='B1.aspx'>Tin sau</a>").articles}


def test_only_articles_of_the_list_itself_have_its_section() -> None:
    in_list = {article.address.rpartition("/")[2] for article in read(LIST).articles if article.in_list}
    assert {"A1.aspx", "A2.aspx", "A3.aspx"} <= in_list
    assert "S1.aspx" not in in_list


def test_a_last_page_with_one_article_is_told_from_the_box_beside_it() -> None:
    place = read(LIST).place
    last = LIST[: LIST.index('<div class="item"><h3><a href="A2')] + LIST[LIST.index('</div>\n<div class="pager"') :]
    reading = read(last, place=place)
    assert [article.address.rpartition("/")[2] for article in reading.articles if article.in_list] == ["A1.aspx"]


def test_other_links_are_ignored_with_their_reason() -> None:
    reading = read(LIST)
    assert reading.ignored == {"start page": 2, "no article": 1, "no web address": 1, "other host": 1}
    assert [other.url for other in reading.others] == ["https://hanam.gov.vn/chuyen-muc/nong-thon"]
    assert [further.number for further in reading.further] == [2, 3, 40]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("23/6/2022", date(2022, 6, 23)),
        ("Cập nhật: 14:30 19-06-2024", date(2024, 6, 19)),
        ("08.12.2021 lúc 7:00", date(2021, 12, 8)),
        ("2022-06-23T08:12+07:00", date(2022, 6, 23)),
        ("09 tháng 10, 2023", date(2023, 10, 9)),
        ("31/02/2022", None),
        ("Số 27/2022", None),
        ("12/06/22", date(2022, 6, 12)),
        ("1/1/0001", None),
    ],
)
def test_dates_are_day_first(text: str, expected: date | None) -> None:
    assert day_stated(text) == expected


def test_a_date_inside_a_sentence_is_an_event() -> None:
    block = lxml.html.fromstring(
        "<div><a>T</a><p>Chiều ngày 20/6/2022, Ban Thường vụ Tỉnh ủy họp tại trụ sở.</p></div>"
    )
    assert date_beside(block, set(block.iter("a"))) is None


def pages(site: Site, *addresses: tuple[str, str]) -> list[ListPage]:
    return [list_page(url, site, text) for url, text in addresses]


def test_pages_are_walked_in_order_and_gaps_are_filled() -> None:
    start = list_page(BASE, SITE)
    links = pages(SITE, *((f"{BASE}?PageIndex={n}", str(n)) for n in (1, 2, 3, 40)))
    second = next_page(start, links, SITE)
    assert second is not None and second.number == 2
    third = next_page(second, pages(SITE, (f"{BASE}?PageIndex=1", "1"), (f"{BASE}?PageIndex=40", "40")), SITE)
    assert third is not None and third.number == 3
    assert next_page(links[-1], links, SITE) is None


def test_a_list_that_counts_from_nought_is_walked_from_its_second_page() -> None:
    site = make_site(Paging(query=("page",)))
    links = pages(site, (f"{BASE}?page=1", "2"), (f"{BASE}?page=2", "3"))
    first = next_page(list_page(BASE, site), links, site)
    assert first is not None and first.number == 1


def test_offsets_are_stepped_by_the_size_of_a_page() -> None:
    site = make_site(Paging(query=("start",)))
    links = pages(site, (f"{BASE}?start=10", "2"), (f"{BASE}?start=20", "3"), (f"{BASE}?start=400", "»"))
    assert [next_page(page, links, site).number for page in links[:2]] == [20, 30]  # type: ignore[union-attr]


def test_page_numbers_in_the_path_and_odd_parameters() -> None:
    wordpress = make_site(Paging(path=("/page/{n}/",)), "https://hanam.gov.vn/category/tin/")
    page = list_page("https://hanam.gov.vn/category/tin/page/3", wordpress)
    assert (page.number, page.list_key) == (3, key("https://hanam.gov.vn/category/tin", wordpress))
    liferay = make_site(Paging(query=("_101_cur",)), "https://hanam.gov.vn/web/tin")
    url = "https://hanam.gov.vn/web/tin?p_p_id=101&_101_delta=10&_101_cur=2"
    page = list_page(url, liferay)
    assert (page.number, page.url) == (2, url)
    assert page.list_key == key("https://hanam.gov.vn/web/tin", liferay)


def reading_of(names: str, links: tuple[int, ...]) -> ListReading:
    root: _Element = lxml.html.fromstring(
        "<div>" + "".join(f"<p><a href='{name}.aspx'>Tin {name}</a></p>" for name in names)
        + "".join(f"<a href='Tin.aspx?PageIndex={n}'>{n}</a>" for n in links) + "</div>"
    )  # fmt: skip
    return read_list(root, BASE, list_page(BASE, SITE), SITE)


def walk_over(walk: ListWalk, *readings: ListReading, new: bool = True) -> WalkEnd | None:
    for reading in readings:
        if walk.go_on(reading, reading.keys if new else (), SITE, limited=False) is None:
            break
    return walk.ended_by


def test_a_walk_ends_at_the_last_page_or_where_nothing_new_comes() -> None:
    first, second = reading_of("ab", (1, 2)), reading_of("cd", (1, 2))
    assert walk_over(ListWalk(list_page(BASE, SITE)), first, second) is WalkEnd.LAST_PAGE
    endless = [reading_of("ab", (2,)), reading_of("cd", (3,)), reading_of("cd", (4,))]
    assert walk_over(ListWalk(list_page(BASE, SITE)), *endless) is WalkEnd.REPEAT
    backwards = [reading_of("ab", (2,)), reading_of("cd", (3,)), reading_of("bc", (4,))]
    assert walk_over(ListWalk(list_page(BASE, SITE)), *backwards) is WalkEnd.NOTHING_NEW


def test_a_walk_stops_at_known_ground_only_where_it_may() -> None:
    first, second = reading_of("ab", (2,)), reading_of("cd", ())
    assert (
        walk_over(ListWalk(list_page(BASE, SITE), stop_at_known=True), first, second, new=False) is WalkEnd.KNOWN_GROUND
    )
    assert walk_over(ListWalk(list_page(BASE, SITE)), first, second, new=False) is WalkEnd.LAST_PAGE


def test_a_list_without_articles_is_no_end() -> None:
    walk = ListWalk(list_page(BASE, SITE))
    assert walk_over(walk, reading_of("", ())) is WalkEnd.EMPTY
    assert WalkEnd.EMPTY not in COMPLETE


def test_since_and_cap_end_a_walk_incompletely() -> None:
    assert walk_over(ListWalk(list_page(BASE, SITE), since=date(2023, 1, 1)), read(LIST)) is WalkEnd.SINCE
    assert walk_over(ListWalk(list_page(BASE, SITE), max_pages=1), read(LIST)) is WalkEnd.CAP
    assert not {WalkEnd.SINCE, WalkEnd.CAP} & COMPLETE

"""Sections found in the navigation."""

from __future__ import annotations

from crawler.discovery.list_page import parse, read_list
from crawler.discovery.menu import leads_to_list
from crawler.discovery.named_articles import ListReading
from crawler.discovery.paging import list_page
from tests.crawler.discovery.sites import HOST, START, make_site

SITE = make_site()
MENU = """<div id="top-nav"><a href="/Pages/default.aspx">Trang chủ</a><a href="/Pages/Tin.aspx">Tin tức</a>
<ul><li><a href="/Pages/Xay-dung-Dang.aspx">Xây dựng Đảng</a></li><li><a href="/vb/so-1.pdf">Văn bản</a></li>
<li><a href="/Pages/Gioi-thieu.aspx">Giới thiệu</a></li><li><a href="https://khac.vn/">Khác</a></li></ul></div>"""
LIST = "".join(
    f"<div class=item><h3><a href='/Pages/A{n}.aspx'>Hội nghị số {n}</a></h3><p>Sáng nay họp.</p></div>"
    for n in range(5)
)
TEXT = "".join(f"<p>{'Ban Thường vụ họp bàn việc lớn. ' * 12}</p>" for _ in range(3))
OTHERS = (
    "<ul class=khac>" + "".join(f"<li><a href='/Pages/A{n}.aspx'>Tin khác số {n}</a></li>" for n in range(5)) + "</ul>"
)


def read(body: str, url: str = START, menu: tuple[bytes, ...] | None = ()) -> ListReading:
    return read_list(parse(f"<body>{MENU}{body}</body>"), url, list_page(url, SITE), SITE, None, menu)


def names(reading: ListReading) -> tuple[list[str], list[str]]:
    return (
        [page.url.removeprefix(HOST) for page in reading.menu],
        sorted(article.address.rpartition("/")[2] for article in reading.articles),
    )


def test_links_of_a_start_pages_navigation_may_be_sections_and_are_no_articles() -> None:
    reading = read(LIST)
    menu, articles = names(reading)
    assert menu == ["/Pages/Xay-dung-Dang.aspx", "/Pages/Gioi-thieu.aspx"]
    assert [page.text for page in reading.menu] == ["Xây dựng Đảng", "Giới thiệu"]
    assert articles == ["A0.aspx", "A1.aspx", "A2.aspx", "A3.aspx", "A4.aspx", "default.aspx"]


def test_other_pages_know_them_again_but_find_none() -> None:
    found = read(LIST).menu[0]
    menu, articles = names(read(LIST, f"{START}?page=2", (found.key,)))
    assert menu == ["/Pages/Xay-dung-Dang.aspx"]
    assert "Gioi-thieu.aspx" in articles


def test_without_the_key_the_navigation_is_no_place_apart() -> None:
    assert names(read(LIST, menu=None))[0] == []


def test_a_list_is_told_from_an_article_with_others_beside_it() -> None:
    for body, expected in (
        (LIST, True),
        (LIST + "<a href='?page=2'>2</a>", True),
        (TEXT + OTHERS, False),
        (OTHERS[:60], False),
    ):
        root = parse(f"<body>{MENU}{body}</body>")
        page = list_page(f"{HOST}/Pages/Xay-dung-Dang.aspx", SITE)
        reading = read_list(root, page.url, page, SITE, None, ())
        assert leads_to_list(root, reading, SITE) is expected

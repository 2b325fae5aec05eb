"""Pagers of WebForms: which of the many __doPostBack links is the next page."""

from __future__ import annotations

import pytest

from crawler.discovery.list_page import parse
from crawler.discovery.paging import ListPage, list_page, unaddressed_page
from crawler.discovery.postback import next_postback
from tests.crawler.discovery.sites import START, make_site

SITE = make_site()
FIRST = list_page(START, SITE)

CALENDAR = "".join(
    f"<a href=\"javascript:__doPostBack('ctl00$Lich','{8200 + day}')\">{day}</a>" for day in range(1, 31)
)
MONTHS = "<a href=\"javascript:__doPostBack('ctl00$Lich','V8230')\">&gt;</a>"
GRID = "".join(f'<a href="javascript:__doPostBack(&#39;ctl00$Grid&#39;,&#39;Page${n}&#39;)">{n}</a>' for n in (1, 3, 4))
GROUP = "".join(f"<a href=\"javascript:__doPostBack('Grid','Page${n}')\">...</a>" for n in (10, 21))
BUTTONS = "<a onclick=\"__doPostBack('p$ctl01','')\">1</a><a href='#' onclick=\"__doPostBack('p$ctl03','')\">3</a>"
NEXT = "".join(
    f"<a href=\"javascript:__doPostBack('p${target}','')\">{shown}</a>"
    for target, shown in (("truoc", "« Trang trước"), ("sau", "Trang sau »"))
)
OPTIONS = '<a href=\'javascript:WebForm_DoPostBackWithOptions(new WebForm_PostBackOptions("p$2", "", true))\'>3</a>'
LOGIN = "<a href=\"javascript:__doPostBack('ctl00$DangNhap','')\">Đăng nhập</a>"


def page(pager: str, action: str = "./Tin.aspx?x=1") -> str:
    return f"""<form method=post action='{action}'><input type=hidden name=__VIEWSTATE value='/wE='>
    <input type=hidden name=__EVENTTARGET value=''><input name=tim value='từ'><input type=submit name=ok value=Tìm>
    {CALENDAR}{MONTHS}{LOGIN}{pager}</form>"""


def following(pager: str, current: ListPage, action: str = "./Tin.aspx?x=1") -> ListPage | None:
    return next_postback(parse(page(pager, action)), START, current, SITE)


def event(found: ListPage | None) -> tuple[str, str] | None:
    return (dict(found.form)["__EVENTTARGET"], dict(found.form)["__EVENTARGUMENT"]) if found else None


@pytest.mark.parametrize(
    ("pager", "here", "expected"),
    [
        (GRID, 2, ("ctl00$Grid", "Page$3")),
        (GRID, 4, None),
        (GROUP, 20, ("Grid", "Page$21")),
        (BUTTONS, 2, ("p$ctl03", "")),
        (NEXT, 2, ("p$sau", "")),
        (OPTIONS, 2, ("p$2", "")),
        ("<a href=\"javascript:__doPostBack('Pager','2')\">3</a>", 2, ("Pager", "2")),
        ("", 2, None),
    ],
)
def test_the_next_page_of_each_kind_of_pager(pager: str, here: int, expected: tuple[str, str] | None) -> None:
    assert event(following(pager, unaddressed_page(FIRST, here, START))) == expected


def test_the_whole_form_is_posted_to_its_own_address() -> None:
    found = following(GRID.replace("Page$3", "Page$2").replace(">3<", ">2<"), FIRST)
    assert found is not None
    assert dict(found.form) == {
        "__VIEWSTATE": "/wE=", "tim": "từ", "__EVENTTARGET": "ctl00$Grid", "__EVENTARGUMENT": "Page$2",
    }  # fmt: skip
    assert found.url == f"{START}?x=1"
    assert (found.number, found.list_key) == (2, FIRST.list_key)
    assert len({found.key, FIRST.key, unaddressed_page(FIRST, 3, START).key}) == 3


def test_a_form_that_posts_to_another_host_is_kept_on_the_portal() -> None:
    found = following(GRID, unaddressed_page(FIRST, 2, START), "https://khac.vn/x.aspx")
    assert found is not None and found.url == START

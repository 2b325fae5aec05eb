"""Addresses that no editor made."""

from __future__ import annotations

import pytest

from crawler.discovery.list_page import parse, read_list
from crawler.discovery.paging import list_page
from crawler.discovery.traps import DEEP, REPEATING, shape, trap
from tests.crawler.discovery.sites import HOST, START, make_site


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/a/b/a/b/a/b", REPEATING),
        ("/tin/tin/tin/bai.html", REPEATING),
        ("/x/muc-1/khac/muc-1/khac/muc-1/khac/y", REPEATING),
        ("/tin-tuc/tin-tuc/bai.html", None),
        ("/a/b/a/b/c/a/b", None),
        ("/2011/11/11/11/bai.html", None),
        ("/" + "/".join(f"m{number}" for number in range(21)), DEEP),
        ("/Home/tabid/55/mid/400/ctl/view/id/333/language/vi-VN/Default.aspx", None),
        ("/", None),
    ],
)
def test_a_path_that_grows_by_itself_is_told(path: str, reason: str | None) -> None:
    assert trap(HOST + path) == reason


def test_a_list_counts_the_traps_that_it_links_and_names_one_of_them() -> None:
    page = "<a href='/a/tin/a/tin/a/tin/x.html'>Một bài</a><a href='/b/tin/b/tin/b/tin/x.html'>Bài khác</a>"
    site = make_site()
    reading = read_list(parse(page), START, list_page(START, site), site)
    assert reading.articles == []
    assert reading.ignored == {REPEATING: 2}
    assert reading.traps == {REPEATING: f"{HOST}/a/tin/a/tin/a/tin/x.html"}


def test_months_and_facets_are_of_one_shape_and_sections_are_not() -> None:
    assert shape(f"{HOST}/lich/2024/11") == shape(f"{HOST}/lich/1999/2")
    assert shape(f"{HOST}/loc?mau=do&co=1") == shape(f"{HOST}/loc?co=99&mau=xanh")
    assert shape(f"{HOST}/muc?ten=tin-tuc") != shape(f"{HOST}/muc?ten=van-ban")
    assert shape(f"{HOST}/chuyen-muc/tin-tuc") != shape(f"{HOST}/chuyen-muc/van-ban")

"""Classes of addresses, and which of two addresses may be the page after the other."""

from __future__ import annotations

import pytest

from crawler.exploring.address_shapes import difference, goes_further, identity, shape

HOST = "http://cong.example.vn"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/tin/hoi-nghi-ban-chap-hanh-123.html", "/tin/tap-huan-cong-tac-dang-9.html"),
        ("/index.php?mod=news&act=view&nid=7", "/index.php?act=view&mod=news&nid=81"),
        ("/chi-tiet?id=3f2504e0-4f89-11d3-9a0c-0305e82c3301", "/chi-tiet?id=9b2d1c7a-0f33-4e0e-8a51-6d1f0a2b3c4d"),
        ("/tin-tuc/tabid/40/ItemID/7/Default.aspx", "/tin-tuc/tabid/41/ItemID/812/Default.aspx"),
    ],
)
def test_articles_of_one_form_are_one_class(one: str, other: str) -> None:
    assert shape(HOST + one) == shape(HOST + other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/index.php?mod=news&act=view&nid=7", "/index.php?mod=news&cat=7"),
        ("/tin/hoi-nghi-ban-chap-hanh-123.html", "/tin/hoi-nghi-ban-chap-hanh"),
        ("/lich?thang=5", "/tin?trang=5"),
    ],
)
def test_addresses_of_other_forms_are_other_classes(one: str, other: str) -> None:
    assert shape(HOST + one) != shape(HOST + other)


@pytest.mark.parametrize(
    ("page", "after"),
    [
        ("/tin", "/tin?kt=2"),
        ("/tin?kt=2", "/tin?kt=3"),
        ("/muc.aspx?a=3&b=17", "/muc.aspx?a=3&b=17&start=9"),
        ("/tin.html", "/tin/trang-2"),
        ("/tin/", "/tin/page/2/"),
        ("/tin/2", "/tin/3"),
        ("/tin", "/tin?sau=YWJj"),
    ],
)
def test_a_further_page_adds_a_number_or_raises_one(page: str, after: str) -> None:
    assert goes_further(HOST + page, HOST + after)
    assert not goes_further(HOST + after, HOST + page)


@pytest.mark.parametrize(
    ("page", "other"), [("/tin", "/van-ban"), ("/a?x=1&y=1", "/a?x=2&y=2"), ("/tin/1/a/1", "/tin/2/a/2")]
)
def test_other_addresses_are_no_further_page(page: str, other: str) -> None:
    assert not goes_further(HOST + page, HOST + other)


def test_two_addresses_may_differ_in_one_parameter() -> None:
    assert difference(f"{HOST}/tin?id=7", f"{HOST}/tin?id=7&In=1") == "in"
    assert difference(f"{HOST}/tin?id=7", f"{HOST}/tin?id=8") == "id"
    assert difference(f"{HOST}/tin?id=7&a=1", f"{HOST}/tin?id=8&a=2") is None
    assert difference(f"{HOST}/tin?id=7", f"{HOST}/in?id=7") is None


def test_what_names_the_article_in_its_address() -> None:
    assert identity(f"{HOST}/tin/hoi-nghi-ban-chap-hanh-123.html") & identity(f"{HOST}/in/123")
    assert identity(f"{HOST}/kinh-te/tap-huan-cong-tac-dang") & identity(f"{HOST}/xa-hoi/tap-huan-cong-tac-dang")
    assert identity(f"{HOST}/?v=5&m=x") & identity(f"{HOST}/in?v=5")
    assert not identity(f"{HOST}/tin/5") & identity(f"{HOST}/tin/6")
    assert not identity(f"{HOST}/tin5/a") & identity(f"{HOST}/tin5/b")

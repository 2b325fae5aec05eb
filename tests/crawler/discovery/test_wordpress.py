"""WordPress' interface as a list of addresses."""

from __future__ import annotations

import json
from datetime import date

import pytest

from crawler.discovery.list_page import parse
from crawler.discovery.paging import next_page
from crawler.discovery.wordpress import PER_PAGE, first_posts, interface_root, read_posts
from tests.crawler.discovery.sites import HOST, make_site

SITE = make_site()
POST = {"link": f"{HOST}/tin/a.html", "date": "2022-06-23T23:30:00", "title": {"rendered": "Hội nghị &#8211; tổng kết"}}


def answer(posts: list[object]) -> bytes:
    return json.dumps(posts).encode()


def test_posts_have_title_and_the_portals_own_day() -> None:
    reading = read_posts(answer([POST, {"link": f"{HOST}/gioi-thieu"}, "x"]), "1", first_posts(SITE), SITE)
    assert [(one.address, one.title, one.listed) for one in reading.articles] == [
        (f"{HOST}/tin/a.html", "Hội nghị – tổng kết", date(2022, 6, 23))
    ]
    assert reading.ignored == {"no article": 1}
    assert reading.further == []


def test_pages_follow_each_other_to_the_last() -> None:
    page, numbers, keys = first_posts(SITE), [], set()
    while page is not None:
        keys.add(page.key)
        numbers.append(int(page.url.partition("&page=")[2].partition("&")[0]))
        following = next_page(page, read_posts(answer([POST]), "3", page, SITE).further, SITE)
        if following is None:
            break
        page = following
    assert numbers == [1, 2, 3]
    assert len(keys) == 3


def test_without_the_header_a_full_page_has_another_behind_it() -> None:
    assert read_posts(answer([POST] * PER_PAGE), "", first_posts(SITE), SITE).further
    assert not read_posts(answer([POST]), "", first_posts(SITE), SITE).further


def test_the_interface_is_where_the_pages_head_says() -> None:
    for root in (f"{HOST}/?rest_route=/", f"{HOST}/blog/wp-json/"):
        head = f"<html><head><link rel='https://api.w.org/' href='{root}'></head></html>"
        assert interface_root(parse(head), HOST, SITE) == root
    assert interface_root(parse("<link rel='https://api.w.org/' href='https://khac.vn/wp-json/'>"), HOST, SITE) is None
    usual, by_parameter = first_posts(SITE), first_posts(SITE, f"{HOST}/?rest_route=/")
    assert usual.url.startswith(f"{HOST}/wp-json/wp/v2/posts?per_page=")
    assert by_parameter.url.startswith(f"{HOST}/?rest_route=/wp/v2/posts&per_page=")
    assert by_parameter.list_key == usual.list_key
    (following,) = read_posts(answer([POST]), "2", by_parameter, SITE).further
    assert following.url == by_parameter.url.replace("&page=1", "&page=2")


@pytest.mark.parametrize("body", ["<html>", '{"code": "rest_no_route"}'])
def test_what_is_no_list_of_posts_is_an_error(body: str) -> None:
    with pytest.raises(ValueError, match=r"Expecting value|no list of posts"):
        read_posts(body.encode(), "", first_posts(SITE), SITE)

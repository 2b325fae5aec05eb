"""WordPress' interface as a list of addresses."""

from __future__ import annotations

import json
from datetime import date

import pytest

from crawler.discovery.paging import next_page
from crawler.discovery.wordpress import PER_PAGE, first_posts, read_posts
from tests.crawler.discovery.sites import HOST, make_site

SITE = make_site()
POST = {"link": f"{HOST}/tin/a.html", "date": "2022-06-23T23:30:00", "title": {"rendered": "Hội nghị &#8211; tổng kết"}}


def test_posts_have_title_and_the_portals_own_day() -> None:
    reading = read_posts(json.dumps([POST, {"link": f"{HOST}/gioi-thieu"}, "x"]), "1", first_posts(SITE), SITE)
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
        following = next_page(page, read_posts(json.dumps([POST]), "3", page, SITE).further, SITE)
        if following is None:
            break
        page = following
    assert numbers == [1, 2, 3]
    assert len(keys) == 3


def test_without_the_header_a_full_page_has_another_behind_it() -> None:
    assert read_posts(json.dumps([POST] * PER_PAGE), "", first_posts(SITE), SITE).further
    assert not read_posts(json.dumps([POST]), "", first_posts(SITE), SITE).further


@pytest.mark.parametrize("body", ["<html>", '{"code": "rest_no_route"}'])
def test_what_is_no_list_of_posts_is_an_error(body: str) -> None:
    with pytest.raises(ValueError, match=r"Expecting value|no list of posts"):
        read_posts(body, "", first_posts(SITE), SITE)

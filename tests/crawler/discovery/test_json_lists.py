"""Lists of articles in JSON, as site files describe them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from crawler.discovery.json_lists import NO_ADDRESS, asked_for, first_pages, read_items
from crawler.discovery.named_articles import ListReading
from seeds.config.json_api import JsonApi
from seeds.config.site import Site
from seeds.urls.canonical import canonical, is_article
from tests.crawler.discovery.sites import HOST, make_site

API: dict[str, Any] = {
    "lists": [{"url": "/api/tin?trang={n}", "section": ["Tin tức"]}],
    "items": "data[]",
    "page": "/bai/{slug}-{id}.html",
    "title": "ten",
    "published": "ngay",
    "article": {"address": "/api/tin/{id}", "title": "ten", "content": "noi_dung"},
}
ITEM = {"id": 7, "slug": "hội-nghị", "ten": "Hội nghị &#8211; tổng kết", "ngay": 1655946720}


def site_with(**changes: Any) -> Site:
    return make_site(json_api=JsonApi.model_validate({**API, **changes}))


def read(site: Site, data: Any) -> ListReading:
    (page, _), *_ = first_pages(site)
    return read_items(json.dumps(data).encode(), page, site)


def test_an_entry_gives_address_title_and_the_day_in_vietnam() -> None:
    site = site_with()
    (article,) = read(site, {"data": [ITEM]}).articles
    assert article.address == f"{HOST}/bai/h%E1%BB%99i-ngh%E1%BB%8B-7.html"
    assert (article.title, article.listed) == ("Hội nghị – tổng kết", date(2022, 6, 23))
    assert is_article(article.address, site), "without a pattern of its own"
    assert asked_for(article.address, site) == f"{HOST}/api/tin/7"


def test_a_parameter_of_the_page_stays_in_its_address() -> None:
    site = site_with(page="/chi-tiet?id={id}&lang=vi")
    (article,) = read(site, {"data": [ITEM]}).articles
    assert article.address == f"{HOST}/chi-tiet?id=7&lang=vi" == canonical(f"{article.address}&utm_source=x", site)
    assert asked_for(article.address, site) == f"{HOST}/api/tin/7"


def test_an_address_that_the_interface_gives_is_taken_as_it_is() -> None:
    site = site_with(page="{link}", article=None)
    (article,) = read(site, {"data": [{"link": "/tin/a.html"}, {"link": "/gioi-thieu"}]}).articles
    assert article.address == f"{HOST}/tin/a.html"
    assert asked_for(article.address, site) is None, "its page is read"


def test_what_names_no_address_or_an_ambiguous_one_is_counted() -> None:
    site = site_with()
    entries = [{**ITEM, "id": None}, {"slug": "x"}, "x", {**ITEM, "id": "a-b"}, ITEM]
    reading = read(site, {"data": entries})
    assert len(reading.articles) == 1 and reading.ignored == {NO_ADDRESS: 4}


@pytest.mark.parametrize(
    ("keys", "data", "number", "following"),
    [
        ({}, {}, 1, "/api/tin?trang=2"),
        ({"first": 0, "step": 20}, {}, 20, "/api/tin?trang=40"),
        ({"pages": "so_trang"}, {"so_trang": 3}, 2, "/api/tin?trang=3"),
        ({"pages": "so_trang"}, {"so_trang": "2"}, 2, None),
        ({"pages": "so_trang", "first": 0, "step": 10}, {"so_trang": 2}, 10, None),
        ({"next": "sau", "lists": [{"url": "/api/tin"}]}, {"sau": "/api/tin?con_tro=x"}, 1, "/api/tin?con_tro=x"),
        ({"next": "sau", "lists": [{"url": "/api/tin"}]}, {"sau": "https://khac.vn/"}, 1, None),
        ({"next": "sau", "lists": [{"url": "/api/tin"}]}, {"sau": None}, 1, None),
        ({"lists": [{"url": "/api/tin"}]}, {}, 1, None),
    ],
)
def test_pages_follow_each_other(
    keys: dict[str, Any], data: dict[str, Any], number: int, following: str | None
) -> None:
    given = {name: value for name, value in keys.items() if name != "pages"}  # while it walks there
    site = site_with(**given)
    (page, _), *_ = first_pages(site)
    while page.number != number:
        page = read_items(json.dumps({"data": [ITEM]}).encode(), page, site).further[0]
    reading = read_items(json.dumps({"data": [ITEM], **data}).encode(), page, site_with(**keys))
    assert [one.url for one in reading.further] == ([f"{HOST}{following}"] if following else [])


def test_an_empty_page_is_the_last_one() -> None:
    assert read(site_with(), {"data": []}).further == []


@pytest.mark.parametrize("body", [b"<html>", b'{"loi": 1}', b'{"data": "x"}', b"[" * 200_000])
def test_what_has_no_list_is_an_error(body: bytes) -> None:
    site = site_with(items="data")
    (page, _), *_ = first_pages(site)
    with pytest.raises(ValueError, match=r"Expecting value|no list of articles at data|too deep"):
        read_items(body, page, site)


def test_lists_that_differ_in_a_parameter_only_are_two() -> None:
    lists = [{"url": "/api/tin?muc=1&trang={n}"}, {"url": "/api/tin?muc=2&trang={n}"}]
    assert len({page.list_key for page, _ in first_pages(site_with(lists=lists))}) == 2

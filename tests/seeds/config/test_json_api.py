"""What a site file may say of a portal's JSON interface."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from seeds.config.catalogue import Catalogue
from seeds.config.url_templates import filled, read_back
from seeds.pages.json_path import parsed, text_at, time_at
from tests.crawler.small_portal import write_site

GOOD: dict[str, Any] = {
    "lists": [{"url": "/api/tin?trang={n}"}],
    "items": "data.items",
    "page": "/bai/{slug}-{id}.html",
    "article": {"address": "/api/tin/{id}", "title": "data.ten", "content": "join('', data.doan[].html)"},
}


def problems(folder: Path, json_api: Any, **keys: str) -> list[str]:
    write_site(folder, "nho", "http://127.0.0.1:9", json_api=yaml.safe_dump(json_api, default_flow_style=True), **keys)
    return [str(problem) for problem in Catalogue(folder).problems()]


def test_a_good_one_is_taken(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"items": "data["}, "json_api.items: 'data[' is no path into JSON"),
        ({"pages": "dem(x)"}, "json_api.pages: 'dem(x)' is no path into JSON (JMESPath): Unknown function: dem()"),
        ({"page": "/bai.html"}, "json_api.page: '/bai.html' must contain the path of the article's id in braces"),
        ({"page": "/bai/{a b}"}, "{a b} is no plain path"),
        ({"page": "{link}"}, "json_api: article.address: can't be made of {link}"),
        ({"page": "/bai/{slug}"}, "json_api: article.address: {id} must appear in `page`"),
        ({"next": "sau"}, "next: the lists' addresses have {n} already"),
        ({"lists": []}, "json_api.lists: "),
        ({"lists": [{"url": "api"}]}, "json_api.lists.0.url: "),
        ({"lists": [{"url": "https://khac.vn/api"}]}, "https://khac.vn/api is on another host than the start pages"),
        ({"trang": 1}, "json_api.trang: there is no such key"),
        ({"article": {"title": "a"}}, "json_api.article.content: "),
    ],
)
def test_what_can_not_work_is_refused_with_its_key(tmp_path: Path, changes: dict[str, Any], says: str) -> None:
    (problem,) = problems(tmp_path, {**GOOD, **changes})
    assert "nho.yaml: " in problem and says in problem


def test_without_a_start_page_nobody_knows_the_host(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, GOOD, start="[]")
    assert "json_api: needs a start page" in problem


@pytest.mark.parametrize(
    ("template", "values"),
    [
        ("/tin/{slug}-{id}.html", {"slug": "hội-nghị a/b?c&d", "id": "12"}),
        ("/chi-tiet?id={id}&c=3", {"id": "a b"}),
        ("https://x.vn/tin/{muc.slug}/{id}/", {"muc.slug": "xây-dựng", "id": "9"}),
    ],
)
def test_an_address_leads_back_to_what_it_was_made_of(template: str, values: dict[str, str]) -> None:
    assert read_back(template, filled(template, values)) == values
    assert read_back(template, "/khac/12") is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1655946720, "2022-06-23T08:12:00+07:00"), (1655946720000, "2022-06-23T08:12:00+07:00"),
        ("/Date(1655946720000+0700)/", "2022-06-23T08:12:00+07:00"), ("23/06/2022 08:12", "23/06/2022 08:12"),
        (None, ""), (True, ""), ({"x": 1}, ""), (20220623, "20220623"),
        (20240612083000, "2024-06-12T08:30:00+07:00"), ("202406120830", "2024-06-12T08:30:00+07:00"),
    ],
)  # fmt: skip
def test_times_in_numbers_are_put_into_words(value: Any, expected: str) -> None:
    assert time_at("ngay", {"ngay": value}) == expected


def test_a_path_that_does_not_fit_the_data_finds_nothing() -> None:
    assert text_at("join('', a)", {"a": 1}) == "" == text_at(None, {})
    assert text_at("a[].b", {"a": [{"b": "x"}, {}, {"b": "y"}]}) == "x\ny"


NOTICE = "<br />\n<b>Notice</b>: Undefined index [0] in <b>/home/a.php</b> on line <b>3</b><br />\n"


@pytest.mark.parametrize(
    "body",
    [
        b'[{"a": "x"}]',
        b'\xef\xbb\xbf[{"a": "x"}]',
        f'{NOTICE}[{{"a": "x"}}]'.encode(),
        b'[{"a": "x"}]\n<!-- Performance optimized by a cache -->',
        '[{"a": "x"}]'.encode("utf-16"),
    ],
)
def test_json_is_read_with_what_servers_put_around_it(body: bytes) -> None:
    assert parsed(body) == [{"a": "x"}]


def test_half_a_character_becomes_a_replacement_and_the_rest_stays() -> None:
    said = parsed(b'{"a": "x \\ud83d y", "b": "\\ud83d\\ude00", "c": "\\\\ud83d", "d": "\xed\xa0\xbd"}')
    assert said == {"a": "x \ufffd y", "b": "\U0001f600", "c": "\\ud83d", "d": "\ufffd"}


@pytest.mark.parametrize(
    "body", ["", "<html>", '<!DOCTYPE html><script>{"a": 1}</script>', NOTICE, "[" * 100_000, '{"a": ']
)
def test_what_is_no_json_is_an_error(body: str) -> None:
    with pytest.raises(ValueError, match=r"Expecting|nests too deep"):
        parsed(body)

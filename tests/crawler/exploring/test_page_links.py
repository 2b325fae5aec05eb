"""Addresses are found however a page writes them."""

from __future__ import annotations

import pytest
from lxml import html

from crawler.exploring.page_links import links_of
from seeds.pages.base_url import base_of

URL = "http://cong.example.vn/muc/tin.html"


def links(body: str) -> list[str]:
    root = html.document_fromstring(body)
    return [address for _, address in links_of(root, base_of(root, URL))]


@pytest.mark.parametrize(
    ("body", "address"),
    [
        ("<a href='../bai/1'>x</a>", "/bai/1"),
        ("<A HREF='&#x2F;bai&#x2F;1'>x</A>", "/bai/1"),
        ("<a href='  /bai\n/1\u00a0'>x</a>", "/bai/1"),
        ("<a href='\\bai\\1'>x</a>", "/bai/1"),
        ("<a href='http:/bai/1'>x</a>", "/bai/1"),
        ("<map><area href='/bai/1'></map>", "/bai/1"),
        ("<select onchange='go(this)'><option>Tháng<option value='/bai/1'>5/2020</select>", "/bai/1"),
        ("<td onclick=\"location.href='/bai/1'\">x</td>", "/bai/1"),
        ("<a href=\"javascript:window.location='/bai/1'\">x</a>", "/bai/1"),
        ("<iframe src='/bai/1'></iframe>", "/bai/1"),
        ("<meta http-equiv='Refresh' content='0; URL=/bai/1'>", "/bai/1"),
        ("<link rel='next' href='/bai/1'>", "/bai/1"),
        ("<script>window.location = '/bai/1';</script>", "/bai/1"),
        (f"<head><script>{'var a=1;' * 900}</script><base href='/cong/'></head><a href='bai/1'>x</a>", "/cong/bai/1"),
    ],
)
def test_an_address_is_found(body: str, address: str) -> None:
    assert links(f"<html>{body}</html>") == [f"http://cong.example.vn{address}"]


def test_what_leads_nowhere_is_left() -> None:
    assert links("<a href='#top'>x</a><a>y</a><a href=''>z</a><a href='javascript:void(0)'>w</a>") == []

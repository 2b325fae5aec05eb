"""What a portal is called, and what its name and address tell."""

from __future__ import annotations

import pytest

from seeds.config.catalogue import HERE, catalogue
from seeds.config.site import Level
from tinhuy.probe.http_client import Response
from tinhuy.probe.portal_name import level_of, name_of, province_of, site_id_of

URL = "https://huyenuy.vn/"


@pytest.mark.parametrize(
    ("url", "site_id"),
    [
        ("https://www.binhgia.langson.gov.vn/", "binhgia"),
        ("http://10.1.2.3:8080", "10-1-2-3"),
        ("http://HaNam.gov.vn", "hanam"),
    ],
)
def test_an_id_is_made_from_the_host(url: str, site_id: str) -> None:
    assert site_id_of(url) == site_id


@pytest.mark.parametrize(
    ("name", "level", "province"),
    [
        ("Cổng thông tin Tỉnh ủy Hà Nam", Level.PROVINCE, "35"),
        ("Huyện ủy Bình Gia, tỉnh Lạng Sơn", Level.DISTRICT, "20"),
        ("Đảng ủy xã Tân Văn", Level.COMMUNE, None),
        ("Tạp chí Quản lý nhà nước", None, None),
    ],
)
def test_a_name_tells_level_and_province(name: str, level: Level | None, province: str | None) -> None:
    found = province_of(name, "http://127.0.0.1", catalogue(HERE).provinces.values())
    assert (level_of(name), found.code if found else None) == (level, province)


def test_a_host_tells_the_province_too() -> None:
    found = province_of("Huyện ủy", "https://binhgia.langson.gov.vn", catalogue(HERE).provinces.values())
    assert found and found.name == "Lạng Sơn"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("<title>Trang chủ - Huyện ủy Bình Gia</title>", "Huyện ủy Bình Gia"),
        ("<meta property='og:site_name' content='Tỉnh ủy'><title>Tin tức</title>", "Tỉnh ủy"),
        ("<title>Trang chủ</title>", "huyenuy.vn"),
        ("<p>", "huyenuy.vn"),
    ],
)
def test_a_portal_is_called_what_it_says_of_itself(head: str, name: str) -> None:
    answer = Response(URL, URL, 200, "text/html; charset=utf-8", f"<html><head>{head}</head></html>".encode())
    assert name_of(answer.root, "huyenuy.vn") == name

"""What sitemaps name."""

from __future__ import annotations

import gzip
import time
from datetime import date, datetime

import pytest

from crawler.discovery import loose_xml, sitemaps
from crawler.discovery.named_articles import name_entries
from crawler.discovery.sitemaps import read_sitemap
from tests.crawler.discovery.sites import HOST, make_site

SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)
FILE = f"""<?xml version="1.0"?>
<urlset {SPACES}><url><loc>{HOST}/tin/cu.html</loc><lastmod>2019-01-02</lastmod></url>
<url><loc>{HOST}/tin/khong-ngay.html</loc></url>
<url><loc>/tin/moi.html</loc><lastmod>2022-06-23T20:00:00Z</lastmod>
 <image:image><image:loc>{HOST}/anh.jpg</image:loc><image:title>Ảnh</image:title></image:image></url>
<url><loc>{HOST}/tin/thoi-su.html</loc><news:news><news:publication_date>2022-06-20</news:publication_date>
 <news:title>Thời &amp;amp; sự</news:title></news:news></url><url><loc>{HOST}/gioi-thieu</loc></url></urlset>"""


def test_entries_come_newest_first_and_a_change_is_no_publication() -> None:
    entries = read_sitemap(FILE.encode(), f"{HOST}/sitemap.xml").entries
    assert [entry.url.rpartition("/")[2] for entry in entries] == [
        "moi.html", "thoi-su.html", "cu.html", "khong-ngay.html", "gioi-thieu",
    ]  # fmt: skip
    assert [(entry.published, entry.changed) for entry in entries[:2]] == [
        (None, date(2022, 6, 24)),
        (date(2022, 6, 20), None),
    ]
    assert [entry.title for entry in entries[:2]] == [None, "Thời & sự"]


def test_what_did_not_change_since_is_left_for_other_runs() -> None:
    entries = read_sitemap(FILE.encode(), HOST).entries
    reading = name_entries(entries, make_site(), since=date(2022, 6, 22))
    assert {article.address.rpartition("/")[2] for article in reading.articles} == {
        "moi.html", "thoi-su.html", "khong-ngay.html",
    }  # fmt: skip
    assert reading.ignored == {"older than since": 1, "no article": 1}


def test_an_index_names_its_files_with_their_changes() -> None:
    index = (
        f"<sitemapindex {SPACES}><sitemap><loc>/s1.xml.gz</loc><lastmod>2022-06-23T20:00:00+07:00</lastmod></sitemap>"
    )
    parts = read_sitemap(
        gzip.compress((index + "<sitemap><loc>/s2.xml</loc></sitemap></sitemapindex>").encode()), HOST
    ).parts
    assert [part.url for part in parts] == [f"{HOST}/s1.xml.gz", f"{HOST}/s2.xml"]
    assert [part.changed for part in parts] == [datetime.fromisoformat("2022-06-23T20:00:00+07:00"), None]


def test_plain_text_and_what_is_no_sitemap() -> None:
    assert [entry.url for entry in read_sitemap(f"{HOST}/a\n{HOST}/b\n".encode(), HOST).entries] == [
        f"{HOST}/a",
        f"{HOST}/b",
    ]
    for body in (b"", b"<html><p>Not Found<br>", b"{}"):
        assert read_sitemap(body, HOST).entries == []


def test_bombs_and_cut_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = gzip.compress(FILE.encode())
    with pytest.raises(ValueError, match="broken gzip"):
        read_sitemap(packed[:40], HOST)
    monkeypatch.setattr(loose_xml, "MAX_SIZE", 200)
    with pytest.raises(ValueError, match="larger than 200 bytes"):
        read_sitemap(packed, HOST)


@pytest.mark.parametrize("inside", [b"<a/>" * 200_000, b"<url><loc>/tin/9.html</loc>" + b"<a/>" * 200_000 + b"</url>"])
def test_what_is_no_entry_is_neither_kept_nor_read_for_long(inside: bytes) -> None:
    began = time.process_time()
    assert len(read_sitemap(gzip.compress(b"<urlset>" + inside + b"</urlset>"), HOST).entries) <= 1
    assert time.process_time() - began < 0.5


def test_of_a_file_beyond_the_protocols_bound_the_rest_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "MAX_ENTRIES", 2)
    assert len(read_sitemap(FILE.encode(), HOST).entries) == 2

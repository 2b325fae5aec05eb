"""One answer of a portal can't keep a crawl busy: links, entries, depth and text are bounded."""

from __future__ import annotations

import time

import pytest

from crawler.discovery.bounds import MAX_FEED_ENTRIES, MAX_LINKS
from crawler.discovery.feeds import read_feed
from crawler.discovery.list_page import parse, read_list
from crawler.discovery.named_articles import ListReading
from crawler.discovery.paging import list_page
from tests.crawler.discovery.test_list_page import SITE

URL = "https://hanam.gov.vn/Pages/tin.aspx"
SECONDS = 4.0
"""Of processor time; the longest takes 0.9."""


def read(body: str) -> ListReading:
    """What a page names, read in bounded time."""
    began = time.process_time()
    reading = read_list(parse(body), URL, list_page(URL, SITE), SITE)
    assert time.process_time() - began < SECONDS
    return reading


def links(number: int) -> str:
    return "".join(f"<a href='/Pages/{one}.aspx'>Bài viết {one}</a>" for one in range(number))


@pytest.mark.parametrize(
    ("body", "articles", "reason"),
    [
        ("<div>" + "<a href='/Pages/1.aspx'></a>" * 30_000 + "</div>", 1, "behind the first 5,000 links"),
        ("<div>" * 2_000 + links(6_000), 0, "in more than 200 elements"),
        ("".join(f"<div><a href='/Pages/{one}.aspx'>Bài {one}</a>" for one in range(6_000)), 198, "in more than 200"),
        (links(30_000), MAX_LINKS, "behind the first 5,000 links"),
    ],
    ids=["one article", "deep", "deeper and deeper", "many articles"],
)
def test_lists_made_against_us(body: str, articles: int, reason: str) -> None:
    reading = read(body)
    assert len(reading.articles) == articles
    assert any(why.startswith(reason) for why in reading.ignored)


def test_a_page_of_tags(caplog: pytest.LogCaptureFixture) -> None:
    assert read("<a>" * 1_000_000).articles == []
    assert "the first 600000 are read" in caplog.text


def test_a_feed_of_too_many_entries(caplog: pytest.LogCaptureFixture) -> None:
    item = b"<item><link>https://hanam.gov.vn/Pages/1.aspx</link></item>"
    assert len(list(read_feed(b"<rss>" + item * 20_000 + b"</rss>", URL))) == MAX_FEED_ENTRIES
    assert f"Only the first {MAX_FEED_ENTRIES} entries" in caplog.text

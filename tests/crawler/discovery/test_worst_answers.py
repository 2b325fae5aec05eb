"""The worst lists, feeds and sitemaps that the bounds let through: what one of them costs the process of a crawl.

Lists and feeds are read in that process, and not in children: nothing else of the crawl goes on meanwhile. So each must
be read in seconds; what takes longer, for a reason that nobody thought of, the watchdog ends (crawler/run/watchdog.py).
"""

from __future__ import annotations

import logging
import os
import resource
import time
from collections.abc import Callable
from datetime import UTC, datetime
from gzip import compress
from pathlib import Path

import pytest

from crawler.discovery.feeds import read_feed
from crawler.discovery.list_page import parse, read_list
from crawler.discovery.paging import list_page
from crawler.discovery.postback import next_postback
from crawler.discovery.sitemaps import read_sitemap
from crawler.exploring.explorer import Explorer
from crawler.settings import DOWNLOAD_MAXSIZE
from tests.crawler.discovery.test_list_page import SITE

pytestmark = pytest.mark.slow

SECONDS = 5.0
"""Of processor time. On a machine with other work beside, the longest took 2.9 (long addresses, boxes in boxes), the
others 0.1 to 2.5; a sitemap whose entries are 145 elements deep had taken 37, one with pictures 10.8."""
MEGABYTES = 300
"""More than before; most took less than 100, a feed of a million attributes 220."""
URL = "https://hanam.gov.vn/Pages/tin.aspx"
WORDS = "công tác xây dựng Đảng 16/10/2021 "
SUMMARY = WORDS * 10
MANY = " ".join(f"a{number}='1'" for number in range(400))
QUERY = "&".join(f"a{number}=1" for number in range(60))

Making = Callable[[], str]


def link(number: int) -> str:
    return f"<a href='/Pages/{number}.aspx'>Bài viết số {number} về công tác xây dựng Đảng</a>"


def item(number: int) -> str:
    return f"<li>{link(number)} <i>0{number % 9 + 1}/05/2021</i><p>{SUMMARY}</p></li>"


def box(number: int) -> str:
    return "<div>" * 18 + link(number) + WORDS + "</div>" * 18


def deep_box(number: int) -> str:
    return "<div>" * 150 + "".join(map(link, range(number * 40, number * 40 + 40))) + "</div>" * 150


def form() -> str:
    following = "<a href=\"javascript:__doPostBack('a','')\">2</a>"
    return "<form><input name=__VIEWSTATE>" + many(lambda at: f"<input name=a{at} value=x>", 90_000) + following


def many(one: Callable[[int], str], number: int) -> str:
    return "".join(map(one, range(number)))


def feed(one: Callable[[int], str], number: int = 5_000) -> Making:
    return lambda: f"<rss>{many(lambda at: f'<item><link>/Pages/{at}.aspx</link>{one(at)}</item>', number)}</rss>"


def sitemap(one: Callable[[int], str], number: int = 50_000) -> Making:
    return lambda: f"<urlset>{many(lambda at: f'<url><loc>{URL}/{at}</loc>{one(at)}</url>', number)}</urlset>"


LISTS: dict[str, Making] = {
    "items": lambda: many(item, 10_000),
    "deep": lambda: "<div>" * 198 + many(item, 10_000),
    "boxes in boxes": lambda: many(box, 5_000),
    "deep boxes": lambda: many(deep_box, 125),
    "one article": lambda: "<div>" + f"<p>{link(1)} {WORDS * 5}</p>" * 10_000,
    "long addresses": lambda: many(lambda at: f"<a href='/Pages/{at}.aspx?{QUERY}'>Bài viết</a>", 5_000),
    "attributes": lambda: many(lambda at: f"<p {MANY[:800]}>{link(at)}</p>", 5_000),
    "text": lambda: (link(1) + WORDS * 100) * 6_000,
    "a form": form,
}
FEEDS: dict[str, Making] = {
    "summaries": feed(
        lambda at: f"<title>Bài {at}</title><pubDate>Thu, 14 Oct 2021 09:20:00 GMT</pubDate>{SUMMARY * 8}"
    ),
    "tags": feed(lambda _: "<a/>" * 280),
    "escaped titles": feed(lambda _: f"<title>{'&lt;b&gt;' * 400}</title>"),
    "empty entries": lambda: "<rss>" + "<item/>" * 1_400_000 + "</rss>",
    "attributes": lambda: "<rss>" + f"<item {MANY}/>" * 4_000 + "</rss>",
    "unpacked": feed(lambda _: f"<description>{'x' * 10_000}</description>"),
}
SITEMAPS: dict[str, Making] = {
    "news": sitemap(
        lambda at: f"<lastmod>2021-10-14T09:20:{at % 60:02}+07:00</lastmod><title>Bài {at} {WORDS}</title>"
    ),
    "pictures": sitemap(lambda _: f"<lastmod>2021-10-14</lastmod>{'<image><loc>x</loc></image>' * 6}"),
    "deep": sitemap(lambda _: "<a>" * 145 + "</a>" * 145, 5_100),
    "wrong times": sitemap(lambda _: f"<lastmod>{'1' * 40}</lastmod>"),
    "ampersands": sitemap(lambda _: "<title>a&b&c&eacute;&d&e&f&g&h&i</title>"),
    "lines": lambda: many(lambda at: f"{URL}/{at}?{'a' * 900}\n", 50_000),
}


def costs(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of CPU and MB of memory that it takes, in a process of its own."""
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        logging.disable()
        try:
            held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
            began = time.process_time()
            work()
            took = time.process_time() - began
            more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - held
            os.write(sending, f"{took} {more / 1e6}".encode())
        finally:
            os._exit(0)
    os.close(sending)
    os.waitpid(child, 0)
    said = os.read(receiving, 100).decode()
    os.close(receiving)
    seconds, megabytes = map(float, said.split())
    return seconds, megabytes


def bytes_of(text: str) -> bytes:
    """An answer as large as one may be; what is larger comes packed."""
    body = text.encode()
    return body if len(body) <= DOWNLOAD_MAXSIZE else compress(body[: 50 << 20], 1)


def read_as_list(text: str) -> None:
    root = parse(text)
    page = list_page(URL, SITE)
    read_list(root, URL, page, SITE)
    next_postback(root, URL, page, SITE)


def explore(text: str) -> None:
    Explorer(SITE, [], {}, datetime.now(UTC)).read(parse(text), URL, bytes(32), None, ())


@pytest.mark.parametrize("reading", [read_as_list, explore])
@pytest.mark.parametrize("name", LISTS)
def test_the_worst_lists(reading: Callable[[str], None], name: str) -> None:
    text = LISTS[name]()[:DOWNLOAD_MAXSIZE]
    seconds, megabytes = costs(lambda: reading(text))
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


@pytest.mark.parametrize("name", FEEDS)
def test_the_worst_feeds(name: str) -> None:
    body = bytes_of(FEEDS[name]())
    seconds, megabytes = costs(lambda: list(read_feed(body, URL)))
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


@pytest.mark.parametrize("name", SITEMAPS)
def test_the_worst_sitemaps(name: str) -> None:
    body = bytes_of(SITEMAPS[name]())
    seconds, megabytes = costs(lambda: read_sitemap(body, URL))
    assert seconds < SECONDS
    assert megabytes < MEGABYTES

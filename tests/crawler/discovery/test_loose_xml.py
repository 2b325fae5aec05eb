"""Feeds and sitemaps that are no well-formed XML: what they name is read all the same."""

from __future__ import annotations

import codecs
import gzip

import pytest

from crawler.discovery import loose_xml
from crawler.discovery.feeds import read_feed
from crawler.discovery.sitemaps import read_sitemap
from tests.crawler.discovery.sites import HOST

LINK = f"{HOST}/tin/xem.aspx?id=2&amp;muc=5"
FEED = f"<rss version='2.0'><channel><item><title>Bản tin Huyện ủy</title><link>{LINK}</link></item></channel></rss>"
SITEMAP = f"<urlset><url><loc>{LINK}</loc></url></urlset>"
SAYS_UTF_16 = '<?xml version="1.0" encoding="utf-16"?>'
WARNING = "<br />\n<b>Warning</b>: Cannot modify header information [0] in /home/x.php on line 3<br />\n"

LOOSE = {
    "well-formed": FEED.encode(),
    "says UTF-16 and is UTF-8": f"{SAYS_UTF_16}{FEED}".encode(),
    "is UTF-16 with a mark": f"{SAYS_UTF_16}{FEED}".encode("utf-16"),
    "is UTF-16 without a mark": f"{SAYS_UTF_16}{FEED}".encode("utf-16-le"),
    "has a mark": codecs.BOM_UTF8 + FEED.encode(),
    "says what it is": f"<?xml version='1.0' encoding='windows-1258'?>{FEED}".replace("ả", "a").replace("ệ", "e")
    .replace("ủ", "u").encode("cp1258"),
    "blank lines before its declaration": f"\n \n<?xml version='1.0'?>{FEED}".encode(),
    "a warning before it": f"{WARNING}<?xml version='1.0'?>{FEED}".encode(),
    "a bare ampersand": FEED.replace("&amp;", "&").encode(),
    "entities of HTML": FEED.replace("tin Huyện", "tin&nbsp;Huyện &ndash; &x; &").encode(),
    "control characters": FEED.replace("tin Huyện", "tin\x0b Huyện\x03").encode(),
    "a DOCTYPE": f"<!DOCTYPE rss [<!ENTITY nbsp '&#160;'>]>{FEED}".replace("tin Huyện", "tin&nbsp;Huyện").encode(),
    "names in capitals": FEED.replace("item", "ITEM").replace("link", "LINK").replace("<rss", "<RSS").encode(),
    "compressed": gzip.compress(FEED.encode()),
    "compressed twice": gzip.compress(gzip.compress(FEED.encode())),
    "something behind its gzip": gzip.compress(FEED.encode()) + b"<!-- Cached -->",
    "cut off": FEED.encode()[:-30],
    "a few broken bytes": FEED.replace("Huyện", "Huy#n ệệệ").encode().replace(b"#", b"\xe0"),
}  # fmt: skip


@pytest.mark.parametrize("body", LOOSE.values(), ids=list(LOOSE))
def test_a_feed_is_read_however_it_was_written(body: bytes) -> None:
    (entry,) = read_feed(body, f"{HOST}/rss")
    assert entry.url == f"{HOST}/tin/xem.aspx?id=2&muc=5"
    assert (entry.title or "").startswith(("Bản tin", "Ban tin"))


def test_so_is_a_sitemap() -> None:
    bodies = {
        "says UTF-16 and is UTF-8": f"{SAYS_UTF_16}{SITEMAP}".encode(),
        "a warning before it": f"{WARNING}{SITEMAP}".encode(),
        "a bare ampersand": SITEMAP.replace("&amp;", "&").encode(),
        "names in capitals": SITEMAP.replace("url", "URL").replace("loc", "LOC").encode(),
        "another namespace": SITEMAP.replace("<urlset", "<urlset xmlns='https://www.sitemaps.org/x'").encode(),
        "something behind its gzip": gzip.compress(SITEMAP.encode()) + b"<!-- Cached -->",
        "lines around its address": SITEMAP.replace(LINK, f"\n  <![CDATA[\n{LINK.replace('&amp;', '&')} ]]>").encode(),
    }
    for how, body in bodies.items():
        assert [entry.url for entry in read_sitemap(body, HOST).entries] == [f"{HOST}/tin/xem.aspx?id=2&muc=5"], how


def test_what_stands_in_cdata_is_left_as_it_is() -> None:
    body = FEED.replace(LINK, f"<![CDATA[\n {HOST}/tin/a.html?x=1&copy;=2 \n]]>").encode()
    assert [entry.url for entry in read_feed(body, HOST)] == [f"{HOST}/tin/a.html?x=1&copy;=2"]


def test_links_are_relative_to_the_base_that_the_feed_names() -> None:
    body = f"<feed xml:base='{HOST}/tin/'><entry><link rel='self' href='/x'/><link href='a.html'/></entry></feed>"
    assert [entry.url for entry in read_feed(body.encode(), f"{HOST}/rss")] == [f"{HOST}/tin/a.html"]


def test_a_list_of_addresses_may_have_a_mark() -> None:
    body = codecs.BOM_UTF8 + f"{HOST}/a\r\n{HOST}/b\r\n".encode()
    assert [entry.url for entry in read_sitemap(body, HOST).entries] == [f"{HOST}/a", f"{HOST}/b"]


def test_the_year_1_is_no_date() -> None:
    body = FEED.replace("<link>", "<pubDate>Mon, 01 Jan 0001 00:00:00 GMT</pubDate><link>").encode()
    assert [entry.published for entry in read_feed(body, HOST)] == [None]
    dated = f"<urlset><url><loc>{HOST}/a</loc><lastmod>0001-01-01T00:00:00</lastmod></url></urlset>"
    assert [entry.changed for entry in read_sitemap(dated.encode(), HOST).entries] == [None]


def test_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loose_xml, "MAX_SIZE", 100)
    with pytest.raises(ValueError, match="larger than 100 bytes"):
        list(read_feed(gzip.compress(b" " * 101), HOST))
    laughs = "<!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>" + FEED.replace("Bản tin", "&b;")
    (entry,) = read_feed(laughs.encode(), HOST)
    assert "haha" not in (entry.title or "")

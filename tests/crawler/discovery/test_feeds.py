"""What feeds name, and where pages say that they are."""

from __future__ import annotations

from datetime import date

from crawler.discovery.feeds import feed_links, read_feed
from crawler.discovery.list_page import parse
from crawler.discovery.named_articles import name_entries
from tests.crawler.discovery.sites import HOST, make_site

RSS = """
<?xml version="1.0" encoding="utf-8"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Tin</title><link>https://hanam.gov.vn/</link>
<item><title>Hội nghị &amp;quot;tổng kết&amp;quot; &lt;b&gt;năm&lt;/b&gt;</title><link>/tin/a.html?utm_source=rss</link>
 <pubDate>Thu, 23 Jun 2022 18:30:00 +0000</pubDate></item>
<item><title>Hai &x;</title><guid>https://hanam.gov.vn/tin/b.html</guid><dc:date>2022-06-22T08:00:00+07:00</dc:date></item>
<item><title>Không địa chỉ</title><guid isPermaLink="false">77</guid></item>
<item><title>Ngoài</title><link>https://khac.vn/tin/c.html</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">Ba</title>
<link rel="enclosure" href="/anh.jpg"/><link href="/tin/d.html"/><updated>2022-06-30T00:00:00Z</updated></entry>
<entry><title>Tư</title><link rel="alternate" href="/tin/e.html"/>
<published>2022-06-21T23:00:00Z</published></entry></feed>"""


def test_rss_names_articles_with_title_and_day_in_vietnam() -> None:
    reading = name_entries(read_feed(RSS.encode(), f"{HOST}/feed/"), make_site())
    first, second = reading.articles
    assert (first.address, first.title, first.listed) == (
        f"{HOST}/tin/a.html",
        'Hội nghị "tổng kết" năm',
        date(2022, 6, 24),
    )
    assert first.spellings == (f"{HOST}/tin/a.html?utm_source=rss",)
    assert (second.address, second.listed) == (f"{HOST}/tin/b.html", date(2022, 6, 22))
    assert "root:" not in str(second.title)
    assert reading.ignored == {"other host": 1}


def test_the_day_of_the_last_change_is_not_that_of_publication() -> None:
    listed = {entry.url: entry.published for entry in read_feed(ATOM.encode(), HOST)}
    assert listed == {f"{HOST}/tin/d.html": None, f"{HOST}/tin/e.html": date(2022, 6, 22)}


def test_what_is_no_feed_names_nothing() -> None:
    for body in (b"", b"   ", b"<html><body><p>404<br></body>", b"\x00\xff\xfe", b"{}"):
        assert list(read_feed(body, HOST)) == []


def test_the_head_of_a_page_names_its_feeds_but_not_those_of_comments() -> None:
    head = """<link rel="alternate" type="application/rss+xml" href="/feed/"><link rel="stylesheet" href="/a.css">
    <link rel="ALTERNATE" type="application/atom+xml" href="atom.xml"><link rel="alternate" hreflang="en" href="/en">
    <link rel="alternate" type="application/rss+xml" href="/comments/feed/">
    <link rel="alternate" type="application/rss+xml" title="Dòng bình luận" href="/feed/2">"""
    assert feed_links(parse(f"<html><head>{head}</head></html>"), f"{HOST}/x/") == [
        f"{HOST}/feed/",
        f"{HOST}/x/atom.xml",
    ]

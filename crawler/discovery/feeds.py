"""RSS and Atom: what a feed names, and where pages say that their feeds are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from html import unescape

from lxml import etree
from lxml.etree import _Element

from crawler.discovery.bounds import MAX_FEED_ENTRIES, entries
from crawler.discovery.dates import date_in
from crawler.discovery.named import Entry, absolute
from seeds.clock import VIETNAM

_PUBLISHED = ("pubdate", "published", "issued", "date")  # `updated` is the day of the last change
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_COMMENTS = re.compile(r"/comments?/|bình luận", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def read_feed(body: bytes, base: str) -> Iterator[Entry]:
    """The entries of a feed, in its order; none where `body` is no feed. Entities stay unread, nothing is fetched."""
    for item in entries(body.strip(), "item", "entry", most=MAX_FEED_ENTRIES):
        if link := _link(item):
            yield Entry(absolute(base, link), _title(item), _published(item))


def feed_links(root: _Element, base: str) -> list[str]:
    """Addresses of the feeds that a page's head names; feeds of comments are left out."""
    found = []
    for link in root.iter("link"):
        href, kind = link.get("href") or "", (link.get("type") or "").lower()
        is_feed = "alternate" in (link.get("rel") or "").lower().split() and kind in _FEED_TYPES
        if href and is_feed and not _COMMENTS.search(f"{href} {link.get('title') or ''}"):
            found.append(absolute(base, href.strip()))
    return list(dict.fromkeys(found))


def shown_day(text: str) -> date | None:
    """The day in Vietnam of a time as feeds and sitemaps write it (RFC 822 or ISO); None if it is none."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            when = read(text.strip())
            return when.astimezone(VIETNAM).date() if when.tzinfo else when.date()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return date_in(text)


def plain(text: str) -> str | None:
    """A title without markup and escapes; None where nothing is left."""
    return " ".join(unescape(_TAG.sub("", unescape(text))).split()) or None


def _link(item: _Element) -> str | None:
    for link in item.iterchildren("{*}link"):
        if link.get("rel", "alternate") == "alternate" and (found := link.get("href") or link.text):
            return str(found).strip()
    guid = item.find("{*}guid")
    is_address = guid is not None and guid.get("isPermaLink") != "false" and (guid.text or "").strip()
    return str(is_address) if is_address else None


def _title(item: _Element) -> str | None:
    title = item.find("{*}title")
    return plain("".join(map(str, title.itertext()))) if title is not None else None


def _published(item: _Element) -> date | None:
    texts = {etree.QName(child).localname.lower(): child.text for child in item.iterchildren("{*}*")}
    return next((day for name in _PUBLISHED if (day := shown_day(texts.get(name) or ""))), None)

"""RSS and Atom: the entries of a feed, and the links by which pages announce their feeds."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from itertools import islice

from lxml.etree import _Element

from crawler.discovery.bounds import MAX_FEED_ENTRIES, bounded_xml
from crawler.discovery.loose_xml import local_name, parse_xml, unzipped
from crawler.discovery.named_articles import Entry, absolute
from seeds.dates import day_stated

logger = logging.getLogger(__name__)

_PUBLISHED = ("pubdate", "published", "issued", "date")  # `updated` is the day of the last change
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_COMMENTS = re.compile(r"/comments?/|[?&]feed=comments|bình luận", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def read_feed(body: bytes, base: str) -> Iterator[Entry]:
    """Yield the entries of a feed, in its order; none where `body` is no feed, however loosely it is read.

    Raises ValueError where it is broken gzip, or larger than loose_xml.MAX_SIZE.
    """
    root = parse_xml(bounded_xml(unzipped(body), "item", "entry"), base)
    items = (one for one in root.iter() if local_name(one) in ("item", "entry")) if root is not None else iter(())
    for item in islice(items, MAX_FEED_ENTRIES):
        if address := _address(item, base):
            yield Entry(address, _title(item), _published(item))
    if next(items, None) is not None:
        logger.warning("Only the first %d entries of the feed at %s are read", MAX_FEED_ENTRIES, base)


def feed_links(root: _Element, base: str) -> list[str]:
    """Return the addresses of the feeds that a page's head names; feeds of comments are left out."""
    found = []
    for link in root.iter("link"):
        href, kind = link.get("href") or "", (link.get("type") or "").lower()
        is_feed = "alternate" in (link.get("rel") or "").lower().split() and kind in _FEED_TYPES
        if href and is_feed and not _COMMENTS.search(f"{href} {link.get('title') or ''}"):
            found.append(absolute(base, href.strip()))
    return list(dict.fromkeys(found))


def plain(text: str) -> str | None:
    """Strip markup and escapes from a title; None where nothing is left."""
    return " ".join(unescape(_TAG.sub("", unescape(text))).split()) or None


def _address(item: _Element, base: str) -> str | None:
    """Return the address of an entry's page: its link, else its permanent identifier."""
    for link in _children(item, "link"):
        href = link.get("href") or link.text or ""
        if href.strip() and link.get("rel", "alternate") == "alternate":
            return absolute(link.base or base, href.strip())
    for guid in _children(item, "guid"):
        if guid.get("isPermaLink") != "false" and (guid.text or "").strip():
            return absolute(guid.base or base, (guid.text or "").strip())
    return None


def _title(item: _Element) -> str | None:
    title = next(_children(item, "title"), None)
    return plain("".join(map(str, title.itertext()))) if title is not None else None


def _published(item: _Element) -> date | None:
    texts = {local_name(child): child.text for child in item.iterchildren()}
    return next((day for name in _PUBLISHED if (day := day_stated(texts.get(name) or ""))), None)


def _children(item: _Element, name: str) -> Iterator[_Element]:
    return (child for child in item.iterchildren() if local_name(child) == name)

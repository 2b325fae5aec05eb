"""Sitemaps: indexes, plain and gzipped files, news sitemaps, lists of addresses in plain text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from itertools import islice
from typing import Any

from lxml import etree
from lxml.etree import _Element

from crawler.discovery.bounds import MAX_ENTRIES, MAX_PARTS, bounded_xml
from crawler.discovery.feeds import plain
from crawler.discovery.loose_xml import local_name, unzipped, well_formed
from crawler.discovery.named_articles import Entry, absolute
from seeds.dates import day_stated, parse_stated

_NAMES = tuple(f"{{*}}{name}" for name in ("url", "Url", "URL", "sitemap", "Sitemap", "SITEMAP"))


@dataclass(frozen=True, slots=True)
class Part:
    """A further sitemap file that an index names."""

    url: str
    changed: datetime | None


@dataclass(slots=True)
class SitemapReading:
    """The entries and further files that one sitemap file names."""

    entries: list[Entry] = field(default_factory=list)
    """Entries, newest change first; those without a date last, in their order."""
    parts: list[Part] = field(default_factory=list)


def read_sitemap(body: bytes, base: str) -> SitemapReading:
    """Parse one file. Raises ValueError where it is larger than the protocol allows, or broken gzip."""
    text = well_formed(bounded_xml(unzipped(body), "url", "sitemap"))
    reading = SitemapReading()
    if text[:4].lower() == b"http":
        lines = text.decode("utf-8", "replace").split(None, MAX_ENTRIES)[:MAX_ENTRIES]
        reading.entries = [Entry(line) for line in lines]
        return reading
    for element in islice(_elements(text), MAX_ENTRIES):
        texts = _texts(element)
        url = absolute(base, texts.get("loc", ""))
        if local_name(element) == "sitemap":
            reading.parts.append(Part(url, _moment(texts.get("lastmod", ""))))
        else:
            reading.entries.append(_entry(url, texts))
        _forget(element)
    reading.entries.sort(key=_newness, reverse=True)
    return reading


def _newness(entry: Entry) -> int:
    day = entry.published or entry.changed
    return day.toordinal() if day else 0


def _entry(url: str, texts: dict[str, str]) -> Entry:
    """Make an entry. The day of the last change is not that of publication, which only news sitemaps give."""
    published = day_stated(texts.get("publication_date", ""))
    return Entry(url, plain(texts.get("title", "")), published, day_stated(texts.get("lastmod", "")))


def _elements(text: bytes) -> Iterator[_Element]:
    options: dict[str, Any] = {"resolve_entities": False, "no_network": True, "recover": True, "huge_tree": False}
    for _, element in etree.iterparse(BytesIO(text or b"<none/>"), tag=_NAMES, **options):
        yield element


def _texts(element: _Element) -> dict[str, str]:
    """Return the texts of the elements within `element`, by name; those within a picture or film are left out."""
    found: dict[str, str] = {}
    within: list[_Element] = [element]
    left_out: _Element | None = None
    for child in islice(element.iterdescendants(), MAX_PARTS):
        parent = child.getparent()
        while within[-1] is not parent:
            if within.pop() is left_out:
                left_out = None
        within.append(child)
        name = local_name(child)
        if left_out is None:
            found.setdefault(name, (child.text or "").strip())
            left_out = child if name in ("image", "video") else None
    return found


def _forget(element: _Element) -> None:
    """Free an element that was read: files may hold 50,000 of them."""
    element.clear()
    while element.getprevious() is not None and (parent := element.getparent()) is not None:
        del parent[0]


def _moment(text: str) -> datetime | None:
    moment = parse_stated(text)
    return moment.at if moment else None

"""Sitemaps: indexes, plain and gzipped files, news sitemaps, lists of addresses in plain text."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from itertools import islice

from lxml import etree
from lxml.etree import _Element

from crawler.discovery.bounds import MAX_ENTRIES, MAX_PARTS, entries
from crawler.discovery.feeds import plain, shown_day
from crawler.discovery.named import Entry, absolute
from seeds.clock import VIETNAM

MAX_SIZE = 50 * 1024 * 1024
"""Bytes of one file, uncompressed: the protocol's own bound (sitemaps.org)."""
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Part:
    """A further file that an index names."""

    url: str
    changed: datetime | None


@dataclass(slots=True)
class SitemapReading:
    """What one file names."""

    entries: list[Entry] = field(default_factory=list)
    """Newest change first; those without a date last, in their order."""
    parts: list[Part] = field(default_factory=list)


def read_sitemap(body: bytes, base: str) -> SitemapReading:
    """Reads one file. Raises ValueError where it is larger than the protocol allows, or broken gzip."""
    text = _unzipped(body).strip()
    reading = SitemapReading()
    if text[:4].lower() == b"http":
        lines = islice(text.decode("utf-8", "replace").split(), MAX_ENTRIES)
        reading.entries = [Entry(line) for line in lines]
        return reading
    for element in entries(text, "url", "sitemap", most=MAX_ENTRIES):
        texts = _texts(element)
        url = absolute(base, texts.get("loc", ""))
        if etree.QName(element).localname == "sitemap":
            reading.parts.append(Part(url, _moment(texts.get("lastmod", ""))))
        else:
            reading.entries.append(_entry(url, texts))
    reading.entries.sort(key=_newness, reverse=True)
    return reading


def _newness(entry: Entry) -> int:
    day = entry.published or entry.changed
    return day.toordinal() if day else 0


def _entry(url: str, texts: dict[str, str]) -> Entry:
    """The day of the last change is not that of publication; only news sitemaps tell that."""
    published = shown_day(texts.get("publication_date", ""))
    return Entry(url, plain(texts.get("title", "")), published, shown_day(texts.get("lastmod", "")))


def _texts(element: _Element) -> dict[str, str]:
    """What stands in `element`, by name; of a picture or film in it, nothing."""
    found: dict[str, str] = {}
    for child in islice(element.iter("{*}*"), MAX_PARTS):
        within = {etree.QName(holder).localname for holder in child.iterancestors("{*}image", "{*}video")}
        if not within:
            found.setdefault(etree.QName(child).localname, (child.text or "").strip())
    return found


def _unzipped(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        return body
    try:
        text = gzip.GzipFile(fileobj=BytesIO(body)).read(MAX_SIZE + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"it is broken gzip: {error}") from None
    if len(text) > MAX_SIZE:
        raise ValueError(f"it is larger than {MAX_SIZE} bytes")
    return text


def _moment(text: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=VIETNAM)

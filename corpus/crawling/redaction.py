"""Redaction of stored pages: links and titles that name a page that was taken down are cut out.

Other pages of the site are redacted, and its lists and feeds.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from unicodedata import normalize
from urllib.parse import quote, unquote, urljoin, urlsplit

from sqlalchemy import Connection, select, update

from corpus.crawling.bodies import Unpacker, store_bodies
from corpus.database.tables import Body, Page, PageAlias, Snapshot, Takedown

_SAFE = "/?=&;@:+,!~*'()$"
NOT_KEPT = b"<!-- not kept: it names a page that was taken down -->"
"""Replacement for a list's or feed's body, which may have the whole text; it is never cleaned."""
SHORTEST_TITLE = 12
"""Letters below which a title is not searched for: other titles contain it, too."""
BATCH = 50
"""Bodies read at once."""
_LINK = re.compile(rb"<a\b[^<>]*+>", re.IGNORECASE)
_HREF = re.compile(rb"""\bhref\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """Addresses and titles that name pages that were taken down."""

    addresses: frozenset[str] = frozenset()
    """Addresses of the pages: path and query, unescaped."""
    titles: frozenset[str] = frozenset()

    def in_body(self, body: bytes) -> bool:
        """Check whether a body may name one of the pages."""
        return any(needle in body for needle in self._needles())

    def cut_from(self, body: bytes, url: str) -> bytes:
        """Return the page of `url` without links to the pages that were taken down, and without their titles."""
        if not self.in_body(body):
            return body
        for title in _spellings(self.titles):
            body = body.replace(title, b"")
        return b"".join(self._without_links(body, url))

    def _needles(self) -> Iterator[bytes]:
        """Yield the titles, and the end of each address in its spellings: its query, else the last part of its path."""
        yield from _spellings(self.titles)
        for address in self.addresses:
            path, _, query = address.partition("?")
            end = query or path.rstrip("/").rpartition("/")[2] or path
            yield from (
                form.encode() for form in (end, escape(end), quote(end, safe=_SAFE), quote(end, safe=_SAFE).lower())
            )

    def _without_links(self, body: bytes, url: str) -> Iterator[bytes]:
        lower, at = body.lower(), 0
        for link in _LINK.finditer(body):
            if link.start() < at or not self._leads_here(link[0], url):
                continue
            end = lower.find(b"</a", link.end())
            closing = body.find(b">", end) if end >= 0 else -1
            yield body[at : link.start()]
            at = closing + 1 if closing >= 0 else link.end()
        yield body[at:]

    def _leads_here(self, link: bytes, url: str) -> bool:
        href = _HREF.search(link)
        written = next(filter(None, href.groups()), b"") if href else b""
        try:
            return address_of(urljoin(url, unescape(written.decode("utf-8", "replace")).strip())) in self.addresses
        except ValueError:
            return False


@dataclass(slots=True)
class Redacted:
    """Counts of what was cut out of other pages."""

    lists: int = 0
    """Captures of lists and feeds whose bodies were replaced."""
    pages: int = 0
    """Captures of other pages that were rewritten."""
    hashes: set[bytes] = field(default_factory=set)
    """Hashes of the bodies that were replaced or rewritten."""


def address_of(url: str) -> str:
    """Return path and query of an address, unescaped, for comparison."""
    parts = urlsplit(url)
    return normalize("NFC", unquote(parts.path or "/") + (f"?{unquote(parts.query)}" if parts.query else ""))


def named(conn: Connection, pages: Sequence[int], titles: Collection[str] = ()) -> Named:
    """Collect what names these pages: their addresses in all spellings, and the titles that are long enough."""
    urls = [*conn.scalars(select(Page.url).where(Page.id.in_(pages)))]
    urls += conn.scalars(select(PageAlias.url).where(PageAlias.page_id.in_(pages)))
    long = frozenset(title.strip() for title in titles if len(title.strip()) >= SHORTEST_TITLE)
    return Named(frozenset(map(address_of, urls)), long)


def taken_down(conn: Connection, site: str) -> Named:
    """Collect what names the pages of a site that were taken down; their titles are no longer known."""
    pages = list(
        conn.scalars(select(Takedown.page_id).join(Page, Page.id == Takedown.page_id).where(Page.site == site))
    )
    return named(conn, pages) if pages else Named()


def redact(conn: Connection, site: str, what: Named) -> Redacted:
    """Cut what names these pages out of everything that is stored of a site."""
    done = Redacted()
    stored = select(Snapshot.id).join(Page, Page.id == Snapshot.page_id).where(Page.site == site).order_by(Snapshot.id)
    ids = list(conn.scalars(stored))
    unpack = Unpacker(conn)
    for at in range(0, len(ids), BATCH):
        columns = select(Snapshot.id, Snapshot.url, Snapshot.role, Snapshot.body_hash, Body.zstd, Body.dictionary_id)
        rows = columns.join(Body, Body.hash == Snapshot.body_hash).where(Body.zstd.is_not(None))
        for row in conn.execute(rows.where(Snapshot.id.in_(ids[at : at + BATCH]))).all():
            body = unpack(row.zstd, row.dictionary_id)
            new = redacted(body, row.url, row.role, what)
            if new == body:
                continue
            (digest,) = store_bodies(conn, [new])
            conn.execute(update(Snapshot).where(Snapshot.id == row.id).values(body_hash=digest))
            done.hashes.add(row.body_hash)
            done.lists += row.role != "item"
            done.pages += row.role == "item"
    return done


def redacted(body: bytes, url: str, role: str, what: Named) -> bytes:
    """Redact a body: a list or feed that names such a page becomes NOT_KEPT, an item loses only links and titles."""
    if role == "item":
        return what.cut_from(body, url)
    return NOT_KEPT if what.in_body(body) else body


def _spellings(titles: Collection[str]) -> Iterator[bytes]:
    for title in titles:
        for form in dict.fromkeys((title, normalize("NFC", title), normalize("NFD", title))):
            yield from dict.fromkeys((form.encode(), escape(form).encode(), escape(form, quote=False).encode()))

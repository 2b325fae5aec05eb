"""What names a page that was taken down, cut out of stored pages: links in other pages, lists and feeds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from unicodedata import normalize
from urllib.parse import quote, unquote, urljoin, urlsplit

from sqlalchemy import Connection, select, update

from corpus.bodies import Unpacker, store_bodies
from corpus.models import Body, Page, PageAlias, Snapshot, Takedown

_SAFE = "/?=&;@:+,!~*'()$"
NOT_KEPT = b"<!-- not kept: it names a page that was taken down -->"
"""Stands in place of a list's or feed's body: it may tell the whole text, and is never cleaned."""
SHORTEST_TITLE = 12
"""Letters: what is shorter stands in other titles, too."""
BATCH = 50
"""Bodies read at once."""
_LINK = re.compile(rb"<a\b[^<>]*+>", re.IGNORECASE)
_HREF = re.compile(rb"""\bhref\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """By what pages that were taken down are named."""

    addresses: frozenset[str] = frozenset()
    """Path and query, unescaped."""
    titles: frozenset[str] = frozenset()

    def in_body(self, body: bytes) -> bool:
        """Whether a body may name one of them."""
        return any(needle in body for needle in self._needles())

    def cut_from(self, body: bytes, url: str) -> bytes:
        """The page of `url` without the links that lead to them, and without their titles."""
        if not self.in_body(body):
            return body
        for title in _spellings(self.titles):
            body = body.replace(title, b"")
        return b"".join(self._without_links(body, url))

    def _needles(self) -> Iterator[bytes]:
        """Titles, and the end of each address, as it may be written: its query, else the last part of its path."""
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
    """What was cut out of other pages."""

    lists: int = 0
    """Captures of lists and feeds, whose bodies are gone."""
    pages: int = 0
    """Captures of other pages, which were rewritten."""
    hashes: set[bytes] = field(default_factory=set)
    """Of the bodies that stood there before."""


def address_of(url: str) -> str:
    """Path and query of an address, without escapes: what is compared."""
    parts = urlsplit(url)
    return normalize("NFC", unquote(parts.path or "/") + (f"?{unquote(parts.query)}" if parts.query else ""))


def named(conn: Connection, pages: Sequence[int], titles: Collection[str] = ()) -> Named:
    """By what these pages are named: their addresses in all spellings, and titles that are known."""
    urls = [*conn.scalars(select(Page.url).where(Page.id.in_(pages)))]
    urls += conn.scalars(select(PageAlias.url).where(PageAlias.page_id.in_(pages)))
    long = frozenset(title.strip() for title in titles if len(title.strip()) >= SHORTEST_TITLE)
    return Named(frozenset(map(address_of, urls)), long)


def taken_down(conn: Connection, site: str) -> Named:
    """By what all pages of a site that were taken down are named; of their titles nothing is known any more."""
    pages = list(
        conn.scalars(select(Takedown.page_id).join(Page, Page.id == Takedown.page_id).where(Page.site == site))
    )
    return named(conn, pages) if pages else Named()


def redact(conn: Connection, site: str, what: Named) -> Redacted:
    """Cut what names pages out of everything that is stored of a site."""
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
    """A body as it may be stored: of lists and feeds that name such a page nothing, of others all but what names it."""
    if role == "item":
        return what.cut_from(body, url)
    return NOT_KEPT if what.in_body(body) else body


def _spellings(titles: Collection[str]) -> Iterator[bytes]:
    for title in titles:
        for form in dict.fromkeys((title, normalize("NFC", title), normalize("NFD", title))):
            yield from dict.fromkeys((form.encode(), escape(form).encode(), escape(form, quote=False).encode()))

"""Snapshots for the normaliser: pending ones claimed in batches, or cleaned ones read to be cleaned again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Any

from sqlalchemy import BigInteger, Connection, Select, exists, func, literal, or_, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased

from corpus.articles.records import EXTRACTED_TEXT, Hints
from corpus.articles.records import Page as PageRecord
from corpus.crawling.bodies import Unpacker
from corpus.database.tables import Article, Body, Page, Snapshot

MOST_TEXTS = 200
"""Extracted texts of a portal that are compared with each other, at most."""
_PAGE_LOCKS = 0x7468 << 48  # the page's id is added: advisory locks of the pages that are being cleaned


BATCH_BYTES = 16 << 20
"""Bytes of bodies read at once: memory holds them unpacked, and a second time on the way to the child processes. 32
real pages have some 2 to 4 MB; a single body may have 20 MB."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A snapshot to be cleaned, with all that the normaliser may know about it."""

    snapshot_id: int
    page_id: int
    site: str
    url: str
    """Canonical address of the snapshot's page."""
    content_type: str | None
    body: bytes
    body_hash: bytes
    fetched_at: datetime
    hints: Hints

    def page(self) -> PageRecord:
        """Return the snapshot as input for `normalise`."""
        return PageRecord(self.url, self.body, self.content_type, self.fetched_at, self.hints)


def page_lock(page_id: Any) -> Any:
    """Return the number of the advisory lock that protects a page while it is cleaned."""
    return literal(_PAGE_LOCKS, BigInteger) + page_id


def claim(
    conn: Connection, batch: int, sites: Sequence[str] | None = None, after: Collection[str] = ()
) -> list[Pending]:
    """Claim at most `batch` pending snapshots, oldest first, until the caller's transaction ends.

    Snapshots of the sites in `after` come only where no other site has any. The bodies have at most BATCH_BYTES
    together, unless the first alone has more; the other snapshots are released when the transaction ends.

    A worker that dies releases its claims by dying. No two workers get snapshots of one page at once, so that a page's
    captures are published in their order. An empty list while `waiting()` is above zero means that other workers hold
    the rest: end the transaction and ask again in a moment.
    """
    pending: Any = select(Snapshot.id, Snapshot.page_id).where(Snapshot.state == "pending")
    if sites is not None or after:
        pending = pending.join(Page, Page.id == Snapshot.page_id)
    if sites is not None:
        pending = pending.where(Page.site.in_(sites))
    found = _claim(conn, pending.where(Page.site.not_in(after)), batch) if after else []
    return found or _claim(conn, pending, batch)


def _claim(conn: Connection, pending: Select[Any], batch: int) -> list[Pending]:
    locked = (
        pending.order_by(Snapshot.fetched_at, Snapshot.id).limit(batch).with_for_update(of=Snapshot, skip_locked=True)
    )
    rows = locked.cte("locked").prefix_with("MATERIALIZED", dialect="postgresql")
    mine = select(rows.c.id).where(func.pg_try_advisory_xact_lock(page_lock(rows.c.page_id)))
    ids = list(conn.scalars(mine))
    return _read(conn, _snapshots().where(Snapshot.id.in_(ids)).order_by(Snapshot.fetched_at, Snapshot.id))


def waiting(conn: Connection, sites: Sequence[str] | None = None) -> int:
    """Count the pending snapshots, including those that workers hold."""
    statement = select(func.count()).select_from(Snapshot).where(Snapshot.state == "pending")
    if sites is not None:
        statement = statement.join(Page, Page.id == Snapshot.page_id).where(Page.site.in_(sites))
    return int(conn.execute(statement).scalar_one())


def walk(
    conn: Connection,
    after: tuple[int, int],
    batch: int,
    sites: Sequence[str] | None = None,
    *,
    not_by_layout: int | None = None,
) -> list[Pending]:
    """Read at most `batch` cleaned snapshots, to be cleaned again, after the cursor `after`.

    The cursor is (page id, snapshot id) of the last snapshot; begin with (0, 0). The bodies have at most BATCH_BYTES
    together, unless the first alone has more.

    Only snapshots that can still decide a page's article come: the one that the article was made from and all later
    ones, or all where there is no article; of identical bodies the newest. `not_by_layout` leaves out what that layout
    of the site has cleaned.
    """
    newer = aliased(Snapshot)
    repeated = exists().where(
        newer.page_id == Snapshot.page_id,
        newer.body_hash == Snapshot.body_hash,
        newer.state.in_(["article", "rejection"]),
        tuple_(newer.fetched_at, newer.id) > tuple_(Snapshot.fetched_at, Snapshot.id),
    )
    statement = (
        _snapshots()
        .outerjoin(Article, Article.page_id == Snapshot.page_id)
        .where(Snapshot.state.in_(["article", "rejection"]))
        .where(tuple_(Snapshot.page_id, Snapshot.id) > tuple_(*after))
        .where(or_(Article.page_id.is_(None), Snapshot.fetched_at >= Article.captured_at))
        .where(~repeated)
    )
    if sites is not None:
        statement = statement.where(Page.site.in_(sites))
    if not_by_layout is not None:
        statement = statement.where(Snapshot.layout.is_distinct_from(not_by_layout))
    return _read(conn, statement.order_by(Snapshot.page_id, Snapshot.id).limit(batch))


def texts(conn: Connection, site: str) -> list[bytes]:
    """Return a portal's newest pages that exist only as extracted texts: what they have in common is boilerplate."""
    extracted = Snapshot.headers["content-type"].astext == EXTRACTED_TEXT
    newest = _snapshots().where(Page.site == site, extracted).order_by(Snapshot.id.desc()).limit(MOST_TEXTS)
    return [found.body for found in _read(conn, newest)]


def one(conn: Connection, snapshot_id: int) -> Pending | None:
    """Return one snapshot, whatever its state, without claiming it; None where it is gone."""
    found = _read(conn, _snapshots().where(Snapshot.id == snapshot_id))
    return found[0] if found else None


def several(conn: Connection, snapshot_ids: Sequence[int]) -> list[Pending]:
    """Return these snapshots in this order, whatever their state, without claiming them; missing ones are left out.

    The bodies have at most BATCH_BYTES together, unless the first alone has more: the last snapshots may be left out.
    """
    ids = list(snapshot_ids)
    in_order = func.array_position(literal(ids, ARRAY(BigInteger)), Snapshot.id)
    return _read(conn, _snapshots().where(Snapshot.id.in_(ids)).order_by(in_order))


def _snapshots() -> Select[Any]:
    return (
        select(Snapshot, Body.zstd, Body.dictionary_id, Page.site, Page.url.label("page_url"))
        .add_columns(Page.listed_title, Page.listed_date, Page.section)
        .join(Page, Page.id == Snapshot.page_id)
        .join(Body, Body.hash == Snapshot.body_hash)
        .where(Snapshot.role == "item", Body.zstd.is_not(None))
    )


def _read(conn: Connection, statement: Select[Any]) -> list[Pending]:
    """Read snapshots with their bodies, from the first on, as many as have BATCH_BYTES together, but one at least."""
    sizes = conn.execute(statement.with_only_columns(Snapshot.id, Body.size)).all()
    sums = accumulate(row.size for row in sizes)
    ids = [row.id for row, so_far in zip(sizes, sums, strict=True) if so_far <= BATCH_BYTES or row is sizes[0]]
    unpack = Unpacker(conn)
    return [
        Pending(
            snapshot_id=row.id,
            page_id=row.page_id,
            site=row.site,
            url=row.page_url,
            content_type=_content_type(row.headers),
            body=unpack(row.zstd, row.dictionary_id),
            body_hash=row.body_hash,
            fetched_at=row.fetched_at,
            hints=Hints(row.listed_title, row.listed_date, tuple(row.section)),
        )
        for row in conn.execute(statement.where(Snapshot.id.in_(ids)))
    ]


def _content_type(headers: dict[str, Any]) -> str | None:
    value = headers.get("content-type")
    return str(value[0]) if isinstance(value, list) and value else value or None

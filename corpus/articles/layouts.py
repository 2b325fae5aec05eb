"""Stored layouts of portals: the one in force, and the captures that the next is learned from.

`normalize.layouts` gives them their meaning: here they are JSON with a number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, literal, select, update
from sqlalchemy.dialects.postgresql import distinct_on, insert

from corpus.database import sanitize
from corpus.database.tables import Body, Layout, Page, Snapshot

SAMPLE = 300
"""Pages that a layout is learned from, at most: some 10 s of work."""
UNKNOWN = 150
"""Further pages that fitted no template, at most: they show a new template on a portal of ten thousand pages."""
KEPT = 10
"""Layouts of a site that are kept, the newest."""
_LOCK = 0x6C79 << 48  # "ly": advisory locks under which a site's layouts are written


@dataclass(frozen=True, slots=True)
class Stored:
    """A site's layout as stored."""

    number: int
    hash: str
    templates: list[dict[str, Any]]
    learned_from: str
    captures: int
    held_because: str | None


@dataclass(frozen=True, slots=True)
class Sample:
    """The captures that a layout is learned from."""

    snapshots: tuple[int, ...]

    @property
    def hash(self) -> str:
        """Identity of the sample: a hash of its snapshots."""
        return hashlib.sha256(",".join(map(str, sorted(self.snapshots))).encode()).hexdigest()[:16]


def numbers(conn: Connection, sites: Collection[str]) -> dict[str, int]:
    """Return the numbers of the layouts in force, by site; sites without one are left out."""
    found = select(Layout.site, func.max(Layout.number)).where(Layout.site.in_(sites), Layout.held_because.is_(None))
    return {row[0]: row[1] for row in conn.execute(found.group_by(Layout.site))}


def get(conn: Connection, site: str, number: int | None = None) -> Stored | None:
    """Return a site's layout of this number, by default the one in force; None where there is none."""
    wanted = select(*_COLUMNS).where(Layout.site == site)
    wanted = wanted.where(Layout.held_because.is_(None) if number is None else Layout.number == number)
    row = conn.execute(wanted.order_by(Layout.number.desc()).limit(1)).one_or_none()
    return Stored(*row) if row else None


def newest(conn: Connection, site: str) -> Stored | None:
    """Return a site's newest layout, in force or held; None where there is none."""
    row = conn.execute(
        select(*_COLUMNS).where(Layout.site == site).order_by(Layout.number.desc()).limit(1)
    ).one_or_none()
    return Stored(*row) if row else None


_COLUMNS = (Layout.number, Layout.hash, Layout.templates, Layout.learned_from, Layout.captures, Layout.held_because)


def sample(conn: Connection, site: str) -> Sample:
    """Choose the newest captures of the first pages by key (a hash), and of pages that fitted no template.

    The choice does not depend on the order in which pages arrived.
    """
    captures = _captures(site)
    first = conn.scalars(select(captures.c.id).order_by(captures.c.key).limit(SAMPLE))
    unknown = captures.c.layout.is_not(None) & captures.c.template.is_(None)
    others = conn.scalars(select(captures.c.id).where(unknown).order_by(captures.c.key).limit(UNKNOWN))
    return Sample(tuple(dict.fromkeys((*first, *others))))


def _captures(site: str) -> Any:
    newest_ones = (
        select(Snapshot.id, Snapshot.layout, Snapshot.template, Page.key)
        .join(Page, Page.id == Snapshot.page_id)
        .join(Body, Body.hash == Snapshot.body_hash)
        .where(Page.site == site, Snapshot.role == "item", Body.zstd.is_not(None))
        .ext(distinct_on(Snapshot.page_id))
        .order_by(Snapshot.page_id, Snapshot.fetched_at.desc(), Snapshot.id.desc())
    )
    return newest_ones.subquery()


def store(
    conn: Connection,
    site: str,
    hash_: str,
    templates: Sequence[dict[str, Any]],
    sample: Sample,
    held_because: str | None = None,
) -> tuple[int, bool]:
    """Store a learned layout; return its number, and whether that number is new.

    A layout with the hash of the newest one, and held or in force like it, keeps the newest one's number.
    """
    conn.execute(select(func.pg_advisory_xact_lock(literal(_LOCK) + func.hashtext(site))))
    last = newest(conn, site)
    if last is not None and last.hash == hash_ and (last.held_because is None) == (held_because is None):
        here = (Layout.site == site, Layout.number == last.number)
        said = {
            "learned_from": sample.hash,
            "captures": len(sample.snapshots),
            "templates": sanitize.json(list(templates)),
        }
        conn.execute(update(Layout).where(*here).values(said))
        return last.number, False
    number = _free_number(conn, site, last)
    row = {"site": site, "number": number, "hash": hash_, "templates": sanitize.json(list(templates))}
    row |= {"learned_from": sample.hash, "captures": len(sample.snapshots), "held_because": held_because}
    conn.execute(insert(Layout).values(row))
    conn.execute(delete(Layout).where(Layout.site == site, Layout.number <= number - KEPT))
    return number, True


def _free_number(conn: Connection, site: str, last: Stored | None) -> int:
    """Return a number that no capture was cleaned by, even where the layout of that number is deleted."""
    used = select(func.max(Snapshot.layout)).join(Page, Page.id == Snapshot.page_id).where(Page.site == site)
    return max(last.number if last else 0, conn.scalar(used) or 0) + 1


def forget(conn: Connection, pages: Sequence[int]) -> int:
    """Delete the layouts that were learned from any of these pages, so that new ones are learned; return how many."""
    gone = 0
    for page in pages:
        shown = Layout.templates.contains([{"pages": [page]}])
        gone += conn.execute(delete(Layout).where(shown)).rowcount
    return gone


def left_behind(conn: Connection, sites: Sequence[str] | None = None) -> list[str]:
    """List the sites (None: of all) with cleaned captures that the layout in force, if any, did not clean."""
    in_force = select(Layout.site, func.max(Layout.number).label("number")).where(Layout.held_because.is_(None))
    current = in_force.group_by(Layout.site).subquery()
    behind = (
        select(Page.site)
        .join(Snapshot, Snapshot.page_id == Page.id)
        .outerjoin(current, current.c.site == Page.site)
        .where(Snapshot.state.in_(["article", "rejection"]), Snapshot.layout.is_distinct_from(current.c.number))
        .distinct()
        .order_by(Page.site)
    )
    return list(conn.scalars(behind if sites is None else behind.where(Page.site.in_(sites))))

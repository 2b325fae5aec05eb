"""The stored map of an explored portal, and its lists that are due.

Nothing here commits: the caller's transaction does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, Connection, LargeBinary, any_, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert

from corpus.crawling.bodies import Unpacker
from corpus.crawling.page_store import store_found
from corpus.crawling.records import Found, Role
from corpus.database import sanitize
from corpus.database.tables import AddressClass, Body, IdleParameter, Page, Snapshot

MOST_EXAMPLES = 5
"""Pages kept of each class as evidence."""
SAME = 2
"""Pairs of addresses that show one page, with no counterexample, that prove that a parameter changes nothing."""
MOST_CLASSES = 2_000
"""Classes read of one site: a portal that makes up addresses must not fill the crawler's memory."""


@dataclass(slots=True)
class ClassRecord:
    """One class of a portal's addresses, and what its pages turned out to be."""

    shape: str
    headline: bool
    """True where links to these addresses are headlines; False where they are short, as in menus."""
    example: str
    fetched: int = 0
    articles: int = 0
    lists: int = 0
    duplicates: int = 0
    others: int = 0
    closed: str | None = None
    """Reason why the class's addresses are left alone; None: they are requested."""
    at: datetime | None = None
    """Time of the last write; None: never written."""
    pages: list[int] = field(default_factory=list)
    """Ids of some of the class's pages, as evidence."""


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page that an earlier run stored."""

    key: bytes
    url: str
    headers: Mapping[str, Any]
    body: bytes


@dataclass(slots=True)
class Votes:
    """Numbers of pairs of addresses that differ in one parameter alone: with one page, and with two."""

    same: int = 0
    differing: int = 0

    @property
    def is_idle(self) -> bool:
        """True where the portal has shown that the parameter changes nothing: twice, with nothing against it."""
        return self.same >= SAME and not self.differing


def read_classes(conn: Connection, site: str) -> list[ClassRecord]:
    """Return the map of a site, the classes with the most articles first."""
    statement = select(AddressClass).where(AddressClass.site == site)
    ordered = statement.order_by(AddressClass.articles.desc(), AddressClass.fetched.desc(), AddressClass.shape)
    return [
        ClassRecord(
            row.shape, row.headline, row.example, row.fetched, row.articles, row.lists, row.duplicates, row.others,
            row.closed, row.at, list(row.pages),
        )
        for row in conn.execute(ordered.limit(MOST_CLASSES))
    ]  # fmt: skip


def write_classes(conn: Connection, site: str, run_id: int | None, classes: Collection[ClassRecord]) -> None:
    """Write classes of a site's map over their stored rows."""
    for one in sorted(classes, key=lambda one: (one.shape, one.headline)):
        values = {
            "example": sanitize.text(one.example), "fetched": one.fetched, "articles": one.articles, "lists": one.lists,
            "duplicates": one.duplicates, "others": one.others, "closed": one.closed, "run_id": run_id,
            "pages": one.pages[:MOST_EXAMPLES],
        }  # fmt: skip
        key = {"site": site, "shape": sanitize.text(one.shape), "headline": one.headline}
        conn.execute(
            insert(AddressClass)
            .values(**key, **values)
            .on_conflict_do_update(index_elements=[*key], set_={**values, "at": func.now()})
        )


def read_parameters(conn: Connection, site: str) -> dict[str, Votes]:
    """Return the votes on the portal's query parameters, by name."""
    rows = conn.execute(select(IdleParameter).where(IdleParameter.site == site))
    return {row.name: Votes(row.same, row.differing) for row in rows}


def write_parameters(conn: Connection, site: str, votes: Mapping[str, Votes]) -> None:
    """Write the votes on the portal's query parameters."""
    for name, one in sorted(votes.items()):
        values = {"same": one.same, "differing": one.differing}
        statement = insert(IdleParameter).values(site=site, name=sanitize.text(name), **values)
        conn.execute(statement.on_conflict_do_update(index_elements=["site", "name"], set_=values))


def pages_named(conn: Connection, site: str, title: str, but: int) -> list[StoredPage]:
    """Return the newest captures of other item pages that links with the text `title` led to, three at most."""
    newest = select(func.max(Snapshot.id)).where(Snapshot.page_id == Page.id).correlate(Page).scalar_subquery()
    statement = (
        select(Page.key, Page.url, Snapshot.headers, Body.zstd, Body.dictionary_id)
        .join(Snapshot, Snapshot.id == newest)
        .join(Body, Body.hash == Snapshot.body_hash)
        .where(Page.site == site, Page.listed_title == sanitize.text(title), Page.id != but, Page.role == Role.ITEM)
        .where(Page.leads_to.is_(None), Page.fetched_at.is_not(None), Body.zstd.is_not(None))
        .order_by(Page.id)
        .limit(3)
    )
    unpack = Unpacker(conn)
    return [
        StoredPage(row.key, row.url, row.headers, unpack(row.zstd, row.dictionary_id))
        for row in conn.execute(statement)
    ]


def open_starts(
    conn: Connection, site: str, starts: Sequence[Found], run_id: int | None, key_rules: int, now: datetime
) -> None:
    """Write a site's start pages as lists that are due at `now`."""
    store_found(conn, site, starts, run_id, key_rules)
    _set_due(conn, site, [one.key for one in starts], now)


def reopen_lists(conn: Connection, site: str, keys: Collection[bytes], at: datetime) -> None:
    """Make lists due that were fetched before `at`, since a page before them names something new."""
    _set_due(conn, site, keys, at, fetched_before=at)


def rest_lists(conn: Connection, site: str, keys: Collection[bytes]) -> None:
    """Take lists off the schedule: they are further pages of other lists."""
    _set_due(conn, site, keys, None)


def _set_due(
    conn: Connection,
    site: str,
    keys: Collection[bytes],
    at: datetime | None,
    fetched_before: datetime | None = None,
) -> None:
    wanted = Page.key == any_(literal(sorted(keys), ARRAY(LargeBinary)))
    statement = update(Page).where(Page.site == site, wanted, Page.role == Role.LIST, Page.leads_to.is_(None))
    if fetched_before is not None:
        statement = statement.where(Page.fetched_at < fetched_before)
    conn.execute(statement.values(due_at=at))


def put_off(conn: Connection, page_id: int, until: datetime) -> None:
    """Leave a page alone until the given moment."""
    conn.execute(update(Page).where(Page.id == page_id).values(due_at=until))

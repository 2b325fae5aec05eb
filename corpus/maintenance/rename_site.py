"""Renaming of a site: everything that the corpus has of it moves to the new id."""

from __future__ import annotations

from sqlalchemy import Connection, Table, delete, func, select, update

from corpus.crawling import sites
from corpus.database import tables
from corpus.database.tables import Base, CrawlRun, Page
from seeds.config.site import Site
from seeds.errors import UsageError


def rename(conn: Connection, old: str, new: Site) -> dict[str, int]:
    """Move the rows of site `old` to `new`, whose file gives its facts; return how many moved, by table.

    In the caller's transaction, all or nothing. Raises UsageError where there is nothing to move, or where the new name
    has pages already.
    """
    if conn.scalar(select(tables.Site.id).where(tables.Site.id == old)) is None:
        raise UsageError(f"The corpus has no site {old!r}.", "`tinhuy status` lists its sites.")
    if there := conn.scalar(select(func.count()).select_from(Page).where(Page.site == new.id)):
        raise UsageError(
            f"The corpus has {there:,} pages under the name {new.id!r} already.",
            "Two sites can't be merged this way.",
        )
    sites.sync(conn, [new])
    moved = {}
    for table, column in _naming_a_site():
        done = conn.execute(update(table).where(table.c[column] == old).values({column: new.id}))
        moved[table.name] = done.rowcount
    conn.execute(delete(tables.Site).where(tables.Site.id == old))
    return moved


def hosts_of(conn: Connection, site_id: str) -> set[str]:
    """Return the hosts on which crawls of a site are recorded as running."""
    running = select(CrawlRun.host).where(CrawlRun.site == site_id, CrawlRun.ended_at.is_(None))
    return set(conn.scalars(running))


def _naming_a_site() -> list[tuple[Table, str]]:
    """List every table and column that refers to a site, by foreign key, so that a new one is not forgotten."""
    return [
        (table, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(reference.column.table.name == "site" for reference in column.foreign_keys)
    ]

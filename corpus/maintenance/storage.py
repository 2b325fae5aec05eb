"""Disk space that the corpus takes, by table and by site."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select, table, text


@dataclass(frozen=True, slots=True)
class TableSize:
    """Size of a table on disk in bytes, including room of deleted rows that is not used again yet."""

    table: str
    rows: int
    """Number of rows: counted where the table is small, else the planner's estimate."""
    total: int
    indexes: int


@dataclass(frozen=True, slots=True)
class SiteSize:
    """The stored pages of a site; a body that two sites show counts for both."""

    site: str
    captures: int
    bodies: int
    """Distinct bodies."""
    raw: int
    """Bytes as the portal sent them, each body once."""
    stored: int
    """Bytes of the bodies, compressed."""
    thinned: int
    """Bodies whose bytes were deleted to save room."""
    with_dictionary: int


SMALL = 16 * 1024 * 1024
"""Size in bytes up to which a table's rows are counted: that takes milliseconds, and the planner may have no estimate
yet."""

_TABLES = text("""
    SELECT n.nspname, c.relname, c.reltuples::bigint, pg_total_relation_size(c.oid), pg_indexes_size(c.oid)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname IN ('public', 'jobs')
    ORDER BY 4 DESC, 2
""")

_SITES = text("""
    WITH shown AS (
        SELECT p.site, s.body_hash, count(*) AS captures
        FROM snapshot s JOIN page p ON p.id = s.page_id GROUP BY 1, 2)
    SELECT w.site, sum(w.captures)::bigint, count(*), sum(b.size)::bigint,
        coalesce(sum(octet_length(b.zstd)), 0)::bigint, count(b.thinned_at), count(b.dictionary_id)
    FROM shown w JOIN body b ON b.hash = w.body_hash
    GROUP BY 1 ORDER BY 5 DESC, 1
""")


def by_table(conn: Connection) -> list[TableSize]:
    """List every table, the largest first."""
    return [
        TableSize(name, _rows(conn, space, name, estimated, total - indexes), total, indexes)
        for space, name, estimated, total, indexes in conn.execute(_TABLES).all()
    ]


def _rows(conn: Connection, space: str, name: str, estimated: int, size: int) -> int:
    if estimated >= 0 and size > SMALL:
        return estimated
    return conn.scalar(select(func.count()).select_from(table(name, schema=space))) or 0


def by_site(conn: Connection) -> list[SiteSize]:
    """List every site that has stored pages, the largest first. Reads all captures, but none of the bodies."""
    return [SiteSize(*row) for row in conn.execute(_SITES)]

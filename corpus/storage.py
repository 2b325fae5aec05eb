"""How much room the corpus takes, by table and by site."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text


@dataclass(frozen=True, slots=True)
class TableSize:
    """Bytes on disk of a table; what was deleted and not yet used again counts."""

    table: str
    rows: int
    """As the planner estimates them."""
    total: int
    indexes: int


@dataclass(frozen=True, slots=True)
class SiteSize:
    """The stored pages of a site; a body that two sites show counts for both."""

    site: str
    captures: int
    bodies: int
    """Different ones."""
    raw: int
    """Bytes as the portal sent them, each body once."""
    stored: int
    """Bytes that they take, compressed."""
    thinned: int
    """Bodies whose bytes were deleted to save room."""
    with_dictionary: int


_TABLES = text("""
    SELECT c.relname, greatest(c.reltuples, 0)::bigint, pg_total_relation_size(c.oid), pg_indexes_size(c.oid)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname IN ('public', 'jobs')
    ORDER BY 3 DESC, 1
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
    """Every table, the largest first."""
    return [TableSize(*row) for row in conn.execute(_TABLES)]


def by_site(conn: Connection) -> list[SiteSize]:
    """Every site that has stored pages, the largest first. It reads all captures, but none of the bodies."""
    return [SiteSize(*row) for row in conn.execute(_SITES)]

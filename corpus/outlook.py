"""What is ahead of a corpus: pages that older rules cleaned, and how fast it grows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

SPAN = timedelta(days=28)
"""The newest weeks that growth is taken from: long enough for weekends and months, short enough for what is new."""
YOUNG = timedelta(days=7)
"""A corpus that is younger says nothing of its growth: its first days are its backlog."""

_OLDER = text("""
    SELECT count(*), count(*) FILTER (WHERE n.rules_number < :rules)
    FROM snapshot n JOIN page p ON p.id = n.page_id JOIN body b ON b.hash = n.body_hash
    WHERE n.role = 'item' AND n.state <> 'pending' AND b.thinned_at IS NULL
        AND (CAST(:sites AS text[]) IS NULL OR p.site = ANY(CAST(:sites AS text[])))
""")
_GROWTH = text("""
    SELECT now() AS now, min(fetched_at) AS first, count(*) AS captures,
        count(*) FILTER (WHERE fetched_at > now() - :span) AS recent, pg_database_size(current_database()) AS bytes
    FROM snapshot
""")


@dataclass(frozen=True, slots=True)
class Recleaning:
    """Captures that can be cleaned once more."""

    captures: int
    older: int
    """Those of them that rules of a lower number cleaned."""


@dataclass(frozen=True, slots=True)
class Growth:
    """The room that the database takes, and takes more of."""

    bytes: int
    bytes_a_day: int | None
    """None where the corpus is too young to tell. Its share of captures that the newest SPAN brought, in its size."""

    def days_left(self, free: int) -> int | None:
        """In how many days so many free bytes are taken; None where that can't be told, or the corpus does not grow."""
        return int(free / self.bytes_a_day) if self.bytes_a_day else None


def recleaning(conn: Connection, rules: int, sites: list[str] | None = None) -> Recleaning:
    """Count what `normalize --again` would clean, by the number of the present rules; of all sites, if None."""
    return Recleaning(*conn.execute(_OLDER, {"rules": rules, "sites": sites}).one())


def growth(conn: Connection) -> Growth:
    """Estimate how fast the database grows."""
    row = conn.execute(_GROWTH, {"span": SPAN}).one()
    age = _age(row.now, row.first)
    if age < YOUNG or not row.captures:
        return Growth(row.bytes, None)
    days = min(age, SPAN) / timedelta(days=1)
    return Growth(row.bytes, int(row.bytes * row.recent / row.captures / days))


def _age(now: datetime, first: datetime | None) -> timedelta:
    return now - first if first is not None else timedelta(0)

"""Outlook of a corpus: pages that older rules cleaned, and how fast it grows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

SPAN = timedelta(days=28)
"""Newest weeks that growth is estimated from: long enough for weekends and months, short enough for what is new."""
YOUNG = timedelta(days=7)
"""Age below which a corpus says nothing about its growth: its first days are its backlog."""

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
    """Captures that can be cleaned again."""

    captures: int
    older: int
    """Captures that rules of a lower number cleaned."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Size and growth of the database."""

    bytes: int
    bytes_a_day: int | None
    """Growth in bytes a day: the size, times the share of captures that came within SPAN, divided by the days. None
    where the corpus is too young to tell."""

    def days_left(self, free: int) -> int | None:
        """Estimate in how many days `free` bytes are used up; None where growth is unknown or zero."""
        return int(free / self.bytes_a_day) if self.bytes_a_day else None


def recleaning(conn: Connection, rules: int, sites: list[str] | None = None) -> Recleaning:
    """Count the captures that `normalize --again` would clean, and those of them that rules below `rules` cleaned.

    `sites`: None for all.
    """
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

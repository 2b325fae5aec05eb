"""Counts of hits: how they are spread over sites, provinces and years, and how they rise and fall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, text

from corpus.search.narrowing import Narrowing
from corpus.search.query import parse
from seeds.errors import UsageError

COUNTED = 10_000
"""Newest hits that facets are counted of, at most."""

_FACETS = text(
    "SELECT * FROM public.search_facets(query => :query, site => :site, since => :since, until => :until,"
    " province => :province, level => :level, section => :section, language => :language, year => :year,"
    " cites => :cites, most => :most)"
)
_TREND = text(
    "SELECT * FROM public.search_trend(query => :query, by => :by, per => :per, site => :site, since => :since,"
    " until => :until, province => :province, level => :level, section => :section, language => :language)"
)


@dataclass(frozen=True, slots=True)
class Facets:
    """How hits are spread."""

    number: int
    """Hits that were counted."""
    exact: bool
    """False where there are more: the newest ones were counted."""
    values: dict[str, dict[str, int]]
    """By "site", "province" (its name before July 2025) and "year": articles of each value, most first."""


@dataclass(frozen=True, slots=True)
class Point:
    """Hits in one month or year, of all portals or of one site or province."""

    period: str
    of: str | None
    articles: int
    all_articles: int
    """All articles of that time and place, whatever they say: what `articles` is a share of."""


def facets(conn: Connection, query: str, within: Narrowing) -> Facets:
    """Count the newest hits by site, province and year. Raises UsageError as `search` does."""
    within.check(conn)
    parse(conn, query)
    rows = conn.execute(_FACETS, {"query": query.replace("\0", " "), "most": COUNTED} | within.parameters()).all()
    values: dict[str, dict[str, int]] = {"site": {}, "province": {}, "year": {}}
    for row in rows[1:]:
        values[row.facet][row.value] = row.articles
    return Facets(rows[0].articles, rows[0].value == "exact", values)


def trend(
    conn: Connection,
    query: str,
    within: Narrowing,
    by: Literal["month", "year"] = "year",
    per: Literal["site", "province"] | None = None,
) -> list[Point]:
    """Count all hits by month or year, each beside all articles of that time and place.

    Raises UsageError for a query that asks for no word, and for limits that a trend does not know.
    """
    within.check(conn)
    parse(conn, query)
    if not query.strip():
        raise UsageError("There is nothing to count.", "Give at least one word: tinhuy trend chuyển đổi số")
    if within.cites or within.year:
        raise UsageError("A trend has no --cites and no --year.", "Use --since and --until.")
    given = {"query": query.replace("\0", " "), "by": by, "per": per} | within.parameters()
    return [Point(*row) for row in conn.execute(_TREND, given)]

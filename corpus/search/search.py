"""Search in the articles. Words typed with diacritics match exactly (in either tone placement), others without.

`search()` in schema.sql finds and ranks, for people at psql and for us; here its hits are read, and what matched is
marked. The newest `WINDOW` matching articles are ranked, not all of them: those whose words stand side by side as in
the query first, then by where in title and lead they stand. `since`, `until` and the other limits move that window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, text

from corpus.articles import citations
from corpus.articles.records import display_title
from corpus.database.tables import Article, Page
from corpus.search.highlight import Highlighted, concordance, highlight, snippet
from corpus.search.narrowing import Narrowing
from corpus.search.query import Term, cited, parse

WINDOW = 500
"""Newest matching articles that are ranked, at most."""

_SEARCH = text(
    "SELECT * FROM public.search(query => :query, site => :site, since => :since, until => :until,"
    " province => :province, level => :level, section => :section, language => :language, year => :year,"
    " cites => :cites, newest_first => :newest_first, most => :most, skip => :skip)"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that matches."""

    page_id: int
    site: str
    url: str
    title: Highlighted
    """Title; for an article without one, the first words of its lead or text."""
    has_title: bool
    snippet: Highlighted
    """Part of lead and text with the most matches."""
    published_at: datetime | None
    published_precision: str | None
    rank: float
    document: str | None = None
    """Which of the documents of the cited number it cites, by its name, if articles that cite one were asked for."""
    places: list[Highlighted] = field(default_factory=list)
    """Keyword in context: every place in lead and text that matches, if that was asked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one query, the best first."""

    hits: list[Hit] = field(default_factory=list)
    number: int = 0
    """Articles that match."""
    more: bool = False
    """True where there are more than `number`."""


def search(
    conn: Connection,
    query: str,
    within: Narrowing | None = None,
    limit: int = 20,
    offset: int = 0,
    newest_first: bool = False,
    context: int | None = None,
) -> Found:
    """Find articles that fit `query`, the best first; the newest ones for an empty query.

    With `context`, each hit has every place that matches, with so many words on both sides. Raises UsageError for a
    query without a word, and for limits that no article can meet.
    """
    within = within or Narrowing()
    within.check(conn)
    shown = [*parse(conn, query), *([cited(within.cites)] if within.cites else [])]
    given = {"query": query.replace("\0", " "), "newest_first": newest_first, "most": limit, "skip": offset}
    ranked = conn.execute(_SEARCH, given | within.parameters()).all()
    if not ranked:
        return Found()
    hits = _hits(conn, ranked, shown, context)
    if within.cites:
        of_each = citations.document_of_each(conn, within.cites, [hit.page_id for hit in hits])
        hits = [replace(hit, document=of_each.get(hit.page_id)) for hit in hits]
    return Found(hits, ranked[0].hits, ranked[0].more)


def other_spelling(conn: Connection, query: str, within: Narrowing) -> str | None:
    """Suggest the query in words that titles and names do have, if it then finds something; else None."""
    better = conn.scalar(text("SELECT public.search_spelling(:query)"), {"query": query.replace("\0", " ")})
    return str(better) if better and search(conn, better, within, limit=1).hits else None


def _hits(conn: Connection, ranked: Sequence[Any], terms: Sequence[Term], context: int | None) -> list[Hit]:
    ranks = {row.id: row.rank for row in ranked}
    statement = select(Article, Page.url).join(Page, Page.id == Article.page_id).where(Article.page_id.in_(ranks))
    rows = {row.page_id: row for row in conn.execute(statement)}
    return [_hit(rows[page_id], ranks[page_id], terms, context) for page_id in ranks if page_id in rows]


def _hit(row: Any, rank: float, terms: Sequence[Term], context: int | None) -> Hit:
    body = "\n".join(part for part in (row.lead, row.text) if part)
    anywhere = [term for term in terms if not term.in_title]
    return Hit(
        page_id=row.page_id,
        site=row.site,
        url=row.url,
        title=highlight(display_title(row.title, row.lead, row.text), terms),
        has_title=row.title is not None,
        snippet=snippet(body, anywhere),
        published_at=row.published_at,
        published_precision=row.published_precision,
        rank=rank,
        places=concordance(body, anywhere, context) if context is not None else [],
    )

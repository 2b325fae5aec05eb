"""Search in the articles. Words typed with diacritics match exactly (in either tone placement), others without.

The newest `WINDOW` matching articles are ranked, not all of them: ranking 32,500 hits takes 0.4 s, ranking these 0.05
s. So very frequent words are searched among the newest articles; `since`, `until` and `site` move that window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import REAL, ColumnElement, Connection, Select, cast, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY

from corpus.articles import citations
from corpus.articles.records import display_title
from corpus.database.tables import Article, ArticleSearch, Page
from corpus.folding import nfc
from corpus.search.highlight import Highlighted, highlight, snippet, spans_of
from corpus.search.query import Term, cited, parse
from seeds.timing import VIETNAM

WINDOW = 500
"""Newest matching articles that are ranked, at most."""

_WEIGHTS = [0.05, 0.1, 0.4, 1.0]  # captions and names, text, lead, title
_BY_LENGTH = 1  # ts_rank's normalisation: divided by 1 + the logarithm of the number of words


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


def search(
    conn: Connection,
    query: str,
    site: str | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: int = 20,
    offset: int = 0,
    cites: str | None = None,
) -> list[Hit]:
    """Find articles that have every term of `query`, the best first; at most `WINDOW` in all.

    `since` and `until` (days in Asia/Ho_Chi_Minh, both included) apply to the publication, or to the first capture
    where that is not known. `cites` is a document's number in any spelling: only articles that cite it are found, the
    newest first where `query` is empty. Raises UsageError for a query without a word, and for what is no number.
    """
    limits = dated(site, since, until)
    if cites is not None:
        citations.check(cites)
        limits.append(citations.citing(cites))
    terms = parse(query) if cites is None or query.strip() else []
    ranked = conn.execute(_ranked(terms, limits) if terms else _newest(limits)).all()
    reading = [term for term in terms if term.needs_reading]
    shown = [*terms, *([cited(cites)] if cites else [])]
    if not reading:
        return _hits(conn, ranked[offset : offset + limit], shown)
    return _read_until(conn, ranked, shown, reading, offset + limit)[offset:]


def _newest(limits: Sequence[ColumnElement[bool]]) -> Select[Any, Any]:
    """Select the ids of the newest articles within the limits."""
    newest = select(Article.page_id, literal(0.0).label("rank")).where(*limits)
    return newest.order_by(Article.dated_at.desc(), Article.page_id.desc()).limit(WINDOW)


def _ranked(terms: Sequence[Term], limits: Sequence[ColumnElement[bool]]) -> Select[Any, Any]:
    """Select ids and ranks of the newest matching articles, best first."""
    query = _all_of([func.public.query_plain(term.plain) for term in terms])
    conditions = [ArticleSearch.plain.bool_op("@@")(query)]
    exact = [func.public.query_exact(term.exact) for term in terms if term.exact]
    if exact:
        conditions.append(ArticleSearch.exact.bool_op("@@")(_all_of(exact)))
    newest = (
        select(Article.page_id, Article.dated_at, ArticleSearch.plain)
        .join(ArticleSearch, ArticleSearch.page_id == Article.page_id)
        .where(*conditions, *limits)
        .order_by(Article.dated_at.desc(), Article.page_id.desc())
        .limit(WINDOW)
        .subquery()
    )
    rank = func.ts_rank(cast(_WEIGHTS, ARRAY(REAL)), newest.c.plain, query, _BY_LENGTH).label("rank")
    return select(newest.c.page_id, rank).order_by(rank.desc(), newest.c.dated_at.desc(), newest.c.page_id.desc())


def _all_of(queries: Sequence[ColumnElement[Any]]) -> ColumnElement[Any]:
    whole = queries[0]
    for query in queries[1:]:
        whole = whole.op("&&")(query)
    return whole


def dated(site: str | None, since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    """Build conditions on articles: of a site, and dated from `since` to `until`, both days included."""
    conditions: list[ColumnElement[bool]] = []
    if site is not None:
        conditions.append(Article.site == site)
    if since is not None:
        conditions.append(Article.dated_at >= datetime.combine(since, time(), VIETNAM))
    if until is not None:
        conditions.append(Article.dated_at < datetime.combine(until, time(), VIETNAM) + timedelta(days=1))
    return conditions


def _read_until(
    conn: Connection, ranked: Sequence[Any], terms: Sequence[Term], reading: Sequence[Term], wanted: int
) -> list[Hit]:
    """Return the first `wanted` hits that have the phrases as typed; read in batches from the best hit down."""
    hits: list[Hit] = []
    for at in range(0, len(ranked), 50):
        hits += _hits(conn, ranked[at : at + 50], terms, reading)
        if len(hits) >= wanted:
            break
    return hits[:wanted]


def _hits(conn: Connection, ranked: Sequence[Any], terms: Sequence[Term], reading: Sequence[Term] = ()) -> list[Hit]:
    ranks = {row.page_id: row.rank for row in ranked}
    statement = select(Article, Page.url).join(Page, Page.id == Article.page_id).where(Article.page_id.in_(ranks))
    rows = {row.page_id: row for row in conn.execute(statement)}
    kept = (rows[page_id] for page_id in ranks if page_id in rows)
    return [_hit(row, ranks[row.page_id], terms) for row in kept if all(_has(row, term) for term in reading)]


def _has(row: Any, term: Term) -> bool:
    captions = (text for image in row.images for text in (image["caption"], image["credit"]))
    titles = (attachment["title"] for attachment in row.attachments)
    parts = (row.title, row.lead, row.text, row.author, row.source_name, *captions, *titles)
    return any(spans_of(nfc(part), term) for part in parts if part)


def _hit(row: Any, rank: float, terms: Sequence[Term]) -> Hit:
    return Hit(
        page_id=row.page_id,
        site=row.site,
        url=row.url,
        title=highlight(display_title(row.title, row.lead, row.text), terms),
        has_title=row.title is not None,
        snippet=snippet("\n".join(part for part in (row.lead, row.text) if part), terms),
        published_at=row.published_at,
        published_precision=row.published_precision,
        rank=rank,
    )

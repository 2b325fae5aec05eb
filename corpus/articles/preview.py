"""Stored outcomes of snapshots that are cleaned again: read for comparison, never written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, exists, select

from corpus.articles import citations
from corpus.articles.columns import COLUMNS
from corpus.articles.pending_snapshots import Pending
from corpus.articles.publishing import content_row
from corpus.articles.records import Article
from corpus.database import tables
from corpus.database.tables import ArticleVersion, Snapshot

Row = dict[str, Any]
"""Content of an article, by column, with its references."""


@dataclass(frozen=True, slots=True)
class StoredOutcome:
    """Stored outcome of a snapshot, and the present article of its page."""

    state: str
    reason: str | None
    article: Row | None
    article_snapshot: int | None
    """Snapshot that the article was made from."""
    has_older: bool
    """True where an older text would take the article's place if it were withdrawn."""


def stored_outcomes(conn: Connection, batch: Sequence[Pending]) -> dict[int, StoredOutcome]:
    """Return the stored outcomes of these snapshots, by id."""
    article = tables.Article
    older = exists().where(
        ArticleVersion.page_id == Snapshot.page_id,
        ArticleVersion.held.is_(False),
        ArticleVersion.snapshot_id != article.snapshot_id,
    )
    statement = (
        select(Snapshot.id, Snapshot.page_id, Snapshot.state, Snapshot.reason)
        .add_columns(article.snapshot_id, older.label("older"))
        .add_columns(*(getattr(article, name) for name in COLUMNS))
        .outerjoin(article, article.page_id == Snapshot.page_id)
        .where(Snapshot.id.in_([pending.snapshot_id for pending in batch]))
    )
    return {row.id: _standing(conn, row) for row in conn.execute(statement)}


def _standing(conn: Connection, row: Any) -> StoredOutcome:
    article = None
    if row.snapshot_id is not None:
        article = {name: getattr(row, name) for name in COLUMNS}
        article["references"] = citations.written(conn, row.page_id)
    return StoredOutcome(row.state or "pending", row.reason, article, row.snapshot_id, row.older)


def would_publish(conn: Connection, pending: Pending, article: Article) -> Row:
    """Return the content that this article would have in the corpus."""
    row = content_row(conn, pending, article)
    return {name: row[name] for name in COLUMNS} | {"references": citations.as_rows(article.references)}

"""What stands in the corpus for snapshots that were walked once more: read to be compared, never to be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, exists, select

from corpus import citations, models
from corpus.articles import content_row
from corpus.claims import Pending
from corpus.content import COLUMNS
from corpus.models import ArticleVersion, Snapshot
from corpus.records import Article

Row = dict[str, Any]
"""What an article says, by column, with its references."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a snapshot became, and the article that its page has now."""

    state: str
    reason: str | None
    article: Row | None
    article_snapshot: int | None
    """The snapshot that the article stands on."""
    has_older: bool
    """Whether an older text would take the article's place if it were withdrawn."""


def standings(conn: Connection, batch: Sequence[Pending]) -> dict[int, Standing]:
    """What stands for these snapshots, by their ids."""
    article = models.Article
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


def _standing(conn: Connection, row: Any) -> Standing:
    article = None
    if row.snapshot_id is not None:
        article = {name: getattr(row, name) for name in COLUMNS}
        article["references"] = citations.written(conn, row.page_id)
    return Standing(row.state or "pending", row.reason, article, row.snapshot_id, row.older)


def would_stand(conn: Connection, pending: Pending, article: Article) -> Row:
    """What this article would say in the corpus."""
    row = content_row(conn, pending, article)
    return {name: row[name] for name in COLUMNS} | {"references": citations.as_rows(article.references)}

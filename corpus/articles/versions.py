"""Versions of an article: earlier texts, kept when the portal changes them, numbered by the time of their capture."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, tuple_, update

from corpus.articles import citations
from corpus.articles.columns import COLUMNS
from corpus.articles.search_index import index
from corpus.database.tables import Article, ArticleVersion

TEXT = (*COLUMNS, "snapshot_id", "site", "captured_at", "content_hash", "rules_number", "rules_hash",
        "layout")  # fmt: skip
"""Columns that articles and versions share."""


def supersede(conn: Connection, current: Any) -> None:
    """Keep the article's present text as a version, under its present number."""
    text = {name: getattr(current, name) for name in TEXT}
    conn.execute(insert(ArticleVersion).values(page_id=current.page_id, version=current.version, **text))


def keep_older(conn: Connection, current: Any, row: dict[str, Any]) -> None:
    """Insert a text among the versions whose capture is older than the article's.

    Later texts move up by one. Nothing is written where the text before or after it in time is equal.
    """
    _seen_since(conn, current, row)
    versions = conn.execute(
        select(ArticleVersion).where(ArticleVersion.page_id == current.page_id).order_by(ArticleVersion.version)
    ).all()
    same_capture = [version for version in versions if version.snapshot_id == row["snapshot_id"]]
    if same_capture:
        return _rewrite(conn, same_capture[0], row)
    moment = (row["captured_at"], row["snapshot_id"])
    in_order = sorted((*versions, current), key=lambda one: one.version)  # what is held may be newer than the article
    later = [one for one in in_order if (one.captured_at, one.snapshot_id) > moment]
    number = later[0].version
    before = [one for one in versions if one.version < number]
    if row["content_hash"] in (later[0].content_hash, *(one.content_hash for one in before[-1:])):
        return None
    _make_room(conn, current.page_id, number)
    conn.execute(insert(ArticleVersion).values(page_id=current.page_id, version=number, **row))
    return None


def _rewrite(conn: Connection, version: Any, row: dict[str, Any]) -> None:
    if any(getattr(version, name) != row[name] for name in COLUMNS):
        here = (ArticleVersion.page_id == version.page_id, ArticleVersion.version == version.version)
        conn.execute(update(ArticleVersion).where(*here).values(row))


def _seen_since(conn: Connection, current: Any, row: dict[str, Any]) -> None:
    if row["captured_at"] < current.first_captured_at:
        earlier = {"first_captured_at": row["captured_at"]}
        conn.execute(update(Article).where(Article.page_id == current.page_id).values(earlier))


def number_at(conn: Connection, page_id: int, row: dict[str, Any]) -> int:
    """Return the number of a text by the time of its capture; texts with later captures move up to free it."""
    moment = tuple_(ArticleVersion.captured_at, ArticleVersion.snapshot_id)
    later = select(func.min(ArticleVersion.version)).where(
        ArticleVersion.page_id == page_id, moment > tuple_(row["captured_at"], row["snapshot_id"])
    )
    if (number := conn.scalar(later)) is not None:
        _make_room(conn, page_id, number)
        return int(number)
    taken = (select(func.max(model.version)).where(model.page_id == page_id) for model in (ArticleVersion, Article))
    return max(conn.scalar(statement) or 0 for statement in taken) + 1


def _make_room(conn: Connection, page_id: int, number: int) -> None:
    for model in (ArticleVersion, Article):
        here = (model.page_id == page_id, model.version >= number)
        conn.execute(update(model).where(*here).values(version=model.version + 1))


def withdraw(conn: Connection, page_id: int) -> None:
    """Withdraw an article's text: the newest version that is not held takes its place, else the article is deleted."""
    newest = select(ArticleVersion).where(ArticleVersion.page_id == page_id, ArticleVersion.held.is_(False))
    version = conn.execute(newest.order_by(ArticleVersion.version.desc()).limit(1)).one_or_none()
    if version is None:
        conn.execute(delete(Article).where(Article.page_id == page_id))
        return
    text = {name: getattr(version, name) for name in (*TEXT, "version")}
    conn.execute(update(Article).where(Article.page_id == page_id).values(**text, updated_at=func.now()))
    here = (ArticleVersion.page_id == page_id, ArticleVersion.version == version.version)
    conn.execute(delete(ArticleVersion).where(*here))
    citations.keep_found(conn, page_id)
    index(conn, page_id)

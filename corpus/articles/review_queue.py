"""Texts held for human review, because they would have taken a good article's place.

They are stored among the article's versions, numbered like all others by the time of their capture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, tuple_, update

from corpus.articles import citations
from corpus.articles.pending_snapshots import page_lock
from corpus.articles.records import UNKNOWN_LAYOUT
from corpus.articles.review_rule import Row, review_reason
from corpus.articles.search_index import index
from corpus.articles.versions import TEXT, number_at, supersede
from corpus.database.tables import Article, ArticleVersion, Page, Site


@dataclass(frozen=True, slots=True)
class Held:
    """A text that waits for review, beside the article that it would replace."""

    page_id: int
    version: int
    site: str
    url: str
    because: str
    captured_at: datetime
    snapshot_id: int
    old: dict[str, Any]
    """Title, lead, text and published_at of the article."""
    new: dict[str, Any]


_SHOWN = ("title", "lead", "text", "published_at")


def hold_for_review(conn: Connection, current: Any, row: dict[str, Any]) -> bool:
    """Hold a new text where there is doubt about it, or where a person refused it before; return whether it is held."""
    old = {name: getattr(current, name) for name in (*_SHOWN, "layout", "flags")}
    why = why_hold(conn, row["site"], old, row)
    same_text = _of_same_text(conn, current.page_id, row)
    if why is None and not any(one.refused_at for one in same_text):
        return False
    if not same_text:
        release(conn, current.page_id, row["snapshot_id"])
        number = number_at(conn, current.page_id, row)
        marks = {"held": True, "held_because": why}
        conn.execute(insert(ArticleVersion).values(page_id=current.page_id, version=number, **row, **marks))
    return True


def why_hold(conn: Connection, site: str, old: Row, new: Row) -> str | None:
    """Return the reason to hold the new text of an article; None where it would be published."""
    return review_reason(old, new, conn.scalar(select(Site.name).where(Site.id == site)) or "")


def _of_same_text(conn: Connection, page_id: int, row: dict[str, Any]) -> Sequence[Any]:
    mine = (ArticleVersion.page_id == page_id, ArticleVersion.held, ArticleVersion.content_hash == row["content_hash"])
    return conn.execute(select(ArticleVersion).where(*mine)).all()


def release(conn: Connection, page_id: int, snapshot_id: int) -> None:
    """Delete the held text of a capture, because the capture is published or gives another text now."""
    mine = (ArticleVersion.page_id == page_id, ArticleVersion.snapshot_id == snapshot_id, ArticleVersion.held)
    conn.execute(delete(ArticleVersion).where(*mine))


def release_unknown(conn: Connection, page_id: int, row: dict[str, Any]) -> None:
    """Delete texts up to this capture held because their page fitted no template, if this capture fits one."""
    if UNKNOWN_LAYOUT in row["flags"]:
        return
    before = tuple_(ArticleVersion.captured_at, ArticleVersion.snapshot_id) <= tuple_(
        row["captured_at"], row["snapshot_id"]
    )
    waits = (ArticleVersion.held, ArticleVersion.refused_at.is_(None), ArticleVersion.flags.contains([UNKNOWN_LAYOUT]))
    conn.execute(delete(ArticleVersion).where(ArticleVersion.page_id == page_id, before, *waits))


def number_of_first(conn: Connection, page_id: int, row: dict[str, Any]) -> int:
    """Return the version number of a page's first article: 1, unless the page has held texts already.

    Texts may have been held before an earlier article was withdrawn.
    """
    if conn.scalar(select(ArticleVersion.version).where(ArticleVersion.page_id == page_id).limit(1)) is None:
        return 1
    release(conn, page_id, row["snapshot_id"])
    return number_at(conn, page_id, row)


def waiting(conn: Connection, sites: Sequence[str] | None = None, page_id: int | None = None) -> list[Held]:
    """List the texts that wait for review, oldest capture first.

    A text is left out as soon as the portal shows the article's own text again, or another that is published.
    """
    newer = tuple_(ArticleVersion.captured_at, ArticleVersion.snapshot_id) > tuple_(
        Article.captured_at, Article.snapshot_id
    )
    statement = (
        select(ArticleVersion, Page.url, *(getattr(Article, name).label(f"old_{name}") for name in _SHOWN))
        .join(Article, Article.page_id == ArticleVersion.page_id)
        .join(Page, Page.id == ArticleVersion.page_id)
        .where(ArticleVersion.held, ArticleVersion.refused_at.is_(None), newer)
        .order_by(ArticleVersion.captured_at, ArticleVersion.page_id, ArticleVersion.version)
    )
    if sites is not None:
        statement = statement.where(ArticleVersion.site.in_(sites))
    if page_id is not None:
        statement = statement.where(ArticleVersion.page_id == page_id)
    return [_held(row) for row in conn.execute(statement)]


def _held(row: Any) -> Held:
    old = {name: getattr(row, f"old_{name}") for name in _SHOWN}
    new = {name: getattr(row, name) for name in _SHOWN}
    moment = (row.captured_at, row.snapshot_id)
    return Held(row.page_id, row.version, row.site, row.url, row.held_because, *moment, old, new)


def number_now(conn: Connection, one: Held) -> int | None:
    """Return a held text's present version number, under its page's lock, so that it stays until the transaction ends.

    Versions are renumbered when an older capture comes in, so a number that was read before may be another text's.
    Returns None if the text no longer waits.
    """
    conn.execute(select(func.pg_advisory_xact_lock(page_lock(one.page_id))))
    mine = (ArticleVersion.page_id == one.page_id, ArticleVersion.snapshot_id == one.snapshot_id)
    return conn.scalar(select(ArticleVersion.version).where(*mine, ArticleVersion.held))


def accept(conn: Connection, page_id: int, version: int) -> None:
    """Publish a held text; the article's present text becomes a version.

    References to documents are fitted to the text now, and read in full when the page is cleaned again.
    """
    conn.execute(select(func.pg_advisory_xact_lock(page_lock(page_id))))
    held = conn.execute(select(ArticleVersion).where(*_one(page_id, version), ArticleVersion.held)).one_or_none()
    current = conn.execute(select(Article).where(Article.page_id == page_id)).one_or_none()
    if held is None or current is None:
        return
    conn.execute(delete(ArticleVersion).where(*_one(page_id, version)))
    supersede(conn, current)
    text = {name: getattr(held, name) for name in (*TEXT, "version")}
    conn.execute(update(Article).where(Article.page_id == page_id).values(**text, updated_at=func.now()))
    citations.keep_found(conn, page_id)
    index(conn, page_id)


def refuse(conn: Connection, page_id: int, version: int) -> None:
    """Refuse a held text for good; it stays among the versions, and an equal text is not asked about again."""
    here = (*_one(page_id, version), ArticleVersion.held)
    conn.execute(update(ArticleVersion).where(*here).values(refused_at=func.now()))


def _one(page_id: int, version: int) -> tuple[Any, Any]:
    return ArticleVersion.page_id == page_id, ArticleVersion.version == version

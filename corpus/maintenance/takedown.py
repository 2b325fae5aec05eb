"""Takedowns: all that was stored of a page is deleted for good, and a tombstone keeps it from coming back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, Connection, LargeBinary, and_, any_, delete, exists, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from corpus.articles.layouts import forget
from corpus.articles.pending_snapshots import page_lock
from corpus.articles.search_index import add_up
from corpus.crawling import redaction
from corpus.database import sanitize
from corpus.database.tables import Article, ArticleVersion, Body, DateChange, FetchLog, Page, Snapshot, Takedown


@dataclass(frozen=True, slots=True)
class Tombstone:
    """Remains of a page that was taken down."""

    page_id: int
    site: str
    url: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Removed:
    """Counts of what a takedown deleted."""

    pages: int = 0
    """The page, and the pages that lead to or from it with its text, or with none."""
    articles: int = 0
    versions: int = 0
    snapshots: int = 0
    bodies: int = 0
    """Stored bodies that no other page shows."""
    lists: int = 0
    """Captures of lists and feeds that named the page, and whose bodies are not kept."""
    rewritten: int = 0
    """Captures of other pages, from which links to the page were cut."""


def tombstone(conn: Connection, page_id: int) -> Tombstone | None:
    """Return the tombstone of a page, or None."""
    columns = (Takedown.page_id, Page.site, Page.url, Takedown.reason, Takedown.at)
    statement = select(*columns).join(Page, Page.id == Takedown.page_id).where(Takedown.page_id == page_id)
    row = conn.execute(statement).one_or_none()
    return Tombstone(*row) if row else None


def among(conn: Connection, site: str, keys: Collection[bytes]) -> int:
    """Count the pages of the site with these keys that were taken down."""
    wanted = Page.key == any_(literal(list(keys), ARRAY(LargeBinary)))
    found = select(func.count()).select_from(Takedown).join(Page, Page.id == Takedown.page_id)
    return int(conn.execute(found.where(Page.site == site, wanted)).scalar_one())


def take_down(conn: Connection, page_id: int, reason: str) -> Removed:
    """Delete the article, versions, search words, citations and captures of a page, and of pages with its text.

    What names the page is cut out of everything that is stored of its site; lists and feeds that name it lose their
    bodies. This runs in the caller's transaction. A second call deletes nothing more, and the first reason stays.
    """
    pages = _of_one_text(conn, page_id)
    what = redaction.named(conn, pages, _titles(conn, pages))
    for one in pages:
        conn.execute(select(func.pg_advisory_xact_lock(page_lock(one))))
    _close(conn, pages)  # locks the rows: what a crawl is storing of them just now is committed and deleted, or refused
    rows = [{"page_id": one, "reason": sanitize.text(reason)} for one in pages]
    conn.execute(insert(Takedown).values(rows).on_conflict_do_nothing())
    conn.execute(update(FetchLog).where(FetchLog.page_id.in_(pages), FetchLog.detail.is_not(None)).values(detail=None))
    removed = _purge(conn, pages)
    site = conn.scalar(select(Page.site).where(Page.id == page_id))
    elsewhere = redaction.redact(conn, site or "", what)
    bodies = removed.bodies + _drop_bodies(conn, sorted(elsewhere.hashes))
    return replace(removed, bodies=bodies, lists=elsewhere.lists, rewritten=elsewhere.pages)


def _titles(conn: Connection, pages: Sequence[int]) -> set[str]:
    """Collect the titles of these pages: from lists, from the article and from its versions."""
    columns = (
        select(Page.listed_title).where(Page.id.in_(pages)),
        select(Article.title).where(Article.page_id.in_(pages)),
        select(ArticleVersion.title).where(ArticleVersion.page_id.in_(pages)),
    )
    return {title for column in columns for title in conn.scalars(column) if title}


def _of_one_text(conn: Connection, page_id: int) -> list[int]:
    """List the page and all that lead to it or from it, but for those that have an article with another title.

    A portal that was rebuilt may send the readers of many old articles to one page.
    """
    shown = func.public.display_title(Article.title, Article.lead, Article.text)
    title = conn.scalar(select(shown).where(Article.page_id == page_id))
    family, new = {page_id}, {page_id}
    leading = aliased(Page)
    while new:
        target = select(leading.leads_to).where(leading.id.in_(new))
        beside = select(Page.id).outerjoin(Article, Article.page_id == Page.id)
        beside = beside.where(or_(Page.leads_to.in_(new), Page.id.in_(target)))
        new = set(conn.scalars(beside.where(or_(Article.page_id.is_(None), shown == title)))) - family
        family |= new
    return sorted(family)


def _close(conn: Connection, pages: Sequence[int]) -> None:
    nothing: dict[str, Any] = dict.fromkeys(
        ("listed_title", "listed_date", "fetched_at", "due_at", "etag", "last_modified")
    )
    closed = nothing | {"section": [], "gone_at": func.coalesce(Page.gone_at, func.now())}
    conn.execute(update(Page).where(Page.id.in_(pages)).values(closed))


def _purge(conn: Connection, pages: Sequence[int]) -> Removed:
    articles = conn.execute(delete(Article).where(Article.page_id.in_(pages))).rowcount
    conn.execute(delete(DateChange).where(DateChange.page_id.in_(pages)))
    forget(conn, pages)
    add_up(conn)
    versions = conn.execute(delete(ArticleVersion).where(ArticleVersion.page_id.in_(pages))).rowcount
    gone = delete(Snapshot).where(Snapshot.page_id.in_(pages)).returning(Snapshot.body_hash)
    hashes = list(conn.scalars(gone))
    return Removed(len(pages), articles, versions, len(hashes), _drop_bodies(conn, sorted(set(hashes))))


def _drop_bodies(conn: Connection, hashes: Sequence[bytes]) -> int:
    """Delete the bodies that no snapshot needs. Locked first, to wait for a writer that is storing one just now."""
    mine = Body.hash.in_(hashes)
    conn.execute(select(Body.hash).where(mine).order_by(Body.hash).with_for_update())
    unused = and_(mine, ~exists().where(Snapshot.body_hash == Body.hash))
    return conn.execute(delete(Body).where(unused)).rowcount


def entomb(conn: Connection, page_id: int, others: Sequence[int]) -> bool:
    """Take a page down if it, or a page merged with it, was taken down before; return whether that is so."""
    first = select(Takedown.reason).where(Takedown.page_id.in_([page_id, *others])).order_by(Takedown.at).limit(1)
    reason = conn.scalar(first)
    if reason is not None:
        take_down(conn, page_id, reason)
    return reason is not None

"""Lookup of one article by its number or by any known spelling of its address; its versions and its page."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from corpus.crawling.bodies import Unpacker
from corpus.database.tables import Article, ArticleVersion, Body, FetchLog, Page, PageAlias, Snapshot
from corpus.search.export import articles, moment, record


def page_ids(conn: Connection, which: str) -> list[int]:
    """Find the pages of this number or address, with or without an article."""
    if which.isascii() and which.isdigit() and len(which) < 19:
        return [_place(conn, page) for page in conn.scalars(select(Page.id).where(Page.id == int(which)))]
    aliased = select(PageAlias.page_id).where(PageAlias.url == which)
    found = conn.scalars(select(Page.id).where(or_(Page.url == which, Page.id.in_(aliased))))
    return sorted({_place(conn, page) for page in found.all()})


def _place(conn: Connection, page_id: int) -> int:
    """Return the page that has this page's text: itself if it has an article, else the page that it leads to."""
    seen = {page_id}
    here = select(Page.leads_to, Article.page_id).outerjoin(Article, Article.page_id == Page.id)
    while True:
        leads_to, article = conn.execute(here.where(Page.id == page_id)).one()
        if article is not None or leads_to is None or leads_to in seen:
            return page_id
        seen.add(page_id := leads_to)


def article(conn: Connection, page_id: int) -> dict[str, Any] | None:
    """Return the article of a page as `export` writes it, or None."""
    row = conn.execute(articles().where(Article.page_id == page_id)).one_or_none()
    return record(row) if row else None


def versions(conn: Connection, page_id: int) -> list[dict[str, Any]]:
    """List the versions of an article, held ones included, in the order of their captures; not the present text."""
    older = select(ArticleVersion).where(ArticleVersion.page_id == page_id).order_by(ArticleVersion.version)
    return [
        {
            "version": row.version,
            "title": row.title,
            "lead": row.lead,
            "text": row.text,
            "captured_at": moment(row.captured_at),
            "superseded_at": moment(row.superseded_at),
            "held": row.held,
            "snapshot_id": row.snapshot_id,
        }
        for row in conn.execute(older)
    ]


def why_no_article(conn: Connection, page_id: int) -> tuple[str, bool]:
    """Explain why a page has no article, and return whether a stored capture of it can be shown."""
    page = conn.execute(select(Page.role, Page.gone_at).where(Page.id == page_id)).one()
    newest = (
        select(Snapshot.state, Snapshot.reason, Snapshot.detail)
        .where(Snapshot.page_id == page_id)
        .order_by(Snapshot.fetched_at.desc(), Snapshot.id.desc())
        .limit(1)
    )
    capture = conn.execute(newest).one_or_none()
    if page.role != "item":
        return f"it is a {page.role}, which is kept and never cleaned", capture is not None
    if capture is not None:
        rejected = f"it was rejected: {capture.reason} ({capture.detail or 'by its form'})"
        return rejected if capture.state == "rejection" else "it is not cleaned yet", True
    logged = select(FetchLog.outcome, FetchLog.detail).where(FetchLog.page_id == page_id)
    last = conn.execute(logged.order_by(FetchLog.at.desc(), FetchLog.id.desc()).limit(1)).one_or_none()
    if last is None:
        return "it was found, and not asked for yet", False
    what = f"{last.outcome}{f' ({last.detail})' if last.detail else ''}"
    return f"it was never fetched; the last attempt ended as: {what}", False


def newest_captures(conn: Connection, site: str, limit: int) -> list[int]:
    """List the snapshots that a site's newest articles were made from; of identical pages one."""
    rows = (
        select(Article.snapshot_id, Article.captured_at)
        .join(Snapshot, Snapshot.id == Article.snapshot_id)
        .where(Article.site == site)
        .ext(distinct_on(Snapshot.body_hash))
        .order_by(Snapshot.body_hash, Article.captured_at.desc(), Article.page_id)
        .subquery()
    )
    newest = select(rows.c.snapshot_id).order_by(rows.c.captured_at.desc(), rows.c.snapshot_id.desc())
    return list(conn.scalars(newest.limit(limit)))


def stored_page(conn: Connection, page_id: int) -> bytes | None:
    """Return the bytes that the article was made from, else the newest capture, as the portal sent them.

    Returns None where none are stored.
    """
    stands_on = select(Article.snapshot_id).where(Article.page_id == page_id).scalar_subquery()
    packed = conn.execute(
        select(Body.zstd, Body.dictionary_id)
        .join(Snapshot, Snapshot.body_hash == Body.hash)
        .where(Snapshot.page_id == page_id, Body.zstd.is_not(None))
        .order_by((Snapshot.id == stands_on).desc().nulls_last(), Snapshot.fetched_at.desc())
        .limit(1)
    ).one_or_none()
    return Unpacker(conn)(packed.zstd, packed.dictionary_id) if packed is not None else None

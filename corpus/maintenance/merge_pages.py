"""Merging of pages that turned out to be one: everything that belongs to them goes to the survivor."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from corpus.articles.pending_snapshots import page_lock
from corpus.articles.search_index import index
from corpus.database.tables import (
    Article,
    ArticleVersion,
    DateChange,
    DocumentReference,
    FetchLog,
    Page,
    PageAlias,
    Snapshot,
)
from corpus.maintenance.takedown import entomb

MOVED = (Snapshot, FetchLog, DateChange)
"""Tables that only refer to a page. The other tables that refer to one are handled by name; a test knows all of
them."""


def merged_key(page_id: int) -> bytes:
    """Return the placeholder key of a merged page: its real key now belongs to the page that it leads to."""
    return hashlib.sha256(f"merged page {page_id}".encode()).digest()


def merge(conn: Connection, page_ids: Sequence[int]) -> int:
    """Merge these pages in the caller's transaction; return the survivor, which gets no new key or address.

    The survivor is the oldest page that has an article, else the oldest. Its article is that of the newest capture; the
    other articles become versions. The other pages keep their numbers, and lead to the survivor. A second call changes
    nothing.
    """
    for page_id in sorted(page_ids):
        conn.execute(select(func.pg_advisory_xact_lock(page_lock(page_id))))
    pages = conn.execute(select(Page).where(Page.id.in_(page_ids)).order_by(Page.id).with_for_update()).all()
    with_article = set(conn.scalars(select(Article.page_id).where(Article.page_id.in_(page_ids))))
    first, *others = sorted(pages, key=lambda one: _precedence(one, with_article))
    lost = [one.id for one in others]
    for model in MOVED:
        conn.execute(update(model).where(model.page_id.in_(lost)).values(page_id=first.id))
    _join_aliases(conn, first, others)
    _join_texts(conn, first.id, lost)
    conn.execute(update(Page).where(Page.id == first.id).values(_joined(first, pages)))
    _lead(conn, lost, first.id)
    entomb(conn, first.id, lost)
    return int(first.id)


def _precedence(page: Any, with_article: set[int]) -> tuple[Any, ...]:
    return page.id not in with_article, page.leads_to is not None, page.discovered_at, page.id


def _joined(first: Any, pages: Sequence[Any]) -> dict[str, Any]:
    """Return the survivor's new column values: the first discovery, every hint, the newest answer."""
    by_age = sorted(pages, key=lambda one: (one.discovered_at, one.id))
    asked = [one for one in pages if one.leads_to is None]
    answered = [one for one in asked if one.fetched_at is not None]
    newest = max(answered or asked or [first], key=lambda one: (one.fetched_at or one.discovered_at, one.id))
    inside = {one.id for one in pages}
    return {
        "leads_to": None if first.leads_to in inside else first.leads_to,
        "listed_title": next((one.listed_title for one in (first, *by_age) if one.listed_title), None),
        "listed_date": next((one.listed_date for one in (first, *by_age) if one.listed_date), None),
        "section": next((one.section for one in (first, *by_age) if one.section), []),
        "discovered_at": by_age[0].discovered_at,
        "discovered_run": by_age[0].discovered_run,
        "gone_at": None if any(one.gone_at is None for one in asked) else first.gone_at,
        **{name: getattr(newest, name) for name in ("fetched_at", "due_at", "failures", "etag", "last_modified")},
    }


def _lead(conn: Connection, lost: Sequence[int], first: int) -> None:
    nothing = dict.fromkeys(("fetched_at", "due_at", "gone_at", "etag", "last_modified"))
    for page_id in lost:
        values = {**nothing, "leads_to": first, "key": merged_key(page_id), "failures": 0}
        conn.execute(update(Page).where(Page.id == page_id).values(values))
    conn.execute(update(Page).where(Page.leads_to.in_(lost), Page.id != first).values(leads_to=first))


def _join_aliases(conn: Connection, first: Any, others: Sequence[Any]) -> None:
    lost = [one.id for one in others]
    mine = select(func.cast(first.id, PageAlias.page_id.type), PageAlias.url_hash, PageAlias.url)
    moved = upsert(PageAlias).from_select(["page_id", "url_hash", "url"], mine.where(PageAlias.page_id.in_(lost)))
    conn.execute(moved.on_conflict_do_nothing())
    conn.execute(delete(PageAlias).where(PageAlias.page_id.in_(lost)))
    add_aliases(conn, first.id, (one.url for one in others if one.url != first.url))


def add_aliases(conn: Connection, page_id: int, urls: Iterable[str]) -> None:
    """Record other spellings of a page's address."""
    rows = [{"page_id": page_id, "url_hash": hashlib.sha256(url.encode()).digest(), "url": url} for url in set(urls)]
    if rows:
        conn.execute(upsert(PageAlias).values(rows).on_conflict_do_nothing())


def _join_texts(conn: Connection, first: int, lost: Sequence[int]) -> None:
    """Combine several articles and their versions into one article with versions."""
    every = [first, *lost]
    articles = conn.execute(select(Article).where(Article.page_id.in_(every))).all()
    versions = conn.execute(select(ArticleVersion).where(ArticleVersion.page_id.in_(every))).all()
    if not any(one.page_id != first for one in (*articles, *versions)):
        return
    newest = max(articles, key=_moment, default=None)
    texts = _in_order([*versions, *articles], newest)
    conn.execute(delete(ArticleVersion).where(ArticleVersion.page_id.in_(every)))
    for number, one in enumerate(texts, 1):
        if one is not newest:
            conn.execute(insert(ArticleVersion).values({**_as_version(one), "page_id": first, "version": number}))
    if newest is not None:
        _settle_article(conn, first, newest, articles, texts.index(newest) + 1)


def _moment(text: Any) -> tuple[Any, int]:
    return text.captured_at, text.snapshot_id


def _in_order(texts: list[Any], newest: Any) -> list[Any]:
    """Sort texts by the time of their captures; of two neighbours with equal texts keep the later."""
    ordered = sorted(texts, key=_moment)
    shown = [one for one in ordered if not _is_held(one)]
    repeated = {id(before) for before, after in pairwise(shown) if before.content_hash == after.content_hash}
    return [one for one in ordered if id(one) not in repeated or one is newest]


def _is_held(text: Any) -> bool:
    return bool(getattr(text, "held", False))


def _as_version(text: Any) -> dict[str, Any]:
    return {name: getattr(text, name) for name in _columns(ArticleVersion) if hasattr(text, name)}


def _columns(model: type[Article | ArticleVersion]) -> list[str]:
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101 - for the type checker
    return [column.name for column in table.columns if column.computed is None]


def _settle_article(conn: Connection, first: int, newest: Any, articles: Sequence[Any], version: int) -> None:
    """Put the newest article under the survivor's number, with its words and citations; delete the others."""
    values = {name: getattr(newest, name) for name in _columns(Article)} | {
        "page_id": first,
        "version": version,
        "first_captured_at": min(one.first_captured_at for one in articles),
        "created_at": min(one.created_at for one in articles),
    }
    if newest.page_id == first:
        conn.execute(update(Article).where(Article.page_id == first).values(values))
    else:
        conn.execute(delete(Article).where(Article.page_id == first))
        conn.execute(insert(Article).values(values))
        of_newest = DocumentReference.page_id == newest.page_id
        conn.execute(update(DocumentReference).where(of_newest).values(page_id=first))
    others = [one.page_id for one in articles if one.page_id != first]
    conn.execute(delete(Article).where(Article.page_id.in_(others)))
    index(conn, first)

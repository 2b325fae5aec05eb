"""Writing of articles: an article always has the text of its page's newest capture that gave one.

Captures are ordered by fetch time, never by cleaning time: late workers and archive imports can't turn an article back.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from corpus.articles import citations, review_queue
from corpus.articles.columns import COLUMNS, columns, content_hash
from corpus.articles.pending_snapshots import Pending, claim, page_lock, waiting, walk
from corpus.articles.records import UNKNOWN_LAYOUT, Article, Outcome, Reason, Rejection
from corpus.articles.search_index import index
from corpus.articles.versions import keep_older, number_at, supersede, withdraw
from corpus.database import sanitize, tables
from corpus.database.tables import ArticleVersion, DateChange, Province, Site, Snapshot
from seeds.timing import VIETNAM

__all__ = ["OURS", "Change", "Pending", "claim", "content_row", "publish", "waiting", "walk"]

OURS = (
    Reason.EXTRACTOR_FAILED,
    Reason.OUT_OF_TIME,
    Reason.NOT_STORABLE,
)  # say more about this moment than about the page


class Change(StrEnum):
    """Effect of publishing on the page's article."""

    NEW = "new"
    UPDATED = "updated"
    """The portal changed the text; the old text is kept as a version."""
    REPLACED = "replaced"
    """Overwritten without a version: our rules or hints changed, or the portal changed fields other than the text."""
    UNCHANGED = "unchanged"
    HELD = "held"
    """Held for human review: the text would have taken a good article's place (corpus.articles.review_rule)."""
    REJECTED = "rejected"
    STALE = "stale"
    """The capture is older than the article's."""
    WITHDRAWN = "withdrawn"
    """The present rules reject the article's capture: the version before comes back, else there is no article."""
    GONE = "gone"
    """The page was taken down in the meantime."""
    KEPT = "kept"
    """Cleaning failed where an earlier cleaning had succeeded: the article stays."""


def publish(conn: Connection, pending: Pending, outcome: Outcome, rules_number: int, rules_hash: str) -> Change:
    """Write the outcome of cleaning a snapshot, in the caller's transaction. A second call changes nothing."""
    there = _lock_page(conn, pending)
    if there is None:
        return Change.GONE
    pending = there
    rules = {"rules_number": rules_number, "rules_hash": rules_hash, "layout": outcome.layout}
    if isinstance(outcome, Rejection):
        return _reject(conn, pending, outcome, rules)
    known = {**_recognised(outcome), **rules, "sources": sanitize.json(dict(outcome.sources)) or None}
    _settle(conn, pending, {"state": "article", "reason": None, "detail": None, **known})
    return _accept(conn, pending, outcome, rules)


def _lock_page(conn: Connection, pending: Pending) -> Pending | None:
    """Lock the snapshot's page; return the snapshot with its present page, or None where the snapshot is gone.

    Since the snapshot was read, its page may have been taken down or merged with another.
    """
    page_id: int | None = None
    while page_id != pending.page_id:
        conn.execute(select(func.pg_advisory_xact_lock(page_lock(pending.page_id))))
        page_id = conn.scalar(select(Snapshot.page_id).where(Snapshot.id == pending.snapshot_id))
        if page_id is None:
            return None
        if page_id != pending.page_id:
            pending, page_id = replace(pending, page_id=page_id), None
    return pending


def _recognised(outcome: Outcome) -> dict[str, Any]:
    known = {"page_kind": sanitize.maybe(outcome.page_kind), "platform": sanitize.maybe(outcome.platform)}
    return known | {"template": outcome.template}


def _settle(conn: Connection, pending: Pending, values: dict[str, Any]) -> None:
    differs = or_(*(getattr(Snapshot, name).is_distinct_from(value) for name, value in values.items()))
    statement = update(Snapshot).where(Snapshot.id == pending.snapshot_id, differs)
    conn.execute(statement.values(**values, normalised_at=func.clock_timestamp()))


def _reject(conn: Connection, pending: Pending, outcome: Rejection, rules: dict[str, Any]) -> Change:
    state = conn.scalar(select(Snapshot.state).where(Snapshot.id == pending.snapshot_id))
    if state == "article" and outcome.reason in OURS:
        return Change.KEPT
    why = {"reason": outcome.reason, "detail": sanitize.text(outcome.detail) or None, "sources": None}
    _settle(conn, pending, {"state": "rejection", **why, **_recognised(outcome), **rules})
    stood_on = conn.scalar(select(tables.Article.snapshot_id).where(tables.Article.page_id == pending.page_id))
    its_version = (ArticleVersion.page_id == pending.page_id, ArticleVersion.snapshot_id == pending.snapshot_id)
    conn.execute(delete(ArticleVersion).where(*its_version))
    if stood_on != pending.snapshot_id:
        return Change.REJECTED
    withdraw(conn, pending.page_id)
    return Change.WITHDRAWN


def _accept(conn: Connection, pending: Pending, article: Article, rules: dict[str, Any]) -> Change:
    row = content_row(conn, pending, article) | rules
    current = _current(conn, pending.page_id)
    if current is None:
        number = review_queue.number_of_first(conn, pending.page_id, row)
        first = {"page_id": pending.page_id, "first_captured_at": pending.fetched_at, "version": number}
        conn.execute(insert(tables.Article).values(**first, **row))
        citations.write(conn, pending.page_id, article.references)
        index(conn, pending.page_id)
        return Change.NEW
    if (pending.fetched_at, pending.snapshot_id) < (current.captured_at, current.snapshot_id):
        keep_older(conn, current, row)
        return Change.STALE
    if _is_of_unknown_layout(current, row) and _said(current) == row["content_hash"]:
        return Change.UNCHANGED  # what else such a reading gives is worth less than what stands
    if _is_news(current, row, pending.body_hash) and review_queue.hold_for_review(conn, current, row):
        return Change.HELD
    review_queue.release(conn, pending.page_id, pending.snapshot_id)
    review_queue.release_unknown(conn, pending.page_id, row)
    change = _renew(conn, current, row, pending.body_hash)
    cites_others = citations.write(conn, pending.page_id, article.references)
    if change is not Change.UNCHANGED or cites_others:
        index(conn, pending.page_id)
    return Change.REPLACED if change is Change.UNCHANGED and cites_others else change


def content_row(conn: Connection, pending: Pending, article: Article) -> dict[str, Any]:
    """Return the columns that an article and a version share, except those of the rules."""
    site = conn.execute(select(Site.level, Site.province_code).where(Site.id == pending.site)).one()
    known = select(Province.code).where(Province.code == article.province)
    content = columns(article, site.level, conn.scalar(known) or site.province_code)
    stands_on = {"snapshot_id": pending.snapshot_id, "captured_at": pending.fetched_at, "site": pending.site}
    return {**content, **stands_on, "content_hash": content_hash(content)}


def _current(conn: Connection, page_id: int) -> Any:
    statement = select(tables.Article, Snapshot.body_hash).join(Snapshot, Snapshot.id == tables.Article.snapshot_id)
    return conn.execute(statement.where(tables.Article.page_id == page_id)).one_or_none()


def _is_news(current: Any, row: dict[str, Any], body_hash: bytes) -> bool:
    """Decide whether the portal changed title, lead or text; else only other fields, our rules or hints changed."""
    return bool(body_hash != current.body_hash and row["content_hash"] != _said(current))


def _said(current: Any) -> bytes:
    """Return the hash of the article's title, lead and text, computed as `content_hash` computes it now."""
    return content_hash({name: getattr(current, name) for name in ("title", "lead", "text")})


def _is_of_unknown_layout(current: Any, row: dict[str, Any]) -> bool:
    """Decide whether the page fits no template any more, while the article's capture still fitted one."""
    return UNKNOWN_LAYOUT in row["flags"] and current.layout is not None and UNKNOWN_LAYOUT not in current.flags


def _renew(conn: Connection, current: Any, row: dict[str, Any], body_hash: bytes) -> Change:
    same = all(getattr(current, name) == row[name] for name in (*COLUMNS, "content_hash"))
    if same:
        if current.snapshot_id != row["snapshot_id"]:
            _write(conn, current, row)
        return Change.UNCHANGED
    changed = {**row, "updated_at": func.now()}
    if body_hash != current.body_hash:
        _note_date(conn, current, row)
    news = _is_news(current, row, body_hash)
    if news:
        supersede(conn, current)
        changed["version"] = number_at(conn, current.page_id, row)
    _write(conn, current, changed)
    return Change.UPDATED if news else Change.REPLACED


def _note_date(conn: Connection, current: Any, row: dict[str, Any]) -> None:
    """Record that the portal changed the day of publication, where both days come from one kind of source."""
    before, after = current.published_at, row["published_at"]
    if before is None or after is None or current.published_source != row["published_source"]:
        return
    if before.astimezone(VIETNAM).date() != after.astimezone(VIETNAM).date():
        where = {name: row[name] for name in ("snapshot_id", "captured_at")}
        noted = upsert(DateChange).values(page_id=current.page_id, before=before, after=after, **where)
        conn.execute(noted.on_conflict_do_nothing())


def _write(conn: Connection, current: Any, values: dict[str, Any]) -> None:
    conn.execute(update(tables.Article).where(tables.Article.page_id == current.page_id).values(values))

"""Articles written to the corpus: an article always stands for its page's newest capture that gave one.

By the time of the capture, never of the cleaning: late workers and archive imports can't turn an article back.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from corpus import citations, clean, held, models
from corpus.claims import Pending, claim, page_lock, waiting, walk
from corpus.content import COLUMNS, columns, content_hash
from corpus.indexing import index
from corpus.models import ArticleVersion, Province, Site, Snapshot
from corpus.records import Article, Outcome, Reason, Rejection
from corpus.versions import keep_older, number_at, supersede, withdraw

__all__ = ["OURS", "Change", "Pending", "claim", "content_row", "publish", "waiting", "walk"]

OURS = (
    Reason.EXTRACTOR_FAILED,
    Reason.OUT_OF_TIME,
    Reason.NOT_STORABLE,
)  # say more about this moment than about the page


class Change(StrEnum):
    """What publishing did to the page's article."""

    NEW = "new"
    UPDATED = "updated"
    """The portal changed its text: the old one is kept as a version."""
    REPLACED = "replaced"
    """Only our rules or hints changed: the text was put in the old one's place."""
    UNCHANGED = "unchanged"
    HELD = "held"
    """Kept back for a person: it would have taken a good article's place (corpus.doubts)."""
    REJECTED = "rejected"
    STALE = "stale"
    """From an older capture than the article's."""
    WITHDRAWN = "withdrawn"
    """The capture that the article stood on is none by the present rules: back to the version before, or no article."""
    GONE = "gone"
    """Its page was taken down meanwhile."""
    KEPT = "kept"
    """Cleaning failed where it had succeeded before: the article stays."""


def publish(conn: Connection, pending: Pending, outcome: Outcome, rules_number: int, rules_hash: str) -> Change:
    """Write what a snapshot became, in the caller's transaction. Doing it twice changes nothing."""
    there = _lock_page(conn, pending)
    if there is None:
        return Change.GONE
    pending = there
    rules = {"rules_number": rules_number, "rules_hash": rules_hash}
    if isinstance(outcome, Rejection):
        return _reject(conn, pending, outcome, rules)
    known = {**_recognised(outcome), **rules, "sources": clean.json(dict(outcome.sources)) or None}
    _settle(conn, pending, {"state": "article", "reason": None, "detail": None, **known})
    return _accept(conn, pending, outcome, rules)


def _lock_page(conn: Connection, pending: Pending) -> Pending | None:
    """The snapshot under its page's lock; since it was read, it may have been taken down, or its page merged."""
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
    return {"page_kind": clean.maybe(outcome.page_kind), "platform": clean.maybe(outcome.platform)}


def _settle(conn: Connection, pending: Pending, values: dict[str, Any]) -> None:
    differs = or_(*(getattr(Snapshot, name).is_distinct_from(value) for name, value in values.items()))
    statement = update(Snapshot).where(Snapshot.id == pending.snapshot_id, differs)
    conn.execute(statement.values(**values, normalised_at=func.clock_timestamp()))


def _reject(conn: Connection, pending: Pending, outcome: Rejection, rules: dict[str, Any]) -> Change:
    state = conn.scalar(select(Snapshot.state).where(Snapshot.id == pending.snapshot_id))
    if state == "article" and outcome.reason in OURS:
        return Change.KEPT
    why = {"reason": outcome.reason, "detail": clean.text(outcome.detail) or None, "sources": None}
    _settle(conn, pending, {"state": "rejection", **why, **_recognised(outcome), **rules})
    stood_on = conn.scalar(select(models.Article.snapshot_id).where(models.Article.page_id == pending.page_id))
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
        number = held.number_of_first(conn, pending.page_id, row)
        first = {"page_id": pending.page_id, "first_captured_at": pending.fetched_at, "version": number}
        conn.execute(insert(models.Article).values(**first, **row))
        index(conn, pending.page_id)
        citations.write(conn, pending.page_id, article.references)
        return Change.NEW
    if (pending.fetched_at, pending.snapshot_id) < (current.captured_at, current.snapshot_id):
        keep_older(conn, current, row)
        return Change.STALE
    if _is_news(current, row, pending.body_hash) and held.hold_doubtful(conn, current, row):
        return Change.HELD
    held.release(conn, pending.page_id, pending.snapshot_id)
    change = _renew(conn, current, row, pending.body_hash)
    cites_others = citations.write(conn, pending.page_id, article.references)
    return Change.REPLACED if change is Change.UNCHANGED and cites_others else change


def content_row(conn: Connection, pending: Pending, article: Article) -> dict[str, Any]:
    """Everything that article and version have in common, except the rules."""
    site = conn.execute(select(Site.level, Site.province_code).where(Site.id == pending.site)).one()
    known = select(Province.code).where(Province.code == article.province)
    content = columns(article, site.level, conn.scalar(known) or site.province_code)
    stands_on = {"snapshot_id": pending.snapshot_id, "captured_at": pending.fetched_at, "site": pending.site}
    return {**content, **stands_on, "content_hash": content_hash(content)}


def _current(conn: Connection, page_id: int) -> Any:
    statement = select(models.Article, Snapshot.body_hash).join(Snapshot, Snapshot.id == models.Article.snapshot_id)
    return conn.execute(statement.where(models.Article.page_id == page_id)).one_or_none()


def _is_news(current: Any, row: dict[str, Any], body_hash: bytes) -> bool:
    """Whether the portal changed what it says; else only our rules or hints did."""
    return bool(body_hash != current.body_hash and row["content_hash"] != current.content_hash)


def _renew(conn: Connection, current: Any, row: dict[str, Any], body_hash: bytes) -> Change:
    same = all(getattr(current, name) == row[name] for name in (*COLUMNS, "content_hash"))
    if same:
        if current.snapshot_id != row["snapshot_id"]:
            _write(conn, current, row)
        return Change.UNCHANGED
    changed = {**row, "updated_at": func.now()}
    news = _is_news(current, row, body_hash)
    if news:
        supersede(conn, current)
        changed["version"] = number_at(conn, current.page_id, row)
    _write(conn, current, changed)
    index(conn, current.page_id)
    return Change.UPDATED if news else Change.REPLACED


def _write(conn: Connection, current: Any, values: dict[str, Any]) -> None:
    conn.execute(update(models.Article).where(models.Article.page_id == current.page_id).values(values))

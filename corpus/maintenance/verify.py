"""Verification of stored data: bodies against their hashes, articles against their captures."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import zstandard
from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import DBAPIError

from corpus.articles.columns import content_hash
from corpus.crawling.bodies import Unpacker
from corpus.database.retry import with_retry
from corpus.database.sqlstate import Fault, fault_of
from corpus.database.tables import Article, ArticleSearch, ArticleVersion, Body, Page, Snapshot

BATCH = 64
"""Bodies read at once; each may have some megabytes."""
ARTICLES = 500
"""Articles read at once."""


@dataclass(frozen=True, slots=True)
class Damage:
    """One damaged record."""

    what: str
    """`body`, `article` or `version`."""
    name: str
    """Hash of the body, or the number of the article (and of its version)."""
    why: str
    urls: tuple[str, ...] = ()
    """Addresses of the affected pages."""


@dataclass
class Checked:
    """Counts of checked records, and the damages."""

    bodies: int = 0
    thinned: int = 0
    """Bodies whose bytes were deleted on purpose, so that there is nothing to check."""
    articles: int = 0
    versions: int = 0
    damages: list[Damage] = field(default_factory=list)


def size(engine: Engine) -> int:
    """Count the bodies, articles and versions to check."""
    counts = [select(func.count()).select_from(model) for model in (Body, Article, ArticleVersion)]
    return with_retry(engine, lambda conn: sum(conn.scalar(count) or 0 for count in counts))


def verify(engine: Engine, advance: Callable[[], object] = lambda: None) -> Checked:
    """Check every body, article and version; reads only, in many small transactions, while crawls go on.

    `advance` is called for each record. A record that Postgres itself can't read any more is a damage, and the rest is
    checked.
    """
    checked = Checked()
    for batch in _walk(engine, Body.hash, b"", BATCH):
        for found in _each(engine, _bodies, batch, Body):
            checked.bodies += 1
            _note(engine, checked, found)
            advance()
    checked.thinned = with_retry(engine, lambda conn: conn.scalar(_THINNED) or 0)
    for model, what in ((Article, "article"), (ArticleVersion, "version")):
        for batch in _walk(engine, model.page_id, 0, ARTICLES):
            for found in _each(engine, partial(_texts, model=model, what=what), batch, model):
                setattr(checked, f"{what}s", getattr(checked, f"{what}s") + 1)
                _note(engine, checked, found)
                advance()
    return checked


_THINNED = select(func.count()).select_from(Body).where(Body.thinned_at.is_not(None))

Found = Damage | None


def _walk(engine: Engine, column: Any, after: Any, batch: int) -> Iterator[list[Any]]:
    """Yield all values of a key, in order, in batches."""
    while True:
        statement = select(column).where(column > after).distinct().order_by(column).limit(batch)
        keys = with_retry(engine, partial(_keys, statement=statement))
        if not keys:
            return
        yield keys
        after = keys[-1]


def _keys(conn: Connection, statement: Any) -> list[Any]:
    return list(conn.scalars(statement))


def _each(
    engine: Engine, check: Callable[[Connection, Sequence[Any]], list[Found]], keys: list[Any], model: Any
) -> list[Found]:
    """Check a batch; where Postgres can't read it, check one key after the other."""
    try:
        return with_retry(engine, lambda conn: check(conn, keys))
    except DBAPIError as error:
        if fault_of(error) is not Fault.WORK:
            raise
        if len(keys) > 1:
            return [found for key in keys for found in _each(engine, check, [key], model)]
        name = keys[0].hex() if isinstance(keys[0], bytes) else str(keys[0])
        what = {Body: "body", Article: "article"}.get(model, "version")
        why = str(error.orig or error).strip().splitlines()[0]
        return [Damage(what, name, f"Postgres can't read it: {why}")]


def _bodies(conn: Connection, keys: Sequence[bytes]) -> list[Found]:
    unpack = Unpacker(conn)
    rows = conn.execute(select(Body).where(Body.hash.in_(keys))).all()
    return [_body(row, unpack) for row in rows]


def _body(row: Any, unpack: Unpacker) -> Found:
    if row.zstd is None:
        return None
    try:
        content = unpack(row.zstd, row.dictionary_id)
    except zstandard.ZstdError as error:
        return Damage("body", row.hash.hex(), f"it can't be unpacked: {error}")
    if hashlib.sha256(content).digest() != row.hash:
        return Damage("body", row.hash.hex(), "its bytes have another hash")
    if len(content) != row.size:
        return Damage("body", row.hash.hex(), f"it has {len(content):,} bytes and not {row.size:,}")
    return None


def _texts(conn: Connection, keys: Sequence[int], model: Any, what: str) -> list[Found]:
    standing = (Snapshot.page_id.label("of_page"), Snapshot.state, Snapshot.fetched_at)
    now = func.public.search_words(
        model.title,
        model.lead,
        model.text,
        func.public.search_others(model.author, model.source_name, model.images, model.attachments),
    )
    known = (ArticleSearch.page_id.label("indexed"), (ArticleSearch.words == now).label("found_by_its_words"))
    statement = select(model, *standing, *known).outerjoin(Snapshot, Snapshot.id == model.snapshot_id)
    rows = conn.execute(
        statement.outerjoin(ArticleSearch, ArticleSearch.page_id == model.page_id)
        .where(model.page_id.in_(keys))
        .order_by(model.page_id, model.version)
    ).all()
    return [_text(row, what) for row in rows]


def _text(row: Any, what: str) -> Found:
    name = str(row.page_id) if what == "article" else f"{row.page_id} version {row.version}"
    wrong = (
        ("the capture that it was made from is missing", row.of_page is None),
        ("its capture is of another page", row.of_page != row.page_id),
        (f"its capture is no article by now ({row.state})", row.state != "article"),
        ("its capture was made at another time", row.fetched_at != row.captured_at),
        (
            "its text is not the one that was stored (another hash)",
            content_hash(dict(row._mapping)) != row.content_hash,
        ),
        ("search does not know it", what == "article" and row.indexed is None),
        ("search has other words of it", what == "article" and not row.found_by_its_words),
    )
    why = next((why for why, holds in wrong if holds), None)
    return None if why is None else Damage(what, name, why)


def _note(engine: Engine, checked: Checked, found: Found) -> None:
    if found is None:
        return
    pages = select(Page.url).order_by(Page.id).limit(20)
    if found.what == "body":
        captured = select(Snapshot.page_id).where(Snapshot.body_hash == bytes.fromhex(found.name))
        pages = pages.where(Page.id.in_(captured))
    else:
        pages = pages.where(Page.id == int(found.name.split()[0]))
    urls = with_retry(engine, lambda conn: tuple(conn.scalars(pages)))
    checked.damages.append(Damage(found.what, found.name, found.why, urls))

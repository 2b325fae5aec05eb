"""Pages and snapshots written to the corpus, for synchronous callers; `corpus.pages` is the same for asyncio.

Nothing here commits: the caller's transaction holds a list's snapshot and every page that it names together. Bodies go
first and in the order of their hash, so that two writers never wait for each other crosswise.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, Connection, LargeBinary, any_, exists, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from corpus import clean
from corpus.bodies import store_bodies
from corpus.errors import TakenDown
from corpus.found import Fetched, FetchOutcome, Found, Role
from corpus.models import FetchLog, Page, PageAlias, Snapshot, Takedown
from seeds.addresses import RULES

KEY_RULES = RULES
"""Stands in page.key_rules where the caller does not say which rules made its keys."""
MAX_ROWS = 2000
"""Pages written by one statement, which may have 65,535 parameters: a sitemap names up to 50,000."""


def store_list(conn: Connection, fetched: Fetched, found: Sequence[Found], key_rules: int = KEY_RULES) -> int:
    """Store a list's (or feed's) snapshot and every page that it names; returns how many of those were new."""
    _store(conn, fetched, None, key_rules)
    return store_found(conn, fetched.site, found, fetched.run_id, key_rules)


def store_item(conn: Connection, fetched: Fetched, due_at: datetime | None, key_rules: int = KEY_RULES) -> int:
    """Store an item's snapshot, pending; the page is next due at `due_at` (None: never). Returns the page's id."""
    return _store(conn, fetched, due_at, key_rules)


def store_found(
    conn: Connection, site: str, found: Sequence[Found], run_id: int | None = None, key_rules: int = KEY_RULES
) -> int:
    """Write pages that were found: the first discovery stays, missing hints are filled. Returns how many were new."""
    unique = {one.key: one for one in reversed(found)}
    ordered = [unique[key] for key in dict.fromkeys(one.key for one in found)]
    if not ordered:
        return 0
    known = _ids(conn, site, unique)
    rows = [_page_row(site, one, run_id, key_rules) for one in ordered]
    for at in range(0, len(rows), MAX_ROWS):
        conn.execute(_filling_hints(insert(Page).values(rows[at : at + MAX_ROWS])))
    ids = _ids(conn, site, unique)
    _add_aliases(conn, [(ids[one.key], url) for one in found for url in one.aliases])
    return len(ids) - len(known)


def _ids(conn: Connection, site: str, keys: Iterable[bytes]) -> dict[bytes, int]:
    wanted = literal(list(keys), ARRAY(LargeBinary))  # one parameter, however many keys
    rows = conn.execute(select(Page.key, Page.id).where(Page.site == site, Page.key == any_(wanted)))
    return {row.key: row.id for row in rows}


def _page_row(site: str, one: Found, run_id: int | None, key_rules: int) -> dict[str, Any]:
    return {
        "site": site,
        "key": one.key,
        "key_rules": key_rules,
        "url": clean.text(one.url),
        "role": one.role,
        "listed_title": clean.maybe(one.title),
        "listed_date": one.date,
        "section": [clean.text(part) for part in one.section],
        "discovered_run": run_id,
    }


def _filling_hints(statement: Any) -> Any:
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=[Page.site, Page.key],
        set_={
            "listed_title": func.coalesce(Page.listed_title, new.listed_title),
            "listed_date": func.coalesce(Page.listed_date, new.listed_date),
            "section": func.coalesce(func.nullif(Page.section, literal([], Page.section.type)), new.section),
            "role": new.role,
        },
        where=or_(
            Page.listed_title.is_(None) & new.listed_title.is_not(None),
            Page.listed_date.is_(None) & new.listed_date.is_not(None),
            (Page.section == []) & (new.section != []),
            Page.role != new.role,
        )
        & ~exists().where(Takedown.page_id == Page.id),
    )


def _add_aliases(conn: Connection, pairs: Iterable[tuple[int, str]]) -> None:
    rows = {(page_id, hashlib.sha256(clean.text(url).encode()).digest()): clean.text(url) for page_id, url in pairs}
    if rows:
        values = [{"page_id": page, "url_hash": digest, "url": rows[page, digest]} for page, digest in sorted(rows)]
        conn.execute(insert(PageAlias).values(values).on_conflict_do_nothing())


def _store(conn: Connection, fetched: Fetched, due_at: datetime | None, key_rules: int) -> int:
    body_hash = store_bodies(conn, [fetched.body])[0]
    page_id = _fetched_page(conn, fetched, due_at, key_rules)
    _add_aliases(conn, [(page_id, url) for url in fetched.aliases])
    conn.execute(insert(Snapshot).values(_snapshot_row(fetched, page_id, body_hash)))
    return page_id


def _fetched_page(conn: Connection, fetched: Fetched, due_at: datetime | None, key_rules: int) -> int:
    """The page's row, made if need be, marked as fetched. An older capture (an archive's) does not turn it back."""
    news = {
        "role": fetched.role,
        "fetched_at": fetched.fetched_at,
        "due_at": due_at,
        "failures": 0,
        "gone_at": None,
        "leads_to": None,
        "etag": clean.maybe(fetched.etag),
        "last_modified": clean.maybe(fetched.last_modified),
    }
    found = Found(fetched.url, fetched.url_key, fetched.role, fetched.section)
    statement = insert(Page).values({**_page_row(fetched.site, found, fetched.run_id, key_rules), **news})
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=[Page.site, Page.key],
            set_=news,
            where=Page.fetched_at.is_(None) | (Page.fetched_at <= fetched.fetched_at),
        )
    )
    mine = select(Page.id, Takedown.reason).outerjoin(Takedown, Takedown.page_id == Page.id)
    page = conn.execute(mine.where(Page.site == fetched.site, Page.key == fetched.url_key)).one()
    if page.reason is not None:  # asked once the row is locked, so that a takedown that runs just now is seen
        raise TakenDown(f"Page {page.id} was taken down: {page.reason}.")
    return int(page.id)


def _snapshot_row(fetched: Fetched, page_id: int, body_hash: bytes) -> dict[str, Any]:
    return {
        "page_id": page_id,
        "run_id": fetched.run_id,
        "url": clean.text(fetched.final_url),
        "fetched_at": fetched.fetched_at,
        "status": fetched.status,
        "headers": _headers(fetched.headers),
        "body_hash": body_hash,
        "role": fetched.role,
        "state": "pending" if fetched.role == Role.ITEM else None,
    }


def _headers(headers: Mapping[str, str | Sequence[str]]) -> dict[str, Any]:
    kept = {name.lower(): value for name, value in headers.items() if name.lower() not in ("set-cookie", "set-cookie2")}
    cleaned = clean.json(kept)
    return {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in cleaned.items()}


def log_fetch(
    conn: Connection,
    outcome: FetchOutcome,
    url: str,
    *,
    run_id: int | None = None,
    page_id: int | None = None,
    status: int | None = None,
    detail: str | None = None,
) -> None:
    """Write the one outcome of a request."""
    row = {"outcome": outcome, "url": clean.text(url), "run_id": run_id, "page_id": page_id, "status": status}
    conn.execute(insert(FetchLog).values(**row, detail=clean.maybe(detail)))


def find(conn: Connection, site: str, key: bytes) -> int | None:
    """Id of the page with this key, or None."""
    return _ids(conn, site, [key]).get(key)


def alias(conn: Connection, page_id: int, urls: Sequence[str]) -> None:
    """Note other spellings of a page's address."""
    _add_aliases(conn, [(page_id, url) for url in urls])


def mark_unchanged(conn: Connection, page_id: int, at: datetime, due_at: datetime | None) -> None:
    """The portal answered "not modified" (304)."""
    conn.execute(update(Page).where(Page.id == page_id).values(fetched_at=at, due_at=due_at, failures=0, gone_at=None))


def mark_failed(conn: Connection, page_id: int, due_at: datetime | None) -> int:
    """A request for the page failed; it is not asked for before `due_at`. Returns its failures in a row."""
    failures = func.least(Page.failures + 1, 32767)
    statement = update(Page).where(Page.id == page_id).values(failures=failures, due_at=due_at)
    return int(conn.execute(statement.returning(Page.failures)).scalar_one())


def mark_gone(conn: Connection, page_id: int, at: datetime) -> None:
    """The portal said that the page is gone for good; what was stored of it stays."""
    conn.execute(update(Page).where(Page.id == page_id).values(gone_at=at, due_at=None))


def mark_leads_to(conn: Connection, page_id: int, target_id: int) -> None:
    """The page's address redirects to another page, which takes its hints; it is never asked for again."""
    if page_id == target_id:
        return
    source = conn.execute(select(Page).where(Page.id == page_id)).one()
    conn.execute(update(Page).where(Page.id == page_id).values(leads_to=target_id, due_at=None))
    conn.execute(
        update(Page)
        .where(Page.id == target_id)
        .values(
            listed_title=func.coalesce(Page.listed_title, source.listed_title),
            listed_date=func.coalesce(Page.listed_date, source.listed_date),
            section=func.coalesce(func.nullif(Page.section, literal([], Page.section.type)), source.section),
        )
    )
    _add_aliases(conn, [(target_id, source.url)])

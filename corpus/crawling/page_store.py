"""Writing of pages and snapshots, for synchronous callers; `corpus.crawling.async_page_store` does it for asyncio.

Nothing here commits: the caller's transaction holds a list's snapshot and every page that it names together. Bodies are
written first and in the order of their hash, so that two writers never deadlock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, literal, select, update

from corpus.crawling import redaction
from corpus.crawling.bodies import store_bodies
from corpus.crawling.page_sql import (
    ADD_ALIAS,
    ADD_FETCHED,
    ADD_FOUND,
    ADD_LOG,
    ADD_NAMED,
    ADD_SNAPSHOT,
    BY_KEY,
    STANDING,
)
from corpus.crawling.records import Fetched, FetchOutcome, Found, Logged, Role
from corpus.database import clock, sanitize
from corpus.database.tables import FetchLog, Page
from corpus.errors import TakenDown
from seeds.timing import VIETNAM
from seeds.urls.canonical import RULES

KEY_RULES = RULES
"""Default of page.key_rules, where the caller does not say which rules made its keys."""

MOST_ANSWERS = 50
"""Newest log entries of a page that are read to count the days of its absence, at most."""
KEPT_HEADERS = frozenset({
    "accept-ranges", "age", "cache-control", "content-disposition", "content-encoding", "content-language",
    "content-length", "content-location", "content-type", "date", "etag", "expires", "last-modified", "link",
    "location", "microsoftsharepointteamservices", "pragma", "refresh", "retry-after", "server", "vary", "via",
    "x-aspnet-version", "x-drupal-cache", "x-generator", "x-pingback", "x-powered-by", "x-redirect-by", "x-robots-tag",
})  # fmt: skip
"""Response headers that are stored: those that say what a page is, how old it is, and which CMS made it. No cookies,
and none of the other names that a portal may invent, any number of which may come."""
LONGEST_HEADER = 1_000
"""Characters that are stored of a header's value."""
MOST_VALUES = 10
"""Values that are stored of one header."""


def store_list(
    conn: Connection,
    fetched: Fetched,
    found: Sequence[Found],
    key_rules: int = KEY_RULES,
    due_at: datetime | None = None,
    *,
    roles_known: bool = True,
) -> int:
    """Store a list's (or feed's) snapshot and every page that it names; return how many of those were new.

    `due_at`: when an explored portal's list is due again; None where its walk or its feed decides.
    """
    store_items(conn, [(fetched, due_at)], key_rules)
    return store_found(conn, fetched.site, found, fetched.run_id, key_rules, roles_known=roles_known)


def store_item(conn: Connection, fetched: Fetched, due_at: datetime | None, key_rules: int = KEY_RULES) -> int:
    """Store an item's snapshot, pending; the page is next due at `due_at` (None: never). Return the page's id."""
    return store_items(conn, [(fetched, due_at)], key_rules)[0]


def store_items(
    conn: Connection, items: Sequence[tuple[Fetched, datetime | None]], key_rules: int = KEY_RULES
) -> list[int]:
    """Store the snapshots of several items of one site in few statements; return the pages' ids in the given order.

    Raises TakenDown where any of the pages was taken down: nothing of the transaction may then be committed.
    """
    present = clock.now(conn)
    items = [_in_time(fetched, due_at, present) for fetched, due_at in items]
    items = [(one, due_at) for one, (_, due_at) in zip(_redacted(conn, [one for one, _ in items]), items, strict=True)]
    hashes = store_bodies(conn, [fetched.body for fetched, _ in items])
    ids = _fetched_pages(conn, items, key_rules)
    pages = [ids[fetched.url_key] for fetched, _ in items]
    each = list(zip((fetched for fetched, _ in items), pages, hashes, strict=True))
    _add_aliases(conn, [(page_id, url) for fetched, page_id, _ in each for url in fetched.aliases])
    conn.execute(ADD_SNAPSHOT, [_snapshot_row(*one) for one in each])
    return pages


def store_found(
    conn: Connection,
    site: str,
    found: Sequence[Found],
    run_id: int | None = None,
    key_rules: int = KEY_RULES,
    *,
    roles_known: bool = True,
) -> int:
    """Write pages that were found: the first discovery stays, missing hints are filled. Return how many were new.

    `roles_known`: False where links don't tell the role of their target; pages that were read then keep their role.
    """
    unique = {one.key: one for one in reversed(found)}
    ordered = [unique[key] for key in dict.fromkeys(one.key for one in found)]
    if not ordered:
        return 0
    known = _ids(conn, site, unique)
    rows = [_page_row(site, one, run_id, key_rules) for one in ordered]
    conn.execute(ADD_FOUND if roles_known else ADD_NAMED, rows)
    ids = _ids(conn, site, unique)
    _add_aliases(conn, [(ids[one.key], url) for one in found for url in one.aliases])
    return len(ids) - len(known)


def _ids(conn: Connection, site: str, keys: Iterable[bytes]) -> dict[bytes, int]:
    rows = conn.execute(BY_KEY, {"site": site, "keys": list(keys)})
    return {row.key: row.id for row in rows}


def _tomorrow() -> date:
    """Return the last day that a list can give an article; a later date is an event, or an error."""
    return datetime.now(VIETNAM).date() + timedelta(days=1)


def _page_row(site: str, one: Found, run_id: int | None, key_rules: int) -> dict[str, Any]:
    return {
        "site": site,
        "key": one.key,
        "key_rules": key_rules,
        "url": sanitize.text(one.url),
        "role": one.role,
        "listed_title": sanitize.maybe(one.title),
        "listed_date": one.date if one.date is None or one.date <= _tomorrow() else None,
        "section": [sanitize.text(part) for part in one.section],
        "discovered_run": run_id,
    }


def _add_aliases(conn: Connection, pairs: Iterable[tuple[int, str]]) -> None:
    rows = {
        (page_id, hashlib.sha256(sanitize.text(url).encode()).digest()): sanitize.text(url) for page_id, url in pairs
    }
    if rows:
        values = [{"page_id": page, "url_hash": digest, "url": rows[page, digest]} for page, digest in sorted(rows)]
        conn.execute(ADD_ALIAS, values)


def _fetched_pages(
    conn: Connection, items: Sequence[tuple[Fetched, datetime | None]], key_rules: int
) -> dict[bytes, int]:
    """Write the pages' rows as fetched and return their ids by key. Raises TakenDown."""
    rows = [_fetched_row(fetched, due_at, key_rules) for fetched, due_at in items]
    newest = {row["key"]: row for row in sorted(rows, key=lambda row: (row["key"], row["fetched_at"]))}
    conn.execute(ADD_FETCHED, [*newest.values()])
    found = conn.execute(STANDING, {"site": items[0][0].site, "keys": [*newest]}).all()
    for page in found:  # asked once the rows are locked, so that a takedown that runs just now is seen
        if page.reason is not None:
            raise TakenDown(f"Page {page.id} was taken down: {page.reason}.")
    return {page.key: page.id for page in found}


def _fetched_row(fetched: Fetched, due_at: datetime | None, key_rules: int) -> dict[str, Any]:
    found = Found(fetched.url, fetched.url_key, fetched.role, fetched.section)
    return {
        **_page_row(fetched.site, found, fetched.run_id, key_rules),
        "fetched_at": fetched.fetched_at,
        "due_at": due_at,
        "failures": 0,
        "gone_at": None,
        "leads_to": None,
        "etag": sanitize.maybe(fetched.etag),
        "last_modified": sanitize.maybe(fetched.last_modified),
    }


def _snapshot_row(fetched: Fetched, page_id: int, body_hash: bytes) -> dict[str, Any]:
    return {
        "page_id": page_id,
        "run_id": fetched.run_id,
        "url": sanitize.text(fetched.final_url),
        "fetched_at": fetched.fetched_at,
        "status": fetched.status,
        "headers": _headers(fetched.headers),
        "body_hash": body_hash,
        "role": fetched.role,
        "state": "pending" if fetched.role == Role.ITEM else None,
    }


def _redacted(conn: Connection, items: Sequence[Fetched]) -> list[Fetched]:
    """Return the items without what names pages that were taken down. All items are of one site."""
    what = redaction.taken_down(conn, items[0].site) if items else redaction.Named()
    if not what.addresses:
        return list(items)
    bodies = (redaction.redacted(one.body, one.final_url, one.role, what) for one in items)
    return [replace(one, body=body) for one, body in zip(items, bodies, strict=True)]


def _in_time(fetched: Fetched, due_at: datetime | None, present: datetime) -> tuple[Fetched, datetime | None]:
    at, due_at = clock.bounded(fetched.fetched_at, due_at, present)
    return (fetched if at == fetched.fetched_at else replace(fetched, fetched_at=at)), due_at


def _headers(headers: Mapping[str, str | Sequence[str]]) -> dict[str, Any]:
    kept = {name.lower(): _bounded(value) for name, value in headers.items() if name.lower() in KEPT_HEADERS}
    cleaned = sanitize.json(kept)
    return {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in cleaned.items()}


def _bounded(value: str | Sequence[str]) -> str | list[str]:
    if isinstance(value, str):
        return value[:LONGEST_HEADER]
    return [one[:LONGEST_HEADER] for one in value[:MOST_VALUES]]


def log_fetches(conn: Connection, ends: Sequence[Logged]) -> None:
    """Write the one outcome of each request."""
    rows = [{**asdict(one), "url": sanitize.text(one.url), "detail": sanitize.maybe(one.detail)} for one in ends]
    conn.execute(ADD_LOG, rows)


def find(conn: Connection, site: str, key: bytes) -> int | None:
    """Return the id of the page with this key, or None."""
    return _ids(conn, site, [key]).get(key)


def alias(conn: Connection, page_id: int, urls: Sequence[str]) -> None:
    """Record other spellings of a page's address."""
    _add_aliases(conn, [(page_id, url) for url in urls])


def mark_unchanged(conn: Connection, page_id: int, at: datetime, due_at: datetime | None) -> None:
    """Record that the portal answered "not modified" (304)."""
    at, due_at = clock.bounded(at, due_at, clock.now(conn))
    conn.execute(update(Page).where(Page.id == page_id).values(fetched_at=at, due_at=due_at, failures=0, gone_at=None))


def mark_failed(conn: Connection, page_id: int, due_at: datetime | None) -> int:
    """Record a failed request; the page is not requested before `due_at`. Return its failures in a row."""
    _, due_at = clock.bounded(datetime.now(VIETNAM), due_at, clock.now(conn))
    failures = func.least(Page.failures + 1, 32767)
    statement = update(Page).where(Page.id == page_id).values(failures=failures, due_at=due_at)
    return int(conn.execute(statement.returning(Page.failures)).scalar_one())


def days_absent(conn: Connection, page_id: int, at: datetime) -> int:
    """Count the days on which a page was absent (404 or 410), that of `at` included, since its last other outcome."""
    log = select(FetchLog.outcome, FetchLog.at).where(FetchLog.page_id == page_id, FetchLog.outcome != "cancelled")
    days = {at.astimezone(VIETNAM).date()}
    for row in conn.execute(log.order_by(FetchLog.at.desc(), FetchLog.id.desc()).limit(MOST_ANSWERS)):
        if row.outcome not in (FetchOutcome.NOT_FOUND, FetchOutcome.GONE):
            break
        days.add(row.at.astimezone(VIETNAM).date())
    return len(days)


def mark_gone(conn: Connection, page_id: int, at: datetime) -> None:
    """Record that the page is gone for good, as the portal says; its stored captures stay."""
    conn.execute(update(Page).where(Page.id == page_id).values(gone_at=at, due_at=None))


def mark_redirected(conn: Connection, page_id: int, target_id: int) -> None:
    """Record a redirect to another page, which takes over the hints; the page itself is never requested again."""
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

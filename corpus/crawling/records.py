"""Records that the crawler hands to the corpus or gets back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Role(StrEnum):
    """Role of a page for the crawler."""

    ITEM = "item"
    LIST = "list"
    FEED = "feed"


class FetchOutcome(StrEnum):
    """Outcome of a request; every request has exactly one."""

    STORED = "stored"
    UNCHANGED = "unchanged"
    NOT_FOUND = "not found"
    GONE = "gone"
    FORBIDDEN_BY_ROBOTS = "forbidden by robots"
    REFUSED_ADDRESS = "refused address"
    HTTP_ERROR = "http error"
    TIMEOUT = "timeout"
    CONNECTION_FAILED = "connection failed"
    DNS_FAILED = "dns failed"
    TLS_FAILED = "tls failed"
    TOO_LARGE = "too large"
    NOT_TEXT = "not text"
    CUT_BODY = "cut body"
    REDIRECTED_AWAY = "redirected away"
    TAKEN_DOWN = "taken down"
    DUPLICATE = "duplicate"
    """The page shows what another address of the portal shows."""
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Found:
    """A page that a list names, with the list's statements about it."""

    url: str
    """Canonical address."""
    key: bytes
    """SHA-256 of the canonical key."""
    role: Role = Role.ITEM
    section: tuple[str, ...] = ()
    title: str | None = None
    date: date | None = None
    aliases: tuple[str, ...] = ()
    """Other spellings of the address that were seen."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer of a portal that has a body."""

    site: str
    url_key: bytes
    """SHA-256 of the canonical key of the answer's page."""
    url: str
    """Canonical address of the answer's page."""
    role: Role
    final_url: str
    """Address that answered, after redirects."""
    status: int
    headers: Mapping[str, str | Sequence[str]]
    body: bytes
    """Content-encoding undone, character encoding as sent."""
    fetched_at: datetime
    run_id: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    section: tuple[str, ...] = ()
    aliases: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Logged:
    """A request's one outcome."""

    outcome: FetchOutcome
    url: str
    run_id: int | None = None
    page_id: int | None = None
    status: int | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class PastWalk:
    """End of the newest walk through a section's lists."""

    complete: bool
    """True where the walk reached the end of the lists or known ground undisturbed."""
    at: datetime
    """Time of the walk's end: what the lists named by then was found no later."""
    ended_by: str


@dataclass(frozen=True, slots=True)
class FrontierPage:
    """A page that the crawler is to request."""

    id: int
    url: str
    key: bytes
    section: tuple[str, ...]
    title: str | None
    date: date | None
    discovered_at: datetime
    fetched_at: datetime | None
    """Time of the newest fetch; None: never fetched."""
    etag: str | None
    last_modified: str | None
    failures: int
    role: Role
    cursor: tuple[int, datetime, int]
    """Cursor of this page: `frontier(after=...)` returns the pages that follow."""

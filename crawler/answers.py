"""What a spider hands to the pipeline: the end of one request, and what was found in its answer."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from scrapy.http import Response, TextResponse

from corpus.found import Role
from crawler.discovery.named import NamedArticle
from crawler.exploring.explorer import Explored
from crawler.network.blocked import blocked
from crawler.outcomes import Outcome, outcome_of_status
from crawler.walk import Walk
from crawler.ways import Way
from seeds.kinds import Kind
from seeds.pages.markup import is_html

_BINARY = (b"image/", b"audio/", b"video/", b"font/", b"application/pdf", b"application/msword", b"application/vnd.")
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


@dataclass(frozen=True, slots=True)
class Target:
    """What was asked for: an item of the frontier, or a page of a list."""

    url: str
    """Canonical address."""
    key: bytes
    role: Role
    page_id: int | None = None
    """None for lists, whose pages get theirs when they are stored."""
    published: date | None = None
    """As the list says it, else the day of discovery; decides when an item is asked for again."""
    failures: int = 0
    """In a row, before this request."""


@dataclass(slots=True)
class Answer:
    """One request's end. The pipeline stores it and then sets `settled`."""

    target: Target
    outcome: Outcome
    status: int | None = None
    detail: str = ""
    response: Response | None = None
    named: list[NamedArticle] = field(default_factory=list)
    headlines: frozenset[bytes] = frozenset()
    """Keys of what a list's own headlines lead to, whatever their addresses are."""
    ignored: Counter[str] = field(default_factory=Counter)
    """Links that lead nowhere we go, by reason."""
    traps: dict[str, str] = field(default_factory=dict)
    """An address for each of these reasons that is a trap."""
    way: Way = Way.LIST
    """How the articles that it names were found."""
    section: tuple[str, ...] = ()
    walk: Walk | None = None
    """The walk that a list page belongs to."""
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    new: frozenset[bytes] | None = None
    """Keys of the named articles that are no known ground; None as long as nothing is stored."""
    blocked: Kind | None = None
    """Set where the answer, though its status is 200, is no page of the portal."""
    found: frozenset[bytes] = frozenset()
    """Keys of those that nobody had named before."""
    explored: Explored | None = None
    """What the page turned out to be, where the portal is explored."""
    settled: asyncio.Event = field(default_factory=asyncio.Event)


def answer_of(target: Target, response: Response) -> Answer:
    """Return an answer as its status and its kind of body say: stored where it is text with status 200 or 203."""
    is_page = response.status in (200, 203)
    outcome = Outcome.STORED if is_page else outcome_of_status(response.status)
    detail = "" if is_page else f"status {response.status}"
    if outcome is Outcome.STORED and target.role is not Role.FEED and not _is_text(response):
        outcome = Outcome.NOT_TEXT
        detail = (response.headers.get("Content-Type") or b"no Content-Type")[:200].decode("latin-1")
    kind = blocked(response) if outcome is Outcome.STORED else None
    return Answer(target, outcome, response.status, detail, response, blocked=kind)


def _is_text(response: Response) -> bool:
    """Scrapy goes by the address too, and takes a PDF at x.html for HTML."""
    declared = (response.headers.get("Content-Type") or b"").lower()
    if is_html(response.body):
        return True
    return (
        isinstance(response, TextResponse) and not declared.startswith(_BINARY) and not response.body.startswith(_MAGIC)
    )

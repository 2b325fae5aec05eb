"""The answers that a spider hands to the pipeline: how each request ended, and what its page named."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from scrapy.http import Response, TextResponse

from corpus.crawling.records import Role
from crawler.discovery.list_walk import ListWalk
from crawler.discovery.methods import Way
from crawler.discovery.named_articles import NamedArticle
from crawler.exploring.explorer import Explored
from crawler.network.block_pages import blocked
from crawler.network.outcomes import Outcome, outcome_of_status
from seeds.pages.html_detection import is_html
from seeds.pages.page_kind import Kind

_BINARY = (b"image/", b"audio/", b"video/", b"font/", b"application/pdf", b"application/msword", b"application/vnd.")
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


@dataclass(frozen=True, slots=True)
class Target:
    """The address that a request asks for: an item of the frontier, or a page of a list."""

    url: str
    """Canonical address."""
    key: bytes
    role: Role
    page_id: int | None = None
    """Id of the page; None for lists, whose pages get an id when they are stored."""
    published: date | None = None
    """Day that the list shows, else the day of discovery; decides when an item is asked for again."""
    failures: int = 0
    """Failures in a row before this request."""


@dataclass(slots=True)
class Answer:
    """The end of one request. The pipeline stores an answer, then sets `settled`."""

    target: Target
    outcome: Outcome
    status: int | None = None
    detail: str = ""
    response: Response | None = None
    named: list[NamedArticle] = field(default_factory=list)
    headlines: frozenset[bytes] = frozenset()
    """Keys of the pages that a list's own headlines link to, whatever the form of their addresses."""
    ignored: Counter[str] = field(default_factory=Counter)
    """Number of links that are not followed, by reason."""
    traps: dict[str, str] = field(default_factory=dict)
    """One example address for each reason in `ignored` that is a trap."""
    way: Way = Way.LIST
    """How the articles in `named` were found."""
    section: tuple[str, ...] = ()
    walk: ListWalk | None = None
    """The walk that a list page belongs to."""
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    new: frozenset[bytes] | None = None
    """Keys of the named articles that are not known ground; None until the answer is stored."""
    blocked: Kind | None = None
    """Kind of interstitial page (challenge, suspended host), where status 200 brought one in place of the portal's
    page."""
    found: frozenset[bytes] = frozenset()
    """Keys of the named articles that no earlier answer had named."""
    explored: Explored | None = None
    """Type of the page (article, list, other) and its links, where the portal is explored."""
    settled: asyncio.Event = field(default_factory=asyncio.Event)


def answer_of(target: Target, response: Response) -> Answer:
    """Make an answer from a response: stored where the status is 200 or 203 and the body is text."""
    is_page = response.status in (200, 203)
    outcome = Outcome.STORED if is_page else outcome_of_status(response.status)
    detail = "" if is_page else f"status {response.status}"
    if outcome is Outcome.STORED and target.role is not Role.FEED and not _is_text(response):
        outcome = Outcome.NOT_TEXT
        detail = (response.headers.get("Content-Type") or b"no Content-Type")[:200].decode("latin-1")
    kind = blocked(response) if outcome is Outcome.STORED else None
    return Answer(target, outcome, response.status, detail, response, blocked=kind)


def _is_text(response: Response) -> bool:
    """Decide whether the body is text. Scrapy also looks at the address, and takes a PDF at x.html for HTML."""
    declared = (response.headers.get("Content-Type") or b"").lower()
    if is_html(response.body):
        return True
    return (
        isinstance(response, TextResponse) and not declared.startswith(_BINARY) and not response.body.startswith(_MAGIC)
    )

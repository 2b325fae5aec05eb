"""What travels between the rooms: a page as it was fetched, and the article or rejection that it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from seeds.dates import Precision

EXTRACTED_TEXT = "text/plain; charset=utf-8; source=extractor"
"""Content type of a stored page that only exists as text which another extractor left."""


class Reason(StrEnum):
    """Why a page is no article. The list is closed: every rejection has exactly one."""

    LIST = "list"
    SEARCH = "search"
    HOME = "home"
    LOGIN = "login"
    POLL = "poll"
    SITEMAP = "sitemap"
    ERROR_PAGE = "error page"
    CHALLENGE_PAGE = "challenge page"
    SUSPENDED = "suspended"
    TOO_SHORT = "too short"
    OTHER_LANGUAGE = "other language"
    MEDIA_ONLY = "media only"
    DOCUMENT_ONLY = "document only"
    EMPTY = "empty"
    NOT_HTML = "not HTML"
    TOO_LARGE = "too large"
    UNDECODABLE = "undecodable"
    EXTRACTOR_FAILED = "extractor failed"
    OUT_OF_TIME = "out of time"
    NOT_STORABLE = "not storable"
    """Postgres refused what became of the page, whatever it was."""


class Source(StrEnum):
    """Where a field's value came from, the most trustworthy first."""

    SELECTOR = "selector"
    JSON_LD = "json-ld"
    META = "meta"
    URL = "url"
    LIST = "list"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Hints:
    """What the list that named a page said of it."""

    title: str | None = None
    date: date | None = None
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was fetched: all that `normalise` knows of it."""

    url: str
    """Its canonical address, or an empty string where it is not known (a saved file)."""
    body: bytes
    content_type: str | None = None
    """The Content-Type header, whose charset goes before the page's own."""
    fetched_at: datetime | None = None
    hints: Hints = Hints()


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the article; one whose caption is known and whose file is not has null for both."""

    url: str | None = None
    file_name: str | None = None
    caption: str | None = None
    credit: str | None = None
    """Who took it, where a caption ends in "Ảnh: …"."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that the article links to."""

    url: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A document that the article cites by its number."""

    as_written: str
    """The first mention: kind, number and date, as far as they stand side by side."""
    number: str
    """Upper case, without spaces: 27-NQ/TU, 38/NQ-CP, 59/2020/QH14."""
    kind: str | None = None
    """Nghị quyết, Kế hoạch, … by the words before the number or else by its letters."""
    issuer: str | None = None
    date: date | None = None
    position: int | None = None
    """Where `as_written` begins in lead and text, parted by a blank line; None where the title alone cites it."""


FIRST_WORDS = 12
"""Words of the text that stand for a title where there is none (`display_title` in schema.sql has the same number)."""


def display_title(title: str | None, lead: str | None, text: str) -> str:
    """Name an article for people: by its title, else by the first words of its lead or text."""
    return title or " ".join((lead or text)[:300].split()[:FIRST_WORDS]) + "…"


@dataclass(frozen=True, slots=True)
class Article:
    """The clean text of one page, and what is known about it."""

    title: str | None
    """None where the page has none: no title is better than a paragraph."""
    text: str
    """Paragraphs parted by one blank line; neither the title nor the lead is repeated."""
    lead: str | None = None
    published_at: datetime | None = None
    published_precision: Precision | None = None
    published_source: Source | None = None
    event_date: date | None = None
    author: str | None = None
    source_name: str | None = None
    section: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    references: tuple[Reference, ...] = ()
    language: str | None = None
    platform: str | None = None
    page_kind: str = "article"
    site: str | None = None
    level: str | None = None
    province: str | None = None
    confidence: float | None = None
    """How sure it is that this is the page's article, whole and alone: 0 to 1 (`normalize.confidence`)."""
    flags: tuple[str, ...] = ()
    """What a reader should know of its making: legacy-encoding:tcvn3, legacy-encoding:mixed, …"""
    sources: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Of title, text, published_at and author, what was found: the selector that showed it, else a `Source`'s name."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A page that is no article, and why."""

    reason: Reason
    detail: str = ""
    """What was seen, for a person: the words or the selector that told."""
    page_kind: str | None = None
    platform: str | None = None
    language: str | None = None


Outcome = Article | Rejection

__all__ = ["EXTRACTED_TEXT", "Article", "Attachment", "Hints", "Image", "Outcome", "Page", "Precision", "Reason",
           "Reference", "Rejection", "Source", "display_title"]  # fmt: skip

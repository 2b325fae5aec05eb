"""Records shared by crawler, normaliser and corpus: a fetched page, and the article or rejection made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from seeds.dates import Precision

EXTRACTED_TEXT = "text/plain; charset=utf-8; source=extractor"
"""Content type of a stored page that exists only as text which another extractor left."""


UNKNOWN_LAYOUT = "layout:unknown"
"""Flag of an article whose page fitted no template of its portal's layout."""


class Reason(StrEnum):
    """Reason why a page is no article. The list is closed: every rejection has exactly one."""

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
    """Postgres refused the outcome, whatever it was."""


class Source(StrEnum):
    """Provenance of a field's value, the most trustworthy first."""

    SELECTOR = "selector"
    LAYOUT = "layout"
    """A place that the portal's own pages showed to have the field (`normalize.layouts`)."""
    JSON_LD = "json-ld"
    META = "meta"
    URL = "url"
    LIST = "list"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Hints:
    """Statements of a list about a page that it names."""

    title: str | None = None
    date: date | None = None
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A fetched page: all that `normalise` knows about it."""

    url: str
    """Canonical address of the page, or an empty string where it is not known (a saved file)."""
    body: bytes
    content_type: str | None = None
    """The Content-Type header, whose charset takes precedence over the page's own."""
    fetched_at: datetime | None = None
    hints: Hints = Hints()


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the article; where only its caption is known, `url` and `file_name` are None."""

    url: str | None = None
    file_name: str | None = None
    caption: str | None = None
    credit: str | None = None
    """Photographer, where a caption ends in "Ảnh: …"."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that the article links to."""

    url: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A document that the article cites by its number."""

    as_written: str
    """First mention: kind, number and date, as far as they are side by side."""
    number: str
    """Number in upper case, without spaces: 27-NQ/TU, 38/NQ-CP, 59/2020/QH14."""
    kind: str | None = None
    """Kind of document: Nghị quyết, Kế hoạch, … by the words before the number or else by its letters."""
    issuer: str | None = None
    date: date | None = None
    position: int | None = None
    """Offset of `as_written` in lead and text, joined by a blank line; None where the title alone cites it."""


FIRST_WORDS = 12
"""Words of the text that replace a missing title (`display_title` in schema.sql has this number, too)."""


def display_title(title: str | None, lead: str | None, text: str) -> str:
    """Name an article for people: by its title, else by the first words of its lead or text."""
    return title or " ".join((lead or text)[:300].split()[:FIRST_WORDS]) + "…"


@dataclass(frozen=True, slots=True)
class Article:
    """The clean text of one page, with its fields."""

    title: str | None
    """None where the page has no title: no title is better than a paragraph."""
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
    """Confidence that this is the page's article, whole and alone: 0 to 1 (`normalize.confidence`)."""
    flags: tuple[str, ...] = ()
    """Notes for readers on how the text was made: legacy-encoding:tcvn3, legacy-encoding:mixed, …"""
    sources: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Provenance of title, text, published_at and author, as far as found: the selector that matched, else a
    `Source`."""
    layout: int | None = field(default=None, compare=False)
    """Number of the portal's layout that the page was read by; None: none was known."""
    template: int | None = field(default=None, compare=False)
    """Number of the layout's template that the page fitted, from 0; None: none."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A page that is no article, and why."""

    reason: Reason
    detail: str = ""
    """Evidence, for a person: the words or the selector that decided."""
    page_kind: str | None = None
    platform: str | None = None
    language: str | None = None
    layout: int | None = field(default=None, compare=False)
    template: int | None = field(default=None, compare=False)


Outcome = Article | Rejection

__all__ = ["EXTRACTED_TEXT", "Article", "Attachment", "Hints", "Image", "Outcome", "Page", "Precision", "Reason",
           "Reference", "Rejection", "Source", "display_title"]  # fmt: skip

"""A page with its gold, and an article seen as the gold sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from corpus.articles.records import Article, Page, Precision, Reason
from seeds.timing import VIETNAM

Gold = Mapping[str, Any]
"""What a perfect normaliser gives, by field of the article; a field that is not there is not known."""


@dataclass(frozen=True)
class Case:
    """A page that must become the article of its gold, or be rejected for one of `reasons`."""

    name: str
    page: Page
    gold: Gold | None = None
    reasons: frozenset[Reason] = field(default_factory=frozenset)
    snippets: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    """Words that must stand in the text, and words that must not."""
    must_not: tuple[str, ...] = ()
    """Lines of chrome on this page that may stand neither in the title nor in the text."""
    language: str | None = None
    """Language to ask for; None: the site's."""
    kind: str | None = None
    """Kind of page that an article must be given (article or static)."""
    any_zone: bool = False
    """Whether the gold's day is that of a zone which is not known, so that Vietnam's may be the day beside it."""


def seen(article: Article) -> dict[str, Any]:
    """The fields of an article in the form of the gold."""
    return {
        "title": article.title,
        "lead": article.lead,
        "text": article.text,
        "published_at": published(article),
        "published_source": article.published_source and article.published_source.value,
        "event_date": article.event_date,
        "author": article.author,
        "source_name": article.source_name,
        "section": list(article.section),
        "images": [{"url": i.url, "file_name": i.file_name, "caption": i.caption} for i in article.images],
        "attachments": [{"url": a.url, "title": a.title} for a in article.attachments],
    }


def published(article: Article) -> date | datetime | None:
    """The publication date in Vietnam: a day alone where the page shows no time."""
    if article.published_at is None:
        return None
    at = article.published_at.astimezone(VIETNAM)
    return at.date() if article.published_precision is Precision.DAY else at


def moment(value: str | date | datetime | None) -> date | datetime | None:
    """A date or time as a gold file writes it."""
    if isinstance(value, str):
        value = date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=VIETNAM)).astimezone(VIETNAM)
    return value

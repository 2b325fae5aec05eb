"""The line of JSON that `extract` and `import text` print for a file: a fixed form that other software reads."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from corpus.articles.records import Article, Outcome, Precision
from seeds.timing import VIETNAM


def outcome_line(file: str, outcome: Outcome) -> dict[str, Any]:
    """Return the line of a file; a rejection has an article's keys, null or empty."""
    if not isinstance(outcome, Article):
        return {**_EMPTY, "file": file, "kind": "rejection", "reason": outcome.reason.value,
                "language": outcome.language, "platform": outcome.platform, "page_kind": outcome.page_kind}  # fmt: skip
    taken = ("title", "lead", "text", "author", "source_name", "language", "platform", "page_kind", "confidence")
    return {
        **_EMPTY,
        **{name: getattr(outcome, name) for name in taken},
        "file": file,
        "kind": "article",
        "published_at": published_at(outcome),
        "published_source": outcome.published_source.value if outcome.published_source else None,
        "event_date": outcome.event_date.isoformat() if outcome.event_date else None,
        "section": list(outcome.section),
        "images": [{"url": one.url, "file_name": one.file_name, "caption": one.caption} for one in outcome.images],
        "attachments": [asdict(attachment) for attachment in outcome.attachments],
    }


def published_at(article: Article) -> str | None:
    """Format the publication date in ISO 8601, in the zone that the page names; without a time where none is known."""
    if article.published_at is None:
        return None
    if article.published_precision is Precision.DAY:
        return article.published_at.astimezone(VIETNAM).date().isoformat()
    return article.published_at.isoformat(timespec="seconds")


_EMPTY: dict[str, Any] = {
    "file": None,
    "kind": None,
    "reason": None,
    "title": None,
    "lead": None,
    "text": None,
    "published_at": None,
    "published_source": None,
    "event_date": None,
    "author": None,
    "source_name": None,
    "section": [],
    "images": [],
    "attachments": [],
    "language": None,
    "platform": None,
    "page_kind": None,
    "confidence": None,
}

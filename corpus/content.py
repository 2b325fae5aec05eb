"""An article's content as columns of the corpus, and its hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import UTC
from typing import Any

from corpus import clean
from corpus.folding import one_placement
from corpus.records import Article

COLUMNS = (
    "title", "lead", "text", "published_at", "published_precision", "published_source", "event_date", "author",
    "source_name", "section", "images", "attachments", "language", "platform", "page_kind", "level", "province_code",
    "flags", "confidence",
)  # fmt: skip
"""What an article and its versions say, beside what they stand on."""


def columns(article: Article, level: str | None, province_code: str | None) -> dict[str, Any]:
    """The content columns of an article, fit for Postgres; level and province where the article has none itself."""
    plain = {name: getattr(article, name) for name in COLUMNS if hasattr(article, name)}
    cleaned = {name: clean.text(value) if isinstance(value, str) else value for name, value in plain.items()}
    return cleaned | {
        "section": [clean.text(part) for part in article.section],
        "flags": [clean.text(flag) for flag in article.flags],
        "images": [clean.json(asdict(image)) for image in article.images],
        "attachments": [clean.json(asdict(attachment)) for attachment in article.attachments],
        "level": article.level or level,
        "province_code": province_code,
    }


def content_hash(row: dict[str, Any]) -> bytes:
    """SHA-256 of what the portal wrote: the same for both tone placements and for NFC and NFD.

    Left out is what changes without the text: section, addresses of pictures and documents, what we recognised.
    """
    published = row["published_at"]
    said = [
        *(row[name] for name in ("title", "lead", "text", "author", "source_name")),
        published.astimezone(UTC).isoformat() if published else None,
        str(row["event_date"]),
        [[image["file_name"], image["caption"], image["credit"]] for image in row["images"]],
        [attachment["title"] for attachment in row["attachments"]],
    ]
    return hashlib.sha256(one_placement(json.dumps(said, ensure_ascii=False)).encode()).digest()

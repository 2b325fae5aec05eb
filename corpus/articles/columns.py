"""An article's content as columns of the corpus, and its hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

from corpus.articles.records import Article
from corpus.database import sanitize
from corpus.folding import one_placement

COLUMNS = (
    "title", "lead", "text", "published_at", "published_precision", "published_source", "event_date", "author",
    "source_name", "section", "images", "attachments", "language", "platform", "page_kind", "level", "province_code",
    "flags", "confidence",
)  # fmt: skip
"""Content columns that an article and its versions share; those of snapshot, site and rules are not among them."""


def columns(article: Article, level: str | None, province_code: str | None) -> dict[str, Any]:
    """Return the content columns of an article, fit for Postgres; `level` is used where the article has none."""
    plain = {name: getattr(article, name) for name in COLUMNS if hasattr(article, name)}
    cleaned = {name: sanitize.text(value) if isinstance(value, str) else value for name, value in plain.items()}
    return cleaned | {
        "section": [sanitize.text(part) for part in article.section],
        "flags": [sanitize.text(flag) for flag in article.flags],
        "images": [sanitize.json(asdict(image)) for image in article.images],
        "attachments": [sanitize.json(asdict(attachment)) for attachment in article.attachments],
        "level": article.level or level,
        "province_code": province_code,
    }


def content_hash(row: dict[str, Any]) -> bytes:
    """Return the SHA-256 of title, lead and text, which identifies a version.

    Both tone placements, and NFC and NFD, give one hash. A changed date, caption or section makes no new version: our
    own reading of them changes with each layout.
    """
    said = [row[name] for name in ("title", "lead", "text")]
    return hashlib.sha256(one_placement(json.dumps(said, ensure_ascii=False)).encode()).digest()

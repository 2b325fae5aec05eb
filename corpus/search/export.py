"""Export of the corpus as JSON Lines: one article a line, in constant memory."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any, TextIO

from sqlalchemy import Connection, Select, select

from corpus.articles.citations import references
from corpus.articles.records import display_title
from corpus.database.tables import Article, Page, Province, Site
from corpus.search.narrowing import dated
from seeds.timing import VIETNAM

_BATCH = 200  # rows a time from the server's cursor
_BREAKS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}  # line breaks to some readers of lines


def jsonl(
    conn: Connection, out: TextIO, site: str | None = None, since: date | None = None, until: date | None = None
) -> int:
    """Write the articles to `out`, sorted by id, one JSON object a line; return how many. Limits as in `search`."""
    statement = articles().where(*dated(site, since, until)).order_by(Article.page_id)
    written = 0
    for row in conn.execute(statement, execution_options={"yield_per": _BATCH}):
        out.write(json.dumps(record(row), ensure_ascii=False).translate(_BREAKS) + "\n")
        written += 1
    return written


def articles() -> Select[Any]:
    """Select articles with the columns of page, site and province that `record` needs."""
    return (
        select(Article, Page.url, Site.name.label("site_name"))
        .add_columns(Province.name.label("province"), Province.successor, references().label("references"))
        .join(Page, Page.id == Article.page_id)
        .join(Site, Site.id == Article.site)
        .outerjoin(Province, Province.code == Article.province_code)
    )


def record(row: Any) -> dict[str, Any]:
    """Return an article in its exported form."""
    return {
        "id": row.page_id,
        "url": row.url,
        "site": row.site,
        "site_name": row.site_name,
        "level": row.level,
        "province": row.province,
        "province_code": row.province_code,
        "successor": row.successor,
        "title": row.title,
        "display_title": display_title(row.title, row.lead, row.text),
        "lead": row.lead,
        "text": row.text,
        "published_at": moment(row.published_at, row.published_precision),
        "published_precision": row.published_precision,
        "published_source": row.published_source,
        "event_date": row.event_date.isoformat() if row.event_date else None,
        "author": row.author,
        "source_name": row.source_name,
        "section": row.section,
        "images": row.images,
        "attachments": row.attachments,
        "references": row.references,
        "language": row.language,
        "platform": row.platform,
        "page_kind": row.page_kind,
        "flags": row.flags,
        "confidence": row.confidence,
        "version": row.version,
        "captured_at": moment(row.captured_at),
        "snapshot_id": row.snapshot_id,
        "content_hash": row.content_hash.hex(),
        "rules_number": row.rules_number,
        "rules_hash": row.rules_hash,
    }


def moment(at: datetime | None, precision: str | None = None) -> str | None:
    """Format a time in ISO 8601, in Vietnam's time; the date alone where only the day is known."""
    if at is None:
        return None
    local = at.astimezone(VIETNAM)
    return local.date().isoformat() if precision == "day" else local.isoformat()

"""The corpus as canonical text, without times, ids and run numbers, and what must never be true of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

import sqlalchemy
import zstandard
from sqlalchemy import Connection, text

CHANGING = [
    *("page_id", "snapshot_id", "captured_at", "first_captured_at", "dated_at"),
    *("created_at", "updated_at", "superseded_at"),
]
"""Columns of articles and versions that two crawls of the same portal can't share."""

QUERIES = {
    "page": "SELECT {page}, role, fetched_at IS NOT NULL, leads_to IS NOT NULL, gone_at IS NOT NULL"
    " FROM page p WHERE role = 'item'",
    "article": "SELECT {page}, to_jsonb(a) - CAST(:changing AS text[]) FROM article a JOIN page p ON p.id = a.page_id",
    "version": "SELECT {page}, to_jsonb(v) - CAST(:changing AS text[])"
    " FROM article_version v JOIN page p ON p.id = v.page_id",
    "words": "SELECT {page}, s.words FROM article_search s JOIN page p ON p.id = s.page_id",
    "rejection": "SELECT DISTINCT {page}, s.reason, s.detail, s.page_kind"
    " FROM snapshot s JOIN page p ON p.id = s.page_id WHERE s.state = 'rejection'",
    "walk": "SELECT site, encode(url_key, 'hex'), complete FROM section_walk",
}
PAGE = "p.site, encode(p.key, 'hex')"
"""What names a page: its key, because its address stands as the list spelled it that happened to answer first."""

CRAWLED = {
    "page": QUERIES["page"],
    "body": "SELECT DISTINCT {page}, encode(s.body_hash, 'hex') FROM snapshot s JOIN page p ON p.id = s.page_id"
    " WHERE s.role = 'item'",
    "walk": QUERIES["walk"],
}
"""The same of a corpus that was crawled and not cleaned, from a portal whose articles never change."""

PENDING = "snapshots pending"
WRONG = {
    PENDING: "SELECT count(*) FROM snapshot WHERE state = 'pending'",
    "runs without an end": "SELECT count(*) FROM crawl_run WHERE ended_at IS NULL",
    "pages fetched without a snapshot": "SELECT count(*) FROM page p WHERE fetched_at IS NOT NULL AND NOT EXISTS"
    " (SELECT FROM snapshot s WHERE s.page_id = p.id)",
    "article snapshots without an article": "SELECT count(*) FROM snapshot s WHERE s.state = 'article' AND NOT EXISTS"
    " (SELECT FROM article a WHERE a.page_id = s.page_id)",
}


def dump(conn: Connection, queries: Mapping[str, str] = QUERIES) -> list[str]:
    """One line a page, article, version, rejection, …, sorted."""
    return sorted(
        json.dumps([kind, *row], ensure_ascii=False, sort_keys=True, default=str)
        for kind, query in queries.items()
        for row in _rows(conn, query.replace("{page}", PAGE))
    )


def _rows(conn: Connection, query: str) -> Iterator[sqlalchemy.Row[tuple[object, ...]]]:
    yield from conn.execute(text(query), {"changing": CHANGING} if ":changing" in query else {})


def faults(conn: Connection, cleaned: bool = True) -> Iterator[str]:
    """What is wrong with a corpus after a crawl that ended well, whatever it holds; `cleaned`: and was cleaned."""
    for name, query in WRONG.items():
        if (cleaned or name != PENDING) and (number := conn.scalar(text(query))):
            yield f"{number} {name}"
    whole = text("SELECT hash, zstd, size FROM body WHERE dictionary_id IS NULL AND zstd IS NOT NULL")
    if broken := sum(not _is_whole(row) for row in conn.execute(whole)):
        yield f"{broken} bodies half-written"


def captures_too_many(conn: Connection) -> int:
    """Items stored more than once: fetched twice, or committed without our having heard of it."""
    per_page = "SELECT count(*) - 1 AS more FROM snapshot WHERE role = 'item' GROUP BY page_id"
    return int(conn.scalar(text(f"SELECT coalesce(sum(more), 0) FROM ({per_page}) counted")) or 0)  # noqa: S608


def _is_whole(row: sqlalchemy.Row[tuple[bytes, bytes, int]]) -> bool:
    body = zstandard.ZstdDecompressor().decompress(row.zstd)
    return len(body) == int(row.size) and hashlib.sha256(body).digest() == bytes(row.hash)

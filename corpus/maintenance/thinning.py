"""Thinning of old bodies to save space: their bytes go, hash and size stay, and so does every snapshot's row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, Engine, text

from corpus.database.retry import with_retry

BATCH = 500
"""Bodies thinned in one transaction."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Policy on which bodies may be deleted. A body is kept if any of its captures, on whatever page, is to be kept."""

    keep: int
    """Newest captures of each page that are kept, whatever their kind; at least 1."""
    before: datetime
    """Time from which on captures are kept."""
    sites: Sequence[str] | None = None
    """Sites whose bodies may be deleted, unless another site shows them; None: all sites."""


@dataclass(frozen=True, slots=True)
class Thinnable:
    """A body that may be deleted."""

    hash: bytes
    site: str
    stored: int
    """Bytes of the body, compressed."""
    newest: int
    """Newest snapshot at the time of the plan; later ones were not considered."""


# Kept whatever the policy says: what waits to be cleaned, the newest good capture of a page, what an article or version
# stands on, and all captures of pages without an article, which better rules may yet make one of.
_PLAN = text("""
    WITH ranked AS (
        SELECT s.id, s.page_id, s.body_hash, s.role, s.state, s.fetched_at, p.site,
            row_number() OVER (PARTITION BY s.page_id, s.role ORDER BY s.fetched_at DESC, s.id DESC) AS place,
            row_number() OVER (PARTITION BY s.page_id, s.state ORDER BY s.fetched_at DESC, s.id DESC) AS among_like
        FROM snapshot s JOIN page p ON p.id = s.page_id
    ), judged AS (
        SELECT body_hash, site, (
            place <= :keep OR fetched_at >= :before
            OR state IS NOT DISTINCT FROM 'pending' OR (state = 'article' AND among_like = 1)
            OR id IN (SELECT snapshot_id FROM article UNION ALL SELECT snapshot_id FROM article_version)
            OR (role = 'item' AND page_id NOT IN (SELECT page_id FROM article))) AS needed
        FROM ranked
    )
    SELECT b.hash, min(j.site) AS site, octet_length(b.zstd) AS stored, (SELECT max(id) FROM snapshot) AS newest
    FROM judged j JOIN body b ON b.hash = j.body_hash
    WHERE b.zstd IS NOT NULL
    GROUP BY b.hash
    HAVING NOT bool_or(coalesce(j.needed, false))
        AND (CAST(:sites AS text[]) IS NULL OR bool_and(j.site = ANY(CAST(:sites AS text[]))))
    ORDER BY b.hash
""")

_LOCK = text("""
    SELECT hash FROM body WHERE hash = ANY(:hashes) AND zstd IS NOT NULL ORDER BY hash FOR UPDATE SKIP LOCKED
""")

# Asked again under the lock, by a statement of its own: a crawl may have stored the same body in the meantime.
_THIN = text("""
    UPDATE body SET zstd = NULL, dictionary_id = NULL, thinned_at = now()
    WHERE hash = ANY(:hashes) AND NOT EXISTS (
        SELECT FROM snapshot s WHERE s.body_hash = body.hash AND (
            s.id > :newest OR s.state = 'pending'
            OR EXISTS (SELECT FROM article a WHERE a.page_id = s.page_id AND a.snapshot_id = s.id)
            OR EXISTS (SELECT FROM article_version v WHERE v.page_id = s.page_id AND v.snapshot_id = s.id)))
    RETURNING hash
""")


def thinnable(conn: Connection, policy: Policy) -> list[Thinnable]:
    """List the bodies that the policy lets go."""
    given = {"keep": max(1, policy.keep), "before": policy.before}
    sites = list(policy.sites) if policy.sites is not None else None
    return [Thinnable(bytes(row.hash), *row[1:]) for row in conn.execute(_PLAN, {**given, "sites": sites})]


def thin(engine: Engine, planned: Sequence[Thinnable], advance: Callable[..., None] = lambda: None) -> set[bytes]:
    """Delete the bytes of these bodies; return the hashes of those deleted.

    It can be stopped at any moment and run again. A body stays that a writer is storing, or has stored since the plan.
    """
    gone: set[bytes] = set()
    for batch in _batches(planned):
        gone |= with_retry(engine, partial(_thin, batch=batch))
        for _ in batch:
            advance()
    return gone


def _thin(conn: Connection, batch: Sequence[Thinnable]) -> set[bytes]:
    locked = list(conn.scalars(_LOCK, {"hashes": [one.hash for one in batch]}))
    done = conn.scalars(_THIN, {"hashes": locked, "newest": batch[0].newest})
    return {bytes(one) for one in done}


def _batches(planned: Sequence[Thinnable]) -> Iterator[Sequence[Thinnable]]:
    for at in range(0, len(planned), BATCH):
        yield planned[at : at + BATCH]

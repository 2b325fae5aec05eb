"""Recovery of jobs whose worker died: the queue shows them as running, but nobody works on them."""

from __future__ import annotations

import logging
from collections.abc import Collection

from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from corpus.crawling import runs
from tinhuy.service import queue

logger = logging.getLogger(__name__)

HEARTBEAT = 10.0
"""Seconds between two heartbeats of a worker."""
DEAD = 45.0
"""Seconds without a heartbeat after which a worker counts as dead."""
LOOK = 15.0
"""Seconds between two searches for dead workers' jobs."""
ATTEMPTS = 3
"""Workers that a job may lose before it counts as the cause of their death."""
_LOCK = 0x74696E68757972  # "tinhuyr": of several reapers, one works

_LEFT = text("""
    SELECT j.id, j.task_name, j.args ->> 'site' AS site, j.attempts, j.abort_requested FROM procrastinate_jobs j
    LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
    WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - make_interval(secs => :dead)
        OR j.id = ANY(:orphans))
    ORDER BY j.id
""")
_PRUNE = text("DELETE FROM procrastinate_workers WHERE last_heartbeat < now() - make_interval(secs => :dead)")
_AGAIN = text("SELECT procrastinate_retry_job_v2(:id, now(), NULL, NULL, NULL)")
_FAIL = text("SELECT procrastinate_finish_job_v1(:id, 'failed', false)")
_DOING = text("SELECT id FROM procrastinate_jobs WHERE status = 'doing' AND worker_id = ANY(:workers)")
_OLD = text("""
    DELETE FROM procrastinate_jobs j
    WHERE status NOT IN ('todo', 'doing') AND NOT EXISTS (SELECT FROM procrastinate_events e
        WHERE e.job_id = j.id AND e.at > now() - CASE WHEN j.task_name = :crawl THEN interval '90 days'
            ELSE interval '1 day' END)
""")


def reap(conn: Connection, orphans: Collection[int] = ()) -> list[int]:
    """Hand jobs of dead workers, and `orphans`, to others in the caller's transaction. Returns their numbers.

    A job that lost too many workers fails, as does one where an equal job already waits. A crawl's run is marked as
    lost.
    """
    if not conn.scalar(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": _LOCK}):
        return []
    left = conn.execute(_LEFT, {"dead": DEAD, "orphans": list(orphans)}).all()
    for row in left:
        _hand_on(conn, row.id, row.attempts, row.abort_requested)
        if row.task_name == queue.CRAWL:
            runs.mark_lost(conn, row.site)
        logger.warning("Job %d (%s %s) had lost its worker", row.id, row.task_name, row.site or "")
    conn.execute(_PRUNE, {"dead": DEAD})
    return [row.id for row in left]


def _hand_on(conn: Connection, number: int, attempts: int, cancelled: bool) -> None:
    reason = "its worker died"
    if attempts + 1 < ATTEMPTS and not cancelled:
        try:
            with conn.begin_nested():
                conn.execute(_AGAIN, {"id": number})
            return queue.note(conn, number, reason=reason)
        except IntegrityError:
            reason += "; another like it waits already"
    conn.execute(_FAIL, {"id": number})
    return queue.note(conn, number, reason=reason)


def doing(conn: Connection, workers: Collection[int]) -> set[int]:
    """Return the numbers of the jobs that these workers are running according to the queue."""
    return set(conn.scalars(_DOING, {"workers": list(workers)}))


def forget_old(conn: Connection) -> int:
    """Delete old ended jobs: crawls after 90 days (their runs stay), all others after one. Returns their number."""
    return conn.execute(_OLD, {"crawl": queue.CRAWL}).rowcount

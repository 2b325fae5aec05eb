"""The queue of jobs, for commands and the schedule: adding, listing, retrying and cancelling jobs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from procrastinate import App, SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued
from psycopg.types.json import Jsonb
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from crawler.network.hosts import hosts
from seeds.config.site import Site
from seeds.errors import UsageError
from seeds.urls.canonical import portal_host


class Queue(StrEnum):
    """Kinds of work that a worker takes."""

    CRAWL = "crawl"
    CLEAN = "clean"
    SCHEDULE = "schedule"


class Status(StrEnum):
    """Status of a job; the values are Procrastinate's words."""

    WAITING = "todo"
    DOING = "doing"
    DONE = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    ABORTED = "aborted"


CRAWL, RECLEAN, CHECK_HEALTH, CHECK_ALL, TICK = "crawl_site", "reclean", "check_health", "check_all_health", "tick"
"""Names of the tasks."""
ORDINARY = 0
URGENT = 10
"""Priority of jobs from a person's `tinhuy run`: before all jobs that the schedule has queued."""

_app = App(connector=SyncPsycopgConnector())
"""Procrastinate's app for adding jobs only, on connections that it is given."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job as people see it."""

    id: int
    task: str
    site: str | None
    status: Status
    priority: int
    attempts: int
    """Times that the job was run, handed back, or lost with its worker."""
    queued_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    run_id: int | None
    reason: str | None


def put_crawl(
    conn: Connection,
    site: Site,
    *,
    full: bool = False,
    now: bool = False,
    urgent: bool = False,
    lock: str | None = None,
) -> int:
    """Queue a crawl of the site in the caller's transaction, or join the crawl that already waits. Returns its number.

    `lock`: jobs with one lock run one after the other; as `locks_of` gives it, else the site's first host. Raises
    UsageError where the waiting crawl begins at this very moment.
    """
    arguments = {"site": site.id} | ({"full": True} if full else {}) | ({"now": True} if now else {})
    name, priority = f"crawl {site.id}", URGENT if urgent else ORDINARY
    how = {"lock": lock or portal_host(site), "queueing_lock": name, "priority": priority}
    number = _put(conn, CRAWL, Queue.CRAWL, arguments, **how)
    return number if number is not None else _join(conn, name, arguments, priority)


def locks_of(sites: Iterable[Site]) -> dict[str, str]:
    """Return the lock of each site's crawls: one for all sites that share a host, directly or through other sites."""
    leads: dict[str, str] = {}

    def first(host: str) -> str:
        while (further := leads.setdefault(host, host)) != host:
            host = further
        return host

    of_site = {site.id: hosts(site) for site in sites}
    for several in of_site.values():
        one = min(first(host) for host in several)
        leads.update({first(host): one for host in several})
    return {site: first(several[0]) for site, several in of_site.items()}


def put_reclean(conn: Connection, site: str) -> int | None:
    """Queue a second cleaning of the site's stored pages; None if one already waits. Only one runs at a time."""
    return _put(conn, RECLEAN, Queue.CLEAN, {"site": site}, lock=RECLEAN, queueing_lock=f"reclean {site}")


def put_check(conn: Connection, site: str) -> int | None:
    """Queue a check of the site's health; None if one already waits."""
    return _put(conn, CHECK_HEALTH, Queue.CLEAN, {"site": site}, queueing_lock=f"check {site}")


def _put(conn: Connection, task: str, queue: Queue, arguments: dict[str, Any], **how: Any) -> int | None:
    # Of the same transaction as the caller's, so that a schedule's moment is acted upon once or not at all.
    driver = conn.connection.driver_connection
    deferrer = _app.configure_task(task, allow_unknown=True, queue=queue.value, connection=driver, **how)
    try:
        with conn.begin_nested():
            return deferrer.defer(**arguments)
    except AlreadyEnqueued:
        return None


_JOIN = text("""
    UPDATE procrastinate_jobs SET priority = greatest(priority, :priority), args = args || :args
    WHERE queueing_lock = :queueing_lock AND status = 'todo' RETURNING id
""")


def _join(conn: Connection, queueing_lock: str, arguments: dict[str, Any], priority: int) -> int:
    given = {"queueing_lock": queueing_lock, "args": Jsonb(arguments), "priority": priority}
    found = conn.scalar(_JOIN, given)
    if found is None:  # it began in this very moment
        raise UsageError(f"The job {queueing_lock!r} began just now.", "`tinhuy jobs --doing` shows it.")
    return int(found)


_LIST = text("""
    SELECT j.id, j.task_name AS task, j.args ->> 'site' AS site, j.status::text AS status, j.priority, j.attempts,
        (SELECT min(at) FROM procrastinate_events e WHERE e.job_id = j.id AND e.type = 'deferred') AS queued_at,
        (SELECT max(at) FROM procrastinate_events e WHERE e.job_id = j.id AND e.type = 'started') AS started_at,
        (SELECT max(at) FROM procrastinate_events e WHERE e.job_id = j.id
            AND e.type IN ('succeeded', 'failed', 'cancelled', 'aborted')) AS ended_at,
        n.run_id, n.reason
    FROM procrastinate_jobs j LEFT JOIN note n ON n.job_id = j.id
    WHERE (CAST(:id AS bigint) IS NULL OR j.id = :id)
        AND (CAST(:statuses AS text[]) IS NULL OR j.status::text = ANY(:statuses))
        AND (CAST(:id AS bigint) IS NOT NULL OR j.task_name <> :tick)
    ORDER BY j.id DESC LIMIT :limit
""")


def jobs(conn: Connection, statuses: Sequence[Status] | None = None, limit: int = 100) -> list[Job]:
    """Return the newest jobs with one of these statuses (all, if None), newest first, without the schedule's ticks."""
    return _jobs(conn, None, statuses, limit)


def job(conn: Connection, number: int) -> Job:
    """Return one job. Raises UsageError for an unknown number."""
    found = _jobs(conn, number, None, 1)
    if not found:
        raise UsageError(f"There is no job {number}.", "`tinhuy jobs` lists the newest.")
    return found[0]


def _jobs(conn: Connection, number: int | None, statuses: Sequence[Status] | None, limit: int) -> list[Job]:
    words = [status.value for status in statuses] if statuses is not None else None
    rows = conn.execute(_LIST, {"id": number, "statuses": words, "limit": limit, "tick": TICK})
    return [Job(**{**row._mapping, "status": Status(row.status)}) for row in rows]


def retry(conn: Connection, number: int) -> None:
    """Queue a failed job again. Raises UsageError for a job that did not fail, or where an equal one already waits."""
    found = job(conn, number)
    if found.status is not Status.FAILED:
        raise UsageError(f"Job {number} did not fail: it is {found.status.name.lower()}.", "Queue a new one.")
    try:
        conn.execute(text("SELECT procrastinate_retry_job_v2(:id, now(), NULL, NULL, NULL)"), {"id": number})
    except IntegrityError:
        raise UsageError(f"Another {found.task} of {found.site} waits already.", "Wait until it is done.") from None


def cancel(conn: Connection, number: int) -> Status:
    """Cancel a job that waits or runs; returns its status before. Raises UsageError if it has ended."""
    found = job(conn, number)
    if conn.scalar(text("SELECT procrastinate_cancel_job_v1(:id, true, false)"), {"id": number}) is None:
        raise UsageError(f"Job {number} has ended: {found.status.name.lower()}.", "There is nothing to cancel.")
    return found.status


_NOTE = text("""
    INSERT INTO note (job_id, run_id, reason) VALUES (:job, :run, :reason)
    ON CONFLICT (job_id) DO UPDATE SET run_id = coalesce(excluded.run_id, note.run_id), reason = excluded.reason
""")


def note(conn: Connection, number: int, *, run: int | None = None, reason: str | None = None) -> None:
    """Store a job's crawl run, or the reason why it failed. A job that was deleted is skipped."""
    if conn.scalar(text("SELECT 1 FROM procrastinate_jobs WHERE id = :id FOR SHARE"), {"id": number}):
        conn.execute(_NOTE, {"job": number, "run": run, "reason": reason[:1000] if reason else None})


def workers(conn: Connection, seconds: float) -> int:
    """Count the loops of workers whose heartbeat is younger than `seconds`; a worker has one loop per queue."""
    alive = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => :seconds)"
    return int(conn.scalar(text(alive), {"seconds": seconds}) or 0)

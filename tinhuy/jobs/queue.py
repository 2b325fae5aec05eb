"""The queue as the commands and the schedule see it: putting jobs in, looking at them, trying again, cancelling."""

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
from seeds.addresses import portal_host
from seeds.errors import UsageError
from seeds.model import Site


class Queue(StrEnum):
    """What a worker can be told to do."""

    CRAWL = "crawl"
    CLEAN = "clean"
    SCHEDULE = "schedule"


class Status(StrEnum):
    """How a job stands; the words are Procrastinate's."""

    WAITING = "todo"
    DOING = "doing"
    DONE = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    ABORTED = "aborted"


CRAWL, RECLEAN, CHECK_HEALTH, CHECK_ALL, TICK = "crawl_site", "reclean", "check_health", "check_all_health", "tick"
"""The tasks by name."""
ORDINARY = 0
URGENT = 10
"""Of a person's `tinhuy run`: before whatever the schedule has queued."""

_app = App(connector=SyncPsycopgConnector())
"""Only puts jobs in, on connections that it is given."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job."""

    id: int
    task: str
    site: str | None
    status: Status
    priority: int
    attempts: int
    """How often it was done, handed back or lost with its worker."""
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
    """Queue a crawl of the site, in the caller's transaction. One that waits already is that job; its number.

    `lock`: under which jobs are done one after the other, as `locks_of` gives it; else the site's first host.
    """
    arguments = {"site": site.id} | ({"full": True} if full else {}) | ({"now": True} if now else {})
    name, priority = f"crawl {site.id}", URGENT if urgent else ORDINARY
    how = {"lock": lock or portal_host(site), "queueing_lock": name, "priority": priority}
    number = _put(conn, CRAWL, Queue.CRAWL, arguments, **how)
    return number if number is not None else _join(conn, name, arguments, priority)


def locks_of(sites: Iterable[Site]) -> dict[str, str]:
    """The lock of each site's crawls: one for all sites that have a host in common, directly or by way of others."""
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
    """Queue a second cleaning of all that is stored of the site; None if one waits already. One is done at a time."""
    return _put(conn, RECLEAN, Queue.CLEAN, {"site": site}, lock=RECLEAN, queueing_lock=f"reclean {site}")


def put_check(conn: Connection, site: str) -> int | None:
    """Queue a look at the site's health; None if one waits already."""
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
    """The newest jobs with one of these statuses (all, if None), newest first; the schedule's own ticks left out."""
    return _jobs(conn, None, statuses, limit)


def job(conn: Connection, number: int) -> Job:
    """One job. Raises UsageError."""
    found = _jobs(conn, number, None, 1)
    if not found:
        raise UsageError(f"There is no job {number}.", "`tinhuy jobs` lists the newest.")
    return found[0]


def _jobs(conn: Connection, number: int | None, statuses: Sequence[Status] | None, limit: int) -> list[Job]:
    words = [status.value for status in statuses] if statuses is not None else None
    rows = conn.execute(_LIST, {"id": number, "statuses": words, "limit": limit, "tick": TICK})
    return [Job(**{**row._mapping, "status": Status(row.status)}) for row in rows]


def retry(conn: Connection, number: int) -> None:
    """Have a failed job done again. Raises UsageError for one that did not fail, or whose like waits already."""
    found = job(conn, number)
    if found.status is not Status.FAILED:
        raise UsageError(f"Job {number} did not fail: it is {found.status.name.lower()}.", "Queue a new one.")
    try:
        conn.execute(text("SELECT procrastinate_retry_job_v2(:id, now(), NULL, NULL, NULL)"), {"id": number})
    except IntegrityError:
        raise UsageError(f"Another {found.task} of {found.site} waits already.", "Let that one be done.") from None


def cancel(conn: Connection, number: int) -> Status:
    """Take a waiting job out, or have the worker that does it stop; what it was. Raises UsageError if it has ended."""
    found = job(conn, number)
    if conn.scalar(text("SELECT procrastinate_cancel_job_v1(:id, true, false)"), {"id": number}) is None:
        raise UsageError(f"Job {number} has ended: {found.status.name.lower()}.", "There is nothing to cancel.")
    return found.status


_NOTE = text("""
    INSERT INTO note (job_id, run_id, reason) VALUES (:job, :run, :reason)
    ON CONFLICT (job_id) DO UPDATE SET run_id = coalesce(excluded.run_id, note.run_id), reason = excluded.reason
""")


def note(conn: Connection, number: int, *, run: int | None = None, reason: str | None = None) -> None:
    """Keep what is to be known of a job: its crawl run, why it failed. A job that is gone is left alone."""
    if conn.scalar(text("SELECT 1 FROM procrastinate_jobs WHERE id = :id FOR SHARE"), {"id": number}):
        conn.execute(_NOTE, {"job": number, "run": run, "reason": reason[:1000] if reason else None})


def workers(conn: Connection, seconds: float) -> int:
    """How many loops of workers said within the last `seconds` that they live; a worker has one for each queue."""
    alive = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => :seconds)"
    return int(conn.scalar(text(alive), {"seconds": seconds}) or 0)

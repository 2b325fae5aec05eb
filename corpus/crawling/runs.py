"""Crawl runs: their record, heartbeat and end, and the lock of the host that each run holds.

All of it takes a synchronous connection; from asyncio: `await conn.run_sync(runs.start, site, host, options)`. Nothing
commits but `host_lock`, whose lock belongs to the session and not to the transaction.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, literal, select, update
from sqlalchemy.dialects.postgresql import distinct_on, insert

from corpus.database import sanitize
from corpus.database.tables import CrawlRun

SILENT = timedelta(minutes=2)
"""Time without a heartbeat (one comes every few seconds) after which a run counts as dead, until its lock tells."""


class Ending(StrEnum):
    """Kind of a run's end."""

    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Run:
    """A run's record."""

    id: int
    site: str
    host: str
    machine: str
    pid: int
    started_at: datetime
    heartbeat_at: datetime
    ended_at: datetime | None
    ending: Ending | None
    """Kind of the end; None while the run goes on."""
    reason: str | None
    exit_code: int | None
    options: dict[str, Any]
    counts: dict[str, Any]


def start(conn: Connection, site: str, host: str, options: Mapping[str, Any]) -> int:
    """Open a run's record and return its number. `host` is the portal's, whose lock the run holds."""
    row = {"site": site, "host": host, "machine": socket.gethostname(), "pid": os.getpid()}
    statement = insert(CrawlRun).values(**row, options=sanitize.json(dict(options))).returning(CrawlRun.id)
    return int(conn.execute(statement).scalar_one())


def heartbeat(conn: Connection, run_id: int, counts: Mapping[str, Any]) -> None:
    """Record that the run is alive, and its counts so far."""
    values = {"heartbeat_at": func.now(), "counts": sanitize.json(dict(counts))}
    conn.execute(update(CrawlRun).where(CrawlRun.id == run_id, CrawlRun.ended_at.is_(None)).values(values))


def end(
    conn: Connection,
    run_id: int,
    ending: Ending,
    reason: str | None,
    exit_code: int,
    counts: Mapping[str, Any] | None = None,
) -> None:
    """Close a run's record; a closed record stays as it is."""
    values: dict[str, Any] = {"ending": ending, "reason": sanitize.maybe(reason), "exit_code": exit_code}
    values |= {"ended_at": func.now(), "heartbeat_at": func.now()}
    if counts is not None:
        values["counts"] = sanitize.json(dict(counts))
    conn.execute(update(CrawlRun).where(CrawlRun.id == run_id, CrawlRun.ended_at.is_(None)).values(values))


def get(conn: Connection, run_id: int) -> Run | None:
    """Return the record of a run; None if there is none."""
    row = conn.execute(select(CrawlRun).where(CrawlRun.id == run_id)).one_or_none()
    return _run(row) if row else None


def latest(conn: Connection, site: str) -> Run | None:
    """Return the newest run of a site, ended or not; None if there is none."""
    newest = select(CrawlRun).where(CrawlRun.site == site).order_by(CrawlRun.id.desc()).limit(1)
    row = conn.execute(newest).one_or_none()
    return _run(row) if row else None


def newest(conn: Connection, sites: Sequence[str]) -> dict[str, Run]:
    """Return the newest run of each of these sites that has one, by site."""
    statement = select(CrawlRun).where(CrawlRun.site.in_(sites)).ext(distinct_on(CrawlRun.site))
    rows = conn.execute(statement.order_by(CrawlRun.site, CrawlRun.id.desc()))
    return {row.site: _run(row) for row in rows}


def running(conn: Connection, host: str) -> Run | None:
    """Return the newest run on a host that has not ended, to be named where the host's lock is refused."""
    statement = select(CrawlRun).where(CrawlRun.host == host, CrawlRun.ended_at.is_(None))
    row = conn.execute(statement.order_by(CrawlRun.id.desc()).limit(1)).one_or_none()
    return _run(row) if row else None


def _run(row: Any) -> Run:
    values = dict(row._mapping)
    return Run(**{**values, "ending": Ending(values["ending"]) if values["ending"] else None})


def _lock_number(host: str) -> Any:
    return func.hashtextextended(literal("tinhuy host " + host.lower()), 0)


def host_lock(conn: Connection, host: str) -> bool:
    """Take the lock of a host for as long as this connection lives; return False if another session has it.

    Ends the open transaction, so that the connection does not idle in one. Keep the connection for nothing else.
    """
    taken = bool(conn.scalar(select(func.pg_try_advisory_lock(_lock_number(host)))))
    conn.commit()
    return taken


def mark_lost(conn: Connection, site: str) -> list[int]:
    """Close the site's runs that have no end though their host's lock is free: their process died.

    Returns the numbers of the runs. On a connection that holds the lock itself (a crawl at its start), the lock counts
    as free.
    """
    without_end = select(CrawlRun.id, CrawlRun.host).where(CrawlRun.site == site, CrawlRun.ended_at.is_(None))
    lost = [row.id for row in conn.execute(without_end).all() if _free(conn, row.host)]
    values = {"ending": Ending.LOST, "reason": "its process died", "exit_code": 1, "ended_at": CrawlRun.heartbeat_at}
    conn.execute(update(CrawlRun).where(CrawlRun.id.in_(lost), CrawlRun.ended_at.is_(None)).values(values))
    return lost


def not_being_crawled(conn: Connection, sites: Sequence[str]) -> list[str]:
    """List the sites without a crawl under way: they have no run without an end that had a heartbeat lately."""
    alive = (CrawlRun.ended_at.is_(None), CrawlRun.heartbeat_at > func.now() - SILENT)
    busy = set(conn.scalars(select(CrawlRun.site).where(CrawlRun.site.in_(sites), *alive)))
    return sorted(set(sites) - busy)


def _free(conn: Connection, host: str) -> bool:
    if not conn.scalar(select(func.pg_try_advisory_lock(_lock_number(host)))):
        return False
    conn.execute(select(func.pg_advisory_unlock(_lock_number(host))))
    return True

"""Crawl runs: their record, their heartbeat, how they end, and the lock of the host that each of them holds.

All of it takes a synchronous connection; from asyncio: `await conn.run_sync(runs.start, site, host, options)`.
Nothing commits but `host_lock`, whose lock belongs to the session and not to the transaction.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, literal, select, update
from sqlalchemy.dialects.postgresql import distinct_on, insert

from corpus import clean
from corpus.models import CrawlRun


class Ending(StrEnum):
    """How a run ended."""

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
    """None while it runs."""
    reason: str | None
    exit_code: int | None
    options: dict[str, Any]
    counts: dict[str, Any]


def start(conn: Connection, site: str, host: str, options: Mapping[str, Any]) -> int:
    """Open a run's record and return its number. `host` is the portal's, whose lock the run holds."""
    row = {"site": site, "host": host, "machine": socket.gethostname(), "pid": os.getpid()}
    statement = insert(CrawlRun).values(**row, options=clean.json(dict(options))).returning(CrawlRun.id)
    return int(conn.execute(statement).scalar_one())


def heartbeat(conn: Connection, run_id: int, counts: Mapping[str, Any]) -> None:
    """Say that the run lives, and what it has counted so far."""
    values = {"heartbeat_at": func.now(), "counts": clean.json(dict(counts))}
    conn.execute(update(CrawlRun).where(CrawlRun.id == run_id, CrawlRun.ended_at.is_(None)).values(values))


def end(
    conn: Connection,
    run_id: int,
    ending: Ending,
    reason: str | None,
    exit_code: int,
    counts: Mapping[str, Any] | None = None,
) -> None:
    """Close a run's record; one that is closed already stays as it is."""
    values: dict[str, Any] = {"ending": ending, "reason": clean.maybe(reason), "exit_code": exit_code}
    values |= {"ended_at": func.now(), "heartbeat_at": func.now()}
    if counts is not None:
        values["counts"] = clean.json(dict(counts))
    conn.execute(update(CrawlRun).where(CrawlRun.id == run_id, CrawlRun.ended_at.is_(None)).values(values))


def get(conn: Connection, run_id: int) -> Run | None:
    """The record of a run."""
    row = conn.execute(select(CrawlRun).where(CrawlRun.id == run_id)).one_or_none()
    return _run(row) if row else None


def latest(conn: Connection, site: str) -> Run | None:
    """The newest run of a site, ended or not."""
    newest = select(CrawlRun).where(CrawlRun.site == site).order_by(CrawlRun.id.desc()).limit(1)
    row = conn.execute(newest).one_or_none()
    return _run(row) if row else None


def newest(conn: Connection, sites: Sequence[str]) -> dict[str, Run]:
    """The newest run of each of these sites that has one."""
    statement = select(CrawlRun).where(CrawlRun.site.in_(sites)).ext(distinct_on(CrawlRun.site))
    rows = conn.execute(statement.order_by(CrawlRun.site, CrawlRun.id.desc()))
    return {row.site: _run(row) for row in rows}


def running(conn: Connection, host: str) -> Run | None:
    """The newest run on a host that has not ended, for the message to whoever can't have its lock."""
    statement = select(CrawlRun).where(CrawlRun.host == host, CrawlRun.ended_at.is_(None))
    row = conn.execute(statement.order_by(CrawlRun.id.desc()).limit(1)).one_or_none()
    return _run(row) if row else None


def _run(row: Any) -> Run:
    values = dict(row._mapping)
    return Run(**{**values, "ending": Ending(values["ending"]) if values["ending"] else None})


def _lock_number(host: str) -> Any:
    return func.hashtextextended(literal("tinhuy host " + host.lower()), 0)


def host_lock(conn: Connection, host: str) -> bool:
    """Take the lock of a host for as long as this connection lives; False if a crawl holds it.

    Ends the open transaction, so that the connection does not idle in one. Keep the connection for nothing else.
    """
    taken = bool(conn.scalar(select(func.pg_try_advisory_lock(_lock_number(host)))))
    conn.commit()
    return taken


def mark_lost(conn: Connection, site: str) -> list[int]:
    """Close the site's runs that have no end though their host's lock is free: their process died. Returns them.

    On a connection that holds the lock itself (a crawl at its start), that counts as free.
    """
    without_end = select(CrawlRun.id, CrawlRun.host).where(CrawlRun.site == site, CrawlRun.ended_at.is_(None))
    lost = [row.id for row in conn.execute(without_end).all() if _free(conn, row.host)]
    values = {"ending": Ending.LOST, "reason": "its process died", "exit_code": 1, "ended_at": CrawlRun.heartbeat_at}
    conn.execute(update(CrawlRun).where(CrawlRun.id.in_(lost), CrawlRun.ended_at.is_(None)).values(values))
    return lost


def _free(conn: Connection, host: str) -> bool:
    if not conn.scalar(select(func.pg_try_advisory_lock(_lock_number(host)))):
        return False
    conn.execute(select(func.pg_advisory_unlock(_lock_number(host))))
    return True

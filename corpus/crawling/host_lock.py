"""The lock of a host: at most one crawl, import or rekey of a portal at a time. Session locks in Postgres."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus.crawling import runs
from corpus.database.dsn import database_url
from corpus.database.engines import NAME
from corpus.database.retry import outage_of, restart_embedded, with_retry
from corpus.database.retry_policy import RETRY_SECONDS
from seeds.errors import TinhuyError

PAUSE = 0.5
"""Seconds between two attempts to take locks again."""


class HostBusyError(TinhuyError):
    """A crawl of the host is running."""


@contextlib.contextmanager
def host_held(engine: Engine, hosts: Iterable[str], patience: float = RETRY_SECONDS) -> Iterator[Callable[[], None]]:
    """Hold the locks of these hosts. Raises HostBusyError, which names the run that has one.

    Yields a function to call between transactions of long work: it takes the locks again where Postgres was away
    meanwhile, within `patience` seconds, and raises CorpusUnavailable after that.
    """
    wanted = sorted(set(hosts))
    held = [_take(engine, wanted)]

    def keep() -> None:
        try:
            held[-1].execute(text("SELECT 1"))
            held[-1].commit()
        except SQLAlchemyError:
            _drop(held.pop())
            held.append(_retake(engine, wanted, patience))

    try:
        yield keep
    finally:
        for conn in held:
            _drop(conn)


class HostLock:
    """The locks of a crawl, on asyncio: held from `take` to `drop`, or until its process or connection dies."""

    def __init__(self, engine: AsyncEngine, hosts: tuple[str, ...]) -> None:
        self.engine = engine
        self.hosts = hosts
        self._connection: AsyncConnection | None = None

    async def take(self) -> None:
        """Take the locks. Raises HostBusyError, which names the run that has one."""
        await self.drop()
        self._connection = await self.engine.connect()
        try:
            await self._connection.run_sync(_lock, self.hosts)
        except HostBusyError:
            await self.drop()
            raise

    async def keep(self) -> None:
        """Take the locks again where the connection broke. Raises HostBusyError if another crawl has one by now."""
        if self._connection is not None:
            with contextlib.suppress(DBAPIError):
                await self._connection.execute(text("SELECT 1"))
                await self._connection.commit()
                return
        await self.take()

    async def close_lost_runs(self, site: str) -> None:
        """End the records of the site's runs whose process died: this crawl now holds their lock."""
        if self._connection is not None:
            await self._connection.run_sync(runs.mark_lost, site)
            await self._connection.commit()

    async def drop(self) -> None:
        """Release the locks by closing their connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(DBAPIError):
                await connection.invalidate()
                await connection.close()


def _lock(conn: Connection, hosts: Iterable[str]) -> None:
    """Lock the hosts in this session. Raises HostBusyError for the first that another session holds."""
    for host in hosts:
        if not runs.host_lock(conn, host):
            other = runs.running(conn, host)
            which = f" (run {other.id} since {other.started_at:%Y-%m-%d %H:%M %Z})" if other else ""
            raise HostBusyError(f"Another crawl of {host} is running{which}.", "Wait for its end, or stop it.")


def _take(engine: Engine, hosts: list[str]) -> Connection:
    conn = engine.connect()
    try:
        _lock(conn, hosts)
    except BaseException:
        _drop(conn)
        raise
    return conn


def _retake(engine: Engine, hosts: list[str], patience: float) -> Connection:
    """Take the locks again. The broken session may hold them for a while yet: Postgres notices late that it is gone."""
    until = time.monotonic() + patience
    while True:
        try:
            return _take(engine, hosts)
        except HostBusyError:
            if time.monotonic() >= until or with_retry(
                engine, lambda conn: any(runs.running(conn, one) for one in hosts)
            ):
                raise
        except DBAPIError as error:
            gone = outage_of(error, database_url() or f"postgresql:///{NAME}")
            if time.monotonic() >= until:
                raise gone from None
        time.sleep(PAUSE)
        restart_embedded()


def _drop(conn: Connection) -> None:
    """Release the locks by closing the session that holds them: the pool would keep the session and its locks."""
    with contextlib.suppress(SQLAlchemyError):
        conn.invalidate()
    conn.close()

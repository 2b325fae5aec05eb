"""Locks that keep two crawls off one host: session locks in Postgres, on a separate connection."""

from __future__ import annotations

import contextlib

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus.crawling import runs
from seeds.errors import TinhuyError


class HostTakenError(TinhuyError):
    """Another crawl of the host is running."""


class HostLock:
    """The locks on all hosts of a site, held from `take` to `drop`, or until this process or the connection dies."""

    def __init__(self, engine: AsyncEngine, hosts: tuple[str, ...]) -> None:
        self.engine = engine
        self.hosts = hosts
        self._connection: AsyncConnection | None = None

    async def take(self) -> None:
        """Take the locks. Raises HostTakenError, which names the run that has one."""
        await self.drop()
        self._connection = await self.engine.connect()
        for host in self.hosts:
            if not await self._connection.run_sync(runs.host_lock, host):
                other = await self._connection.run_sync(runs.running, host)
                await self.drop()
                which = f" (run {other.id} since {other.started_at:%Y-%m-%d %H:%M %Z})" if other else ""
                raise HostTakenError(f"another crawl of {host} is running{which}", "Wait for its end, or stop it.")

    async def keep(self) -> None:
        """Take the locks again where the connection broke. Raises HostTakenError if another crawl has one by now."""
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

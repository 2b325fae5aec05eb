"""The locks that keep two crawls off one host: session locks in Postgres, on a connection of their own."""

from __future__ import annotations

import contextlib

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus import runs
from seeds.errors import TinhuyError


class HostTakenError(TinhuyError):
    """Another crawl of the host is running."""


class HostLock:
    """All hosts of a site, held from `take` to `drop`, or until this process or the connection dies."""

    def __init__(self, engine: AsyncEngine, hosts: tuple[str, ...]) -> None:
        self.engine = engine
        self.hosts = hosts
        self._connection: AsyncConnection | None = None

    async def take(self) -> None:
        """Raises HostTakenError, which names the run that has it."""
        await self.drop()
        self._connection = await self.engine.connect()
        for host in self.hosts:
            if not await self._connection.run_sync(runs.host_lock, host):
                other = await self._connection.run_sync(runs.running, host)
                await self.drop()
                which = f" (run {other.id} since {other.started_at:%Y-%m-%d %H:%M %Z})" if other else ""
                raise HostTakenError(f"another crawl of {host} is running{which}", "Wait for its end, or stop it.")

    async def keep(self) -> None:
        """Takes it again where its connection broke. Raises HostTakenError if another crawl has it by now."""
        if self._connection is not None:
            with contextlib.suppress(DBAPIError):
                await self._connection.execute(text("SELECT 1"))
                await self._connection.commit()
                return
        await self.take()

    async def close_lost_runs(self, site: str) -> None:
        """Ends the records of the site's runs whose process died: their lock is ours now."""
        if self._connection is not None:
            await self._connection.run_sync(runs.mark_lost, site)
            await self._connection.commit()

    async def drop(self) -> None:
        """Gives it back by closing its connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(DBAPIError):
                await connection.invalidate()
                await connection.close()

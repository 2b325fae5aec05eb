"""The crawl's connection to the corpus: one writer, which waits a limited time for a Postgres that is away."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus.database import engines
from corpus.database.retry import outage_of, restart_embedded
from corpus.database.retry_policy import PAUSES

logger = logging.getLogger(__name__)

Result = TypeVar("Result")
Work = Callable[[AsyncConnection], Awaitable[Result]]


class Transactions:
    """Transactions on the corpus, one at a time.

    One at a time, so that pages found later have a later discovery time: the frontier is read in that order.
    """

    def __init__(self, url: str, patience: float) -> None:
        self.url = url
        self.patience = patience
        """Seconds for which Postgres may be away."""
        self.engine: AsyncEngine = engines.async_engine(url)
        self.run_id: int | None = None
        self.began_at: datetime | None = None
        """When the run began, by the database's clock."""
        self.found = 0
        """Articles that this run discovered."""
        self._turn = asyncio.Lock()

    async def transact(self, work: Work[Result]) -> Result:
        """Run `work` in one transaction, which is committed when this returns.

        Retries while Postgres is away. Raises CorpusUnavailable when patience ends, and what `work` raises.
        """
        async with self._turn:
            return await self._patiently(work)

    async def _patiently(self, work: Work[Result]) -> Result:
        until = time.monotonic() + self.patience
        attempt = 0
        while True:
            try:
                async with self.engine.begin() as conn:
                    return await work(conn)
            except DBAPIError as error:
                gone = outage_of(error, self.url)
            if time.monotonic() >= until:
                raise gone from None
            logger.warning("Postgres is away, trying again: %s", gone.message)
            await asyncio.sleep(PAUSES[min(attempt, len(PAUSES) - 1)])
            attempt += 1
            await asyncio.to_thread(restart_embedded)

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()

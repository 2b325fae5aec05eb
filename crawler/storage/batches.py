"""Group commits: answers that end during one transaction share the next one, because a commit waits for the disk."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from corpus.errors import CorpusUnavailable

logger = logging.getLogger(__name__)

MOST = 50
"""Pieces in one transaction, at most."""

Piece = TypeVar("Piece")


class Batches(Generic[Piece]):
    """Stores pieces in batches. `store` writes all pieces that it is given in one transaction, or none of them."""

    def __init__(self, store: Callable[[Sequence[Piece]], Awaitable[None]]) -> None:
        self._store = store
        self._waiting: list[tuple[Piece, asyncio.Future[None]]] = []
        self._running: asyncio.Task[None] | None = None

    async def add(self, piece: Piece) -> None:
        """Wait until the piece is committed. Raises the error that `store` raises for this piece alone."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((piece, done))
        if self._running is None:
            self._running = asyncio.create_task(self._run())
        await done

    async def _run(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            await self._together(batch)
        self._running = None

    async def _together(self, batch: Sequence[tuple[Piece, asyncio.Future[None]]]) -> None:
        """Store a batch; after an error store its pieces one by one, so that one bad piece does not lose the others."""
        try:
            await self._store([piece for piece, _ in batch])
        except Exception as error:
            if len(batch) == 1 or isinstance(error, CorpusUnavailable):
                _settle(batch, error)
                return
            logger.info("%d answers are stored one by one: %s", len(batch), error)
            for one in batch:
                await self._together([one])
        else:
            _settle(batch, None)


def _settle(batch: Sequence[tuple[object, asyncio.Future[None]]], error: Exception | None) -> None:
    for _, done in batch:
        if done.done():  # nobody waits for it any more
            continue
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)

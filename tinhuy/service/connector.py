"""Procrastinate's connection to Postgres, with retries while Postgres is away for a while."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, LiteralString, TypeVar

from procrastinate import PsycopgConnector
from procrastinate.connector import Notify
from procrastinate.exceptions import ConnectorException, UniqueViolation

from corpus.database.retry import restart_embedded
from corpus.database.retry_policy import RETRY_SECONDS
from corpus.database.sqlstate import Fault, fault_of

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

PAUSE = 0.5
"""Seconds between two attempts."""
POOL_WAIT = 5.0
"""Seconds to wait for a connection from the pool; then the attempt counts as one that found no Postgres."""
_LOCKS = "procrastinate_jobs_lock_idx_v1"
"""Index that fails when two workers take two jobs of one host at one instant; the later worker looks again."""


class PatientConnector(PsycopgConnector):
    """Retries queries that found no Postgres, for as long as all transactions do (`RETRY_SECONDS`)."""

    def __init__(self, parameters: dict[str, Any], size: int) -> None:
        super().__init__(kwargs=parameters, min_size=1, max_size=size, timeout=POOL_WAIT)

    async def execute_query_async(self, query: LiteralString, **arguments: Any) -> None:
        await _patiently(super().execute_query_async, query, arguments)

    async def execute_query_one_async(self, query: LiteralString, **arguments: Any) -> dict[str, Any]:
        return await _patiently(super().execute_query_one_async, query, arguments)

    async def execute_query_all_async(self, query: LiteralString, **arguments: Any) -> list[dict[str, Any]]:
        return await _patiently(super().execute_query_all_async, query, arguments)

    async def listen_notify(self, on_notification: Notify, channels: Iterable[str]) -> None:
        """Listen until cancelled. Notifications sent while Postgres is away are lost; polling finds those jobs."""
        names = list(channels)
        while True:
            try:
                await super().listen_notify(on_notification, names)
            except ConnectorException as error:
                if not _is_outage(error):
                    raise
                await asyncio.sleep(PAUSE)


async def _patiently(work: Callable[..., Awaitable[Result]], query: LiteralString, arguments: dict[str, Any]) -> Result:
    until = time.monotonic() + RETRY_SECONDS
    while True:
        try:
            return await work(query, **arguments)
        except ConnectorException as error:
            if not _may_try_again(error) or time.monotonic() > until:
                raise
            if _is_outage(error):
                logger.warning("Postgres is away, trying again: %s", error.__cause__)
                await asyncio.to_thread(restart_embedded)
        await asyncio.sleep(PAUSE)


def _may_try_again(error: ConnectorException) -> bool:
    return _is_outage(error) or (isinstance(error, UniqueViolation) and error.constraint_name == _LOCKS)


def _is_outage(error: ConnectorException) -> bool:
    return fault_of(error.__cause__) is Fault.AWAY

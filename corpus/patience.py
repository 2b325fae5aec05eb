"""Transactions that outlast a Postgres that is away for a while: killed, restarted, failing over."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from corpus import database, settings
from corpus.conninfo import unavailable
from seeds.errors import TinhuyError

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

PATIENCE = 60.0
"""Seconds that Postgres may be away."""
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds between attempts; the last holds for all that follow."""


def patiently(engine: Engine, work: Callable[[Connection], Result], patience: float = PATIENCE) -> Result:
    """Do `work` in one transaction; when this returns, it is committed. It is done again where Postgres went away.

    Raises CorpusUnavailable when patience ends, and what `work` raises.
    """
    until = time.monotonic() + patience
    attempt = 0
    while True:
        try:
            with engine.begin() as conn:
                return work(conn)
        except DBAPIError as error:
            if not is_outage(error):
                raise
            gone = unavailable(error.orig or error, settings.database_url() or f"postgresql:///{database.NAME}")
        if time.monotonic() >= until:
            raise gone from None
        logger.warning("Postgres is away, trying again: %s", gone.message)
        time.sleep(PAUSES[min(attempt, len(PAUSES) - 1)])
        attempt += 1
        revive()


def revive() -> None:
    """Start the embedded server again if it is ours and has died."""
    try:
        database.address()
    except TinhuyError as error:
        logger.debug("Not yet: %s", error)


def is_outage(error: DBAPIError) -> bool:
    """Whether it is Postgres that is away or out of breath, and not the statement that is wrong."""
    return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)

"""Transactions that outlast a Postgres that is away for a while: killed, restarted, failing over."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from corpus import database, settings
from corpus.conninfo import unavailable, unfit
from corpus.errors import CorpusUnavailable
from corpus.trouble import Trouble, trouble
from seeds.errors import TinhuyError

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

PATIENCE = 60.0
"""Seconds that Postgres may be away."""
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds between attempts; the last holds for all that follow."""


def patiently(engine: Engine, work: Callable[[Connection], Result], patience: float = PATIENCE) -> Result:
    """Do `work` in one transaction; when this returns, it is committed. It is done again where Postgres went away.

    Raises CorpusUnavailable when patience ends or the database can't take anything, and what `work` raises.
    """
    until = time.monotonic() + patience
    attempt = 0
    while True:
        try:
            with engine.begin() as conn:
                return work(conn)
        except DBAPIError as error:
            gone = gone_with(error, settings.database_url() or f"postgresql:///{database.NAME}")
        if time.monotonic() >= until:
            raise gone from None
        logger.warning("Postgres is away, trying again: %s", gone.message)
        time.sleep(PAUSES[min(attempt, len(PAUSES) - 1)])
        attempt += 1
        revive()


def gone_with(error: DBAPIError, url: str) -> CorpusUnavailable:
    """Tell what to say of an outage that is worth waiting for; anything else is raised: it is no use to wait."""
    match trouble(error):
        case Trouble.AWAY:
            return unavailable(error.orig or error, url)
        case Trouble.UNFIT:
            raise unfit(error.orig or error, url) from None
        case Trouble.WORK:
            raise error


def revive() -> None:
    """Start the embedded server again if it is ours and has died."""
    try:
        database.address()
    except TinhuyError as error:
        logger.debug("Not yet: %s", error)

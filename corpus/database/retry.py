"""Transactions with retry, for a Postgres that is away for a while: killed, restarted, failing over."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from corpus.database import engines, settings
from corpus.database.dsn import unavailable, unfit
from corpus.database.retry_policy import PATIENCE, Waiting
from corpus.database.sqlstate import Trouble, trouble
from corpus.errors import CorpusUnavailable
from seeds.errors import TinhuyError

logger = logging.getLogger(__name__)

Result = TypeVar("Result")


def patiently(engine: Engine, work: Callable[[Connection], Result], patience: float = PATIENCE) -> Result:
    """Run `work` in one transaction and commit it; retry where Postgres went away.

    Raises CorpusUnavailable when patience ends or the database can't write, and what `work` raises.
    """
    waiting = Waiting(patience)
    while True:
        try:
            with engine.begin() as conn:
                return work(conn)
        except DBAPIError as error:
            gone = gone_with(error, settings.database_url() or f"postgresql:///{engines.NAME}")
        if not waiting.goes_on(gone.message):
            raise gone from None
        revive()


def gone_with(error: DBAPIError, url: str) -> CorpusUnavailable:
    """Return the error of an outage that is worth waiting for; raise any other error, since waiting is no use."""
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
        engines.address()
    except TinhuyError as error:
        logger.debug("Not yet: %s", error)

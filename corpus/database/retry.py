"""Transactions with retry, for a Postgres that is away for a while: killed, restarted, failing over."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from corpus.database import engines
from corpus.database.dsn import database_url, unavailable, unfit
from corpus.database.retry_policy import RETRY_SECONDS, Retries
from corpus.database.sqlstate import Fault, fault_of
from corpus.errors import CorpusUnavailable
from seeds.errors import TinhuyError

logger = logging.getLogger(__name__)

Result = TypeVar("Result")


def with_retry(engine: Engine, work: Callable[[Connection], Result], patience: float = RETRY_SECONDS) -> Result:
    """Run `work` in one transaction and commit it; retry where Postgres went away.

    Raises CorpusUnavailable when patience ends or the database can't write, and what `work` raises.
    """
    waiting = Retries(patience)
    while True:
        try:
            with engine.begin() as conn:
                return work(conn)
        except DBAPIError as error:
            gone = outage_of(error, database_url() or f"postgresql:///{engines.NAME}")
        if not waiting.goes_on(gone.message):
            raise gone from None
        restart_embedded()


def outage_of(error: DBAPIError, url: str) -> CorpusUnavailable:
    """Return the error of an outage that is worth waiting for; raise any other error, since waiting is no use."""
    match fault_of(error):
        case Fault.AWAY:
            return unavailable(error.orig or error, url)
        case Fault.UNFIT:
            raise unfit(error.orig or error, url) from None
        case Fault.WORK:
            raise error


def restart_embedded() -> None:
    """Start the embedded server again if it is ours and has died."""
    try:
        engines.address()
    except TinhuyError as error:
        logger.debug("Not yet: %s", error)

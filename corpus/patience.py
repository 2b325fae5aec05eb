"""Transactions that outlast a Postgres that is away for a while: killed, restarted, failing over."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from corpus import database, settings
from corpus.conninfo import unavailable, unfit
from corpus.errors import CorpusUnavailable
from corpus.trouble import Trouble, trouble
from corpus.waiting import PATIENCE, Waiting
from seeds.errors import TinhuyError

logger = logging.getLogger(__name__)

Result = TypeVar("Result")


def patiently(engine: Engine, work: Callable[[Connection], Result], patience: float = PATIENCE) -> Result:
    """Do `work` in one transaction; when this returns, it is committed. It is done again where Postgres went away.

    Raises CorpusUnavailable when patience ends or the database can't take anything, and what `work` raises.
    """
    waiting = Waiting(patience)
    while True:
        try:
            with engine.begin() as conn:
                return work(conn)
        except DBAPIError as error:
            gone = gone_with(error, settings.database_url() or f"postgresql:///{database.NAME}")
        if not waiting.goes_on(gone.message):
            raise gone from None
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

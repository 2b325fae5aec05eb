"""Classification of database errors by SQLSTATE, in one place for all callers."""

from __future__ import annotations

from enum import Enum

import psycopg
from sqlalchemy.exc import DBAPIError


class Fault(Enum):
    """Kind of a database error, which decides what is done about it."""

    AWAY = "away"
    """Postgres can't be reached, is ending or starting, or has no connection left: a retry succeeds later."""
    UNFIT = "unfit"
    """Postgres answers but can't write for anybody (disk full, read-only): a person must act."""
    WORK = "work"
    """The work itself is refused: a wrong statement, a value that passes a limit, a cancelled query, a damaged row."""


# SQLSTATEs (Postgres' appendix A), by whole code or by class. A conflict (40) is settled by doing the work again.
_AWAY = ("08", "40", "53300", "57P01", "57P02", "57P03", "57P05")
_UNFIT = ("25006", "53100", "58", "F0")


def fault_of(error: BaseException | None) -> Fault:
    """Classify an error of psycopg or SQLAlchemy by its SQLSTATE: the one policy of corpus, crawler and job queue.

    An operational error without a SQLSTATE came from the connection: it could not be made, or broke off.
    """
    if isinstance(error, DBAPIError):
        if error.connection_invalidated:
            return Fault.AWAY
        error = error.orig
    state = getattr(error, "sqlstate", None)
    if state is None:
        is_connection = isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
        return Fault.AWAY if is_connection else Fault.WORK
    if state.startswith(_AWAY):
        return Fault.AWAY
    return Fault.UNFIT if state.startswith(_UNFIT) else Fault.WORK

"""Access to the corpus's Postgres: its address, engines, and the migration of its schema."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial

import psycopg
import sqlalchemy
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from corpus import embedded
from corpus.database import schema
from corpus.database.dsn import database_url, describe, parameters, plain, unavailable, unfit, with_database
from corpus.database.retry_policy import connect
from corpus.database.sqlstate import Fault, fault_of
from corpus.errors import CorpusOutdated, CorpusUnavailable
from corpus.migrations import HEAD, REVISIONS
from seeds.home import home

NAME = "tinhuy"
"""Name of the corpus's database on the embedded server."""
STARTS = 3
"""Attempts to start the embedded server for one command; a server that needs more can't live."""


def address() -> str:
    """Return the libpq URL of a ready corpus: DATABASE_URL, or the embedded server, started and created if need be.

    An empty database gets its schema. An older schema is migrated on the embedded server and refused elsewhere; a newer
    one is refused anywhere (CorpusOutdated). Raises CorpusUnavailable, BadAddress or EmbeddedError.
    """
    return _address(check=True)


def _address(check: bool) -> str:
    if given := database_url():
        url = plain(given)
        if check:
            _make_ready(url, may_migrate=False)
        return url
    for _ in range(STARTS - 1):  # the server may be killed between its start and our use of it
        with suppress(CorpusUnavailable):
            return _embedded(check)
    return _embedded(check)


def _embedded(check: bool) -> str:
    server = embedded.ensure(home())
    url = with_database(server, NAME)
    try:
        connect(url).close()
    except psycopg.OperationalError:
        with _connected(server) as conn:
            schema.create_database(conn, NAME)
    if check:
        _make_ready(url, may_migrate=True)
    return url


@contextmanager
def _connected(url: str) -> Iterator[psycopg.Connection]:
    try:
        conn = connect(url, autocommit=True)
    except psycopg.OperationalError as error:
        raise unavailable(error, url) from None
    try:
        with conn:
            yield conn
    except psycopg.OperationalError as error:
        if not conn.broken:
            raise
        raise unavailable(error, url) from None


def _make_ready(url: str, may_migrate: bool) -> None:
    with _connected(url) as conn:
        found = schema.revision(conn)
        if found is None:
            schema.create(conn, url)
    if found is None or found == HEAD:
        return
    if found not in REVISIONS:
        raise CorpusOutdated(
            f"The {describe(url)} was made by a newer tinhuy (revision {found}).",
            "Install that version or a later one.",
        )
    if not may_migrate:
        raise CorpusOutdated(
            f"The {describe(url)} was made by an older tinhuy (revision {found}).",
            "Bring it up to date with: tinhuy db migrate",
        )
    migrate(url)


def migrate(url: str | None = None) -> None:
    """Migrate the corpus at `url` (None: the configured one) to the newest schema.

    Raises CorpusOutdated where a newer tinhuy made the schema.
    """
    target = plain(url) if url else _address(check=False)
    with _connected(target) as conn:
        found = schema.revision(conn)
    if found is not None and found not in REVISIONS:
        _make_ready(target, may_migrate=False)
    made = engine(target)
    try:
        schema.upgrade(made)
    finally:
        made.dispose()


def engine(url: str) -> Engine:
    """Build a SQLAlchemy engine for a libpq URL."""
    return sqlalchemy.create_engine("postgresql+psycopg://", connect_args=parameters(plain(url)), pool_pre_ping=True)


def async_engine(url: str) -> AsyncEngine:
    """Build a SQLAlchemy engine for asyncio from a libpq URL."""
    return create_async_engine("postgresql+psycopg://", connect_args=parameters(plain(url)), pool_pre_ping=True)


@contextmanager
def transaction(url: str | None = None) -> Iterator[sqlalchemy.Connection]:
    """Open a connection to the corpus (None: `address()`) in one transaction, which is committed at the end.

    Raises CorpusUnavailable where Postgres can't be reached, breaks off or can't write.
    """
    target = url or address()
    made = sqlalchemy.create_engine(
        "postgresql+psycopg://", creator=partial(connect, plain(target)), poolclass=NullPool
    )
    try:
        with made.begin() as connection:
            yield connection
    except DBAPIError as error:
        match fault_of(error):
            case Fault.AWAY:
                raise unavailable(error.orig or error, target) from None
            case Fault.UNFIT:
                raise unfit(error.orig or error, target) from None
            case Fault.WORK:
                raise

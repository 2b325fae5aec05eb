"""Postgres for the tests: one embedded server for the whole run, one template database, a fresh clone for each test."""

from __future__ import annotations

import gc
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import psycopg
import pytest
import sqlalchemy
from hypothesis import settings
from psycopg import sql
from sqlalchemy.pool import NullPool

from corpus import embedded
from corpus.database import schema
from corpus.database.dsn import parameters, with_database
from tests import preloaded
from tests.corpus.embedded.homes import reachable_folder

_HOME = "TINHUY_TEST_HOME"
_TEMPLATE = "tinhuy_template"
_FAST = {"TINHUY_PG_OPTIONS": "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"}


def pytest_configure(config: pytest.Config) -> None:
    """The process that directs the run chooses the home; its workers inherit it. The user's own corpus stays out."""
    gc.disable()  # until all tests are collected: nothing of that is garbage, and each worker does it
    for name in ("DATABASE_URL", "TINHUY_HOME", "TINHUY_SEEDS"):
        os.environ.pop(name, None)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # hundreds of processes would compile the same files
    if not hasattr(config, "workerinput"):
        home = Path(tempfile.mkdtemp(prefix="tinhuy-tests-"))
        home.chmod(0o755)  # so that the server can stay in it when the tests run as root
        os.environ[_HOME] = str(home)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and remove everything, once, when all workers have ended."""
    preloaded.stop()
    if not hasattr(config, "workerinput") and _HOME in os.environ:
        home = Path(os.environ.pop(_HOME))
        embedded.remove(home)
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def server() -> str:
    """URL of the run's server, with the template database made."""
    with mock.patch.dict(os.environ, _FAST):
        url = embedded.ensure(Path(os.environ[_HOME]))
    with psycopg.connect(**parameters(url), autocommit=True) as conn:
        conn.execute("SELECT pg_advisory_lock(1)")
        if not conn.execute("SELECT FROM pg_database WHERE datname = %s", (_TEMPLATE,)).fetchall():
            _make_template(conn, url)
    return url


def _make_template(conn: psycopg.Connection, url: str) -> None:
    unfinished = f"{_TEMPLATE}_unfinished"
    conn.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(unfinished)))
    schema.create_database(conn, unfinished)
    with psycopg.connect(**parameters(with_database(url, unfinished)), autocommit=True) as made:
        schema.create(made, url)
    conn.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(unfinished), sql.Identifier(_TEMPLATE))
    )


@contextmanager
def clone(server: str) -> Iterator[str]:
    """A fresh copy of the template, dropped at the end.

    Its files are copied (60 ms of work): page by page over the log, which is the default, takes three times as long.
    """
    name = f"test_{secrets.token_hex(6)}"
    copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
    create = copy.format(sql.Identifier(name), sql.Identifier(_TEMPLATE))
    drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
    with psycopg.connect(**parameters(server), autocommit=True) as conn:
        conn.execute(create)
    yield with_database(server, name)
    with psycopg.connect(**parameters(server), autocommit=True) as conn:
        conn.execute(drop)


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for a home of the test's own, which the server's account may enter; such a server is a fast one."""
    monkeypatch.setenv("TINHUY_PG_OPTIONS", "-c fsync=off -c full_page_writes=off")
    with reachable_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def _scratch(server: str) -> Iterator[str]:
    """A database in which nothing is ever committed."""
    with clone(server) as url:
        yield url


@pytest.fixture
def database(server: str) -> Iterator[str]:
    """libpq URL of an empty corpus of this test's own."""
    with clone(server) as url:
        yield url


@pytest.fixture
def conn(request: pytest.FixtureRequest) -> Iterator[sqlalchemy.Connection]:
    """A connection to an empty corpus, rolled back at the end.

    A test that asks for `database` too gets a connection to that one, and may commit.
    """
    own = "database" in request.fixturenames
    url = request.getfixturevalue("database" if own else "_scratch")
    engine = sqlalchemy.create_engine("postgresql+psycopg://", connect_args=parameters(url), poolclass=NullPool)
    if not own:
        sqlalchemy.event.listen(engine, "commit", _refuse)
    with engine.connect() as connection:
        yield connection


def _refuse(_connection: sqlalchemy.Connection) -> None:
    raise AssertionError("A test that commits asks for the fixture `database` beside `conn`.")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that start crawls come first, so that two workers end together; within a folder the order stays."""
    items.sort(key=lambda item: not any(folder in item.path.parts for folder in ("tinhuy", "crawler")))


def pytest_collection_finish() -> None:
    """What was imported stays to the end: it need not be looked through for garbage."""
    gc.collect()
    gc.freeze()
    gc.enable()


settings.register_profile("same every time", derandomize=True, deadline=None)
settings.load_profile("same every time")

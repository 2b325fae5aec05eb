"""The reader's login reads, and can't become more, write, create, lock or hold the crawls' locks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from corpus.database.dsn import parameters, with_database
from corpus.database.reader_login import ROLE, reader_url

REFUSED = [
    "INSERT INTO site (id, name, state) VALUES ('x', 'x', 'retired')",
    "DELETE FROM article",
    "CREATE TABLE public.mine (i int)",
    "CREATE SCHEMA mine",
    "CREATE TEMP TABLE mine (i int)",
    "SELECT lo_create(0)",
    "SELECT lo_from_bytea(0, 'x')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT pg_read_file('/etc/passwd')",
    "COPY (SELECT 1) TO PROGRAM 'id'",
    "SET ROLE postgres",
    "SET SESSION AUTHORIZATION postgres",
    "LOCK TABLE article IN ACCESS EXCLUSIVE MODE",
    "LOCK TABLE article IN SHARE MODE",
    "SELECT * FROM article FOR UPDATE",
    "SELECT pg_advisory_lock(1)",
    "SELECT pg_try_advisory_lock(1)",
    "SELECT pg_advisory_xact_lock_shared(1)",
    "SELECT rolpassword FROM pg_authid",
    "SET temp_file_limit = -1",
    "ALTER ROLE tinhuy_reader SUPERUSER",
]


@pytest.fixture
def reader(database: str) -> psycopg.Connection:
    """A connection of the reader's, without the reins that it could lay down itself."""
    conn = psycopg.connect(**parameters(reader_url(database + "&options=-c%20role%3Dpostgres")), autocommit=True)
    assert conn.execute("SHOW default_transaction_read_only").fetchone() == ("on",)
    assert conn.execute("SHOW statement_timeout").fetchone() == ("10min",)
    conn.execute("SET default_transaction_read_only = off")
    return conn


def test_it_reads_and_does_nothing_else(reader: psycopg.Connection) -> None:
    with reader:
        who = reader.execute("SELECT session_user, current_user, current_setting('is_superuser')").fetchone()
        assert who == (ROLE, ROLE, "off")
        assert reader.execute("SELECT count(*) FROM articles").fetchone() == (0,)
        allowed = []
        for statement in REFUSED:
            try:
                reader.execute(statement.encode())
            except psycopg.Error:
                continue
            allowed.append(statement)
        assert allowed == []


def test_another_server_gets_a_password_that_stays(
    database: str, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database)
    monkeypatch.setenv("TINHUY_HOME", str(tmp_path))
    first = parameters(reader_url(database))["password"]
    assert len(first) > 20
    assert parameters(reader_url(database))["password"] == first
    assert parameters(reader_url(with_database(database, parameters(database)["dbname"])))["password"] == first
    with psycopg.connect(**parameters(database)) as conn:
        conn.execute("ALTER ROLE tinhuy_reader PASSWORD NULL")


def test_several_commands_may_set_it_up_at_once(database: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        urls = set(pool.map(reader_url, [database] * 18))
    assert len(urls) == 1

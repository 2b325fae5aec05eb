"""Finding the corpus's database, making it, and saying what is wrong with it."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from corpus import embedded
from corpus.database import engines as corpus_database
from corpus.database import schema
from corpus.database.dsn import describe, parameters, plain, with_database, without_password
from corpus.errors import BadAddress, CorpusOutdated, CorpusUnavailable
from corpus.migrations import HEAD
from seeds.errors import TinhuyError
from seeds.home import home

ADDRESS = "from corpus.database import engines; print(engines.address())"


@pytest.fixture
def empty(server: str) -> Iterator[str]:
    """URL of a database with nothing in it."""
    name = f"empty_{secrets.token_hex(6)}"
    with psycopg.connect(**parameters(server), autocommit=True) as conn:
        schema.create_database(conn, name)
        yield with_database(server, name)
        conn.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def revision(url: str) -> str | None:
    """What the database is stamped with."""
    with psycopg.connect(**parameters(url)) as conn:
        return schema.revision(conn)


def stamp(url: str, number: str) -> None:
    """Stamp it with something else."""
    with psycopg.connect(**parameters(url)) as conn:
        conn.execute("UPDATE alembic_version SET version_num = %s", (number,))


def test_an_empty_database_gets_its_schema(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", empty.replace("postgresql:", "postgresql+psycopg:"))
    assert corpus_database.address() == empty
    assert revision(empty) == HEAD
    started = time.process_time()
    corpus_database.address()
    assert time.process_time() - started < 0.25  # of work, however busy the machine is: about 10 ms


def test_two_commands_at_once_make_one_schema(empty: str) -> None:
    environment = {**os.environ, "DATABASE_URL": empty}
    commands = [
        subprocess.Popen(
            [sys.executable, "-c", ADDRESS], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    assert [(*command.communicate(), command.returncode) for command in commands] == [
        (f"{empty}\n".encode(), b"", 0)
    ] * 2
    assert revision(empty) == HEAD


def test_the_embedded_servers_database_is_made(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "ensure", lambda _home: server)
    monkeypatch.setattr(corpus_database, "NAME", f"made_{secrets.token_hex(6)}")
    url = corpus_database.address()
    assert corpus_database.address() == url
    with corpus_database.transaction() as conn:
        assert conn.scalar(text("SELECT lower('ỦY')")) == "ủy"
        assert conn.scalar(text("SELECT datcollate FROM pg_database WHERE datname = current_database()")) == "C"


def test_an_older_corpus_is_refused_or_migrated(database: str, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus_database, "REVISIONS", ("0000", HEAD))
    stamp(database, "0000")
    monkeypatch.setenv("DATABASE_URL", database)
    with pytest.raises(CorpusOutdated, match=r"older tinhuy \(revision 0000\).*tinhuy db migrate"):
        corpus_database.address()
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setattr(embedded, "ensure", lambda _home: server)
    monkeypatch.setattr(corpus_database, "NAME", parameters(database)["dbname"])
    migrated: list[str] = []
    monkeypatch.setattr(corpus_database, "migrate", migrated.append)
    assert corpus_database.address() == database
    assert migrated == [database]


def test_a_newer_corpus_is_refused(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp(database, "9999")
    monkeypatch.setenv("DATABASE_URL", database)
    for attempt in (corpus_database.address, corpus_database.migrate):
        with pytest.raises(CorpusOutdated, match="newer tinhuy"):
            attempt()


def test_another_programs_database_is_left_alone(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with psycopg.connect(**parameters(empty)) as conn:
        conn.execute("CREATE TABLE article (id int)")
    monkeypatch.setenv("DATABASE_URL", empty)
    with pytest.raises(CorpusUnavailable, match="already holds other tables"):
        corpus_database.address()
    assert revision(empty) is None


def test_a_database_with_another_encoding_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"latin_{secrets.token_hex(6)}"
    made = f"CREATE DATABASE {name} ENCODING SQL_ASCII LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0"
    with psycopg.connect(**parameters(server), autocommit=True) as conn:
        conn.execute(made.encode())
        monkeypatch.setenv("DATABASE_URL", with_database(server, name))
        with pytest.raises(CorpusUnavailable, match="encoding SQL_ASCII"):
            corpus_database.address()
        conn.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:s3cret@127.0.0.1:1/corpus",
        "postgresql://me:s3%63ret@/corpus?host=/tmp/x",
        "postgresql:///corpus?user=me&password=s3cret",
        "host=127.0.0.1 user=me password=s3cret dbname=corpus",
    ],
)
def test_no_password_reaches_a_command_line(url: str) -> None:
    said = without_password(url)
    assert "s3cret" not in said
    assert (parameters(said)["dbname"], parameters(said)["user"]) == ("corpus", "me")


@pytest.mark.parametrize(
    "url", ["postgresql://me:s3cret@127.0.0.1:1/corpus", "postgresql://me:s3cret@no.such.host.invalid/corpus"]
)
def test_an_unreachable_postgres_is_named_without_its_password(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(CorpusUnavailable) as caught:
        corpus_database.address()
    said = str(caught.value)
    assert "database corpus at" in said
    assert parameters(url)["host"] in said
    assert "DATABASE_URL" in said
    assert "s3cret" not in said
    with pytest.raises(CorpusUnavailable), corpus_database.transaction(url):
        pass


def test_a_missing_database_is_unavailable(server: str) -> None:
    with (
        pytest.raises(CorpusUnavailable, match="nowhere"),
        corpus_database.transaction(with_database(server, "nowhere")),
    ):
        pass


@pytest.mark.parametrize("url", ["mysql://me:s3cret@h/d", "nonsense", "postgresql://h/d?no_such=1"])
def test_what_is_no_address_is_bad_usage(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(BadAddress) as caught:
        corpus_database.address()
    assert caught.value.exit_code == 2
    assert "s3cret" not in str(caught.value)


def test_a_broken_connection_is_unavailable_and_other_errors_are_not(database: str) -> None:
    with pytest.raises(CorpusUnavailable), corpus_database.transaction(database) as conn:
        conn.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    with pytest.raises(ZeroDivisionError), corpus_database.transaction(database):
        raise ZeroDivisionError


def test_addresses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert plain("postgres+asyncpg://h/d") == "postgres://h/d"
    moved = with_database("postgresql://u:p%40 x@h:5433/d?sslmode=require".replace(" ", "%20"), "Tên mới")
    assert parameters(moved) == parameters(moved) | {"user": "u", "password": "p@ x", "host": "h", "dbname": "Tên mới"}
    assert describe(moved) == "database Tên mới at h:5433"
    monkeypatch.setenv("TINHUY_HOME", "")
    monkeypatch.chdir(tmp_path)
    assert home() == tmp_path / "data"
    assert issubclass(CorpusUnavailable, TinhuyError)

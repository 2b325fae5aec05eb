"""Transactions that outlast a Postgres which is killed, and one that never comes back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import psycopg
import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from corpus.database import engines as corpus_database
from corpus.database.retry import with_retry
from corpus.database.retry_policy import connect
from corpus.database.sqlstate import Fault, fault_of
from corpus.errors import CorpusUnavailable
from tests.corpus.embedded.homes import fresh_home, server_of


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("TINHUY_PG_OPTIONS", "-c fsync=off")
    with fresh_home() as path:
        monkeypatch.setenv("TINHUY_HOME", str(path))
        yield path


def test_a_server_killed_in_the_middle(home: Path) -> None:
    """It is started again, and the work is done anew, once."""
    engine = corpus_database.engine(corpus_database.address())
    with_retry(engine, lambda conn: conn.execute(text("CREATE TABLE said (word text)")))
    attempts = []

    def work(conn: Connection) -> None:
        conn.execute(text("INSERT INTO said VALUES ('một')"))
        attempts.append(1)
        if len(attempts) == 1:
            killed = server_of(home)
            killed.kill()
            killed.wait()
        conn.execute(text("INSERT INTO said VALUES ('hai')"))

    with_retry(engine, work)
    assert len(attempts) > 1
    assert with_retry(engine, lambda conn: list(conn.scalars(text("SELECT word FROM said")))) == ["một", "hai"]
    engine.dispose()


def test_one_that_never_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Patience ends with a message that names it."""
    url = f"postgresql:///nobody?host={tmp_path}"
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(CorpusUnavailable, match=f"database nobody at {tmp_path}"):
        with_retry(corpus_database.engine(url), lambda _: None, patience=0.5)


@pytest.mark.usefixtures("home")
def test_a_server_without_a_free_connection() -> None:
    """A command's first connection waits until another one ends, and says so in the end where none does."""
    url = corpus_database.address()
    others = []
    with pytest.raises(psycopg.OperationalError, match="too many clients"):
        while True:
            others.append(psycopg.connect(url))
    with pytest.raises(psycopg.OperationalError, match="too many clients"):
        connect(url, patience=0.3)
    freeing = Timer(0.5, others[0].close)
    freeing.start()
    with corpus_database.transaction() as conn:
        assert conn.scalar(text("SELECT 1")) == 1
    freeing.join()
    for other in others:
        other.close()


def test_an_address_at_which_none_answers_is_refused_at_once(tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(psycopg.OperationalError):
        connect(f"postgresql:///nobody?host={tmp_path}")
    assert time.monotonic() - began < 5


def test_a_wrong_statement(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No waiting helps it."""
    made = corpus_database.engine(database)
    monkeypatch.setattr("corpus.database.retry.restart_embedded", lambda: pytest.fail("it was tried again"))
    with pytest.raises(ProgrammingError):
        with_retry(made, lambda conn: conn.execute(text("SELECT nothing")))
    made.dispose()


@pytest.mark.parametrize(
    ("state", "meaning"),
    [
        ("57P01", Fault.AWAY),
        ("53300", Fault.AWAY),
        ("40P01", Fault.AWAY),
        ("53100", Fault.UNFIT),
        ("25006", Fault.UNFIT),
        ("57014", Fault.WORK),
        ("54000", Fault.WORK),
        ("53200", Fault.WORK),
    ],
)
def test_what_an_error_is_about_is_told_by_its_state(conn: Connection, state: str, meaning: Fault) -> None:
    """Real errors of Postgres: ended, without connections, at odds; full, read-only; cancelled, past a limit."""
    with pytest.raises(DBAPIError) as caught, conn.begin_nested():
        conn.execute(text(f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$"))
    assert fault_of(caught.value) is meaning


def test_a_full_disk_is_told_at_once(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = corpus_database.engine(database)
    monkeypatch.setattr("corpus.database.retry.restart_embedded", lambda: pytest.fail("it was tried again"))
    with pytest.raises(CorpusUnavailable, match=r"can't be written.*No space left"):
        with_retry(
            made,
            lambda conn: conn.execute(
                text("DO $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END $$")
            ),
        )
    made.dispose()

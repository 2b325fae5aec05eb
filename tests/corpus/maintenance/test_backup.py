"""A backup as docs/operations.md tells: dumped, restored into a new database, and the same."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Connection, text

from corpus.database import engines as corpus_database
from corpus.database.dsn import parameters, with_database
from corpus.database.tables import Base
from corpus.errors import CorpusUnavailable
from corpus.maintenance import backup, thinning
from corpus.maintenance.backup import BackupError
from corpus.maintenance.verify import verify
from corpus.search.search import search
from seeds.errors import UsageError
from tests.corpus.samples import article, capture, full_article, hours, site, write


def counts(url: str) -> dict[str, int]:
    with corpus_database.transaction(url) as conn:
        tables = [*Base.metadata.tables, "alembic_version"]
        return {name: conn.scalar(text(f"SELECT count(*) FROM {name}")) or 0 for name in tables}  # noqa: S608


@pytest.fixture
def full(conn: Connection) -> None:
    site(conn)
    write(conn, "a", full_article())
    for hour in range(3):
        write(conn, "b", article("Nghị quyết số 27-NQ/TU."), hours(hour))
    capture(conn, "c")
    planned = thinning.thinnable(conn, thinning.Policy(1, hours(1000)))
    assert thinning._thin(conn, planned)
    conn.commit()


@pytest.fixture
def elsewhere(server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a database that is not there yet, as DATABASE_URL."""
    name = f"restored_{os.getpid()}"
    monkeypatch.setenv("DATABASE_URL", with_database(server, name))
    yield with_database(server, name)
    with psycopg.connect(**parameters(server), autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.mark.usefixtures("full")
def test_a_restored_dump_is_the_corpus(database: str, elsewhere: str, tmp_path: Path) -> None:
    file = tmp_path / "tinhuy.dump"
    assert backup.dump(file, database) == file.stat().st_size
    assert list(tmp_path.iterdir()) == [file]
    assert backup.restore(file) == elsewhere
    assert counts(elsewhere) == counts(database)
    engine = corpus_database.engine(elsewhere)
    assert verify(engine).damages == []
    engine.dispose()
    with corpus_database.transaction(elsewhere) as theirs:
        assert [hit.title.text for hit in search(theirs, "hoi nghi tinh uy").hits] == [full_article().title]
        locale = "SELECT datlocprovider::text, datlocale FROM pg_database WHERE datname = current_database()"
        assert theirs.execute(text(locale)).one() == ("b", "C.UTF-8")
        write(theirs, "d", article("Sau khi phục hồi."))  # numbers go on where they stood
    with pytest.raises(UsageError, match="already holds a corpus; nothing was restored"):
        backup.restore(file)


@pytest.mark.usefixtures("full")
def test_a_dump_is_whole_or_not_there(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "tinhuy.dump"
    with pytest.raises(BackupError, match=r"can't be written|could not open"):
        backup.dump(tmp_path / "missing" / "tinhuy.dump", database)
    with pytest.raises(CorpusUnavailable):
        backup.dump(file, with_database(database, "khong_co"))
    false = tmp_path / "bin" / "pg_dump"
    false.parent.mkdir()
    false.write_text("#!/bin/sh\nprintf half > \"${2#--file=}\"\necho 'pg_dump: error: disk full' >&2\nexit 1\n")
    false.chmod(0o755)
    monkeypatch.setattr(backup, "_programs", lambda _: false.parent)
    with pytest.raises(BackupError, match="The dump failed: pg_dump: error: disk full"):
        backup.dump(file, database)
    assert [path.name for path in tmp_path.iterdir()] == ["bin"]
    file.write_bytes(b"mine")
    with pytest.raises(UsageError, match="exists; nothing was written"):
        backup.dump(file, database)
    assert file.read_bytes() == b"mine"


def test_what_is_no_dump_is_refused_before_anything_is_touched(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database)
    with pytest.raises(UsageError, match="There is no file"):
        backup.restore(tmp_path / "missing.dump")
    (tmp_path / "no.dump").write_bytes(b"PGDMP nonsense")
    with pytest.raises(UsageError, match="is not a dump of a corpus"):
        backup.restore(tmp_path / "no.dump")
    assert counts(database)["page"] == 0


@pytest.mark.usefixtures("full")
def test_a_cut_dump_restores_nothing(server: str, database: str, elsewhere: str, tmp_path: Path) -> None:
    file = tmp_path / "tinhuy.dump"
    backup.dump(file, database)
    file.write_bytes(file.read_bytes()[:-200])
    with pytest.raises((BackupError, UsageError)):
        backup.restore(file)
    with psycopg.connect(**parameters(server), autocommit=True) as admin:
        name = parameters(elsewhere)["dbname"]
        made = admin.execute("SELECT FROM pg_database WHERE datname = %s", (name,)).fetchall()
    if made:
        with psycopg.connect(**parameters(elsewhere)) as conn:
            assert conn.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)

"""A backup as docs/operations.md tells: dumped, restored into a new database, and the same."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import Connection, text

from corpus import database as corpus_database
from corpus import embedded, schema, thinning
from corpus.conninfo import parameters, with_database
from corpus.models import Base
from corpus.search import search
from tests.corpus.samples import article, capture, full_article, hours, site, write


def counts(url: str) -> dict[str, int]:
    with corpus_database.transaction(url) as conn:
        tables = [*Base.metadata.tables, "alembic_version"]
        return {name: conn.scalar(text(f"SELECT count(*) FROM {name}")) or 0 for name in tables}  # noqa: S608


def test_a_restored_dump_is_the_corpus(server: str, database: str, conn: Connection, tmp_path: Path) -> None:
    site(conn)
    write(conn, "a", full_article())
    for hour in range(3):
        write(conn, "b", article("Nghị quyết số 27-NQ/TU."), hours(hour))
    capture(conn, "c")
    planned = thinning.thinnable(conn, thinning.Policy(1, hours(1000)))
    assert thinning._thin(conn, planned)
    conn.commit()
    dump, name = tmp_path / "tinhuy.dump", f"restored_{os.getpid()}"
    run("pg_dump", "--format=custom", f"--file={dump}", database)
    with psycopg.connect(**parameters(server), autocommit=True) as admin:
        schema.create_database(admin, name)
        try:
            restored = with_database(server, name)
            run("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={restored}", str(dump))
            assert counts(restored) == counts(database)
            corpus_database.migrate(restored)
            with corpus_database.transaction(restored) as theirs:
                assert [hit.title.text for hit in search(theirs, "hoi nghi tinh uy")] == [full_article().title]
                write(theirs, "d", article("Sau khi phục hồi."))  # numbers go on where they stood
        finally:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            admin.execute(drop)


def run(program: str, *args: str) -> None:
    done = subprocess.run([str(embedded.binary(program)), *args], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

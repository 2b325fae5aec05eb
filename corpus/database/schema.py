"""The schema of a corpus: its revision, its creation, and the migration of an older one."""

from __future__ import annotations

from pathlib import Path

import psycopg
from psycopg import Connection
from sqlalchemy import Engine, text

from corpus.database.dsn import describe
from corpus.errors import CorpusUnavailable
from corpus.migrations import HEAD

_LOCK = 0x74696E687579  # "tinhuy": the advisory lock under which databases and schemas are made
_STAMP = (
    "CREATE TABLE IF NOT EXISTS public.alembic_version"
    " (version_num varchar(32) NOT NULL CONSTRAINT alembic_version_pkc PRIMARY KEY)"
)


def definition() -> str:
    """Return the text of schema.sql: beside this file in an installed package, at the root of a checkout."""
    here = Path(__file__).parents[1]
    installed = here / "schema.sql"
    return (installed if installed.exists() else here.parent / "schema.sql").read_text(encoding="utf-8")


def revision(conn: Connection) -> str | None:
    """Return the revision that the database is stamped with; None if it holds no corpus yet."""
    known = conn.execute("SELECT to_regclass('public.alembic_version') IS NOT NULL").fetchone()
    if known is None or not known[0]:
        return None
    row = conn.execute("SELECT version_num FROM public.alembic_version").fetchone()
    return str(row[0]) if row else None


def create(conn: Connection, url: str) -> None:
    """Create the schema in an empty database, once, however many commands start together. Raises CorpusUnavailable."""
    with conn.transaction():
        conn.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        if revision(conn) is not None:
            return
        _check_server(conn, url)
        try:
            conn.execute(definition())
        except (psycopg.errors.DuplicateTable, psycopg.errors.DuplicateFunction) as error:
            raise CorpusUnavailable(
                f"The {describe(url)} already holds other tables ({error.diag.message_primary}).",
                "Give tinhuy an empty database of its own.",
            ) from None
        conn.execute(_STAMP)
        conn.execute("INSERT INTO public.alembic_version (version_num) VALUES (%s)", (HEAD,))


def _check_server(conn: Connection, url: str) -> None:
    encoding = conn.info.parameter_status("server_encoding")
    if encoding != "UTF8" or conn.info.server_version < 170000:
        raise CorpusUnavailable(
            f"The {describe(url)} is Postgres {conn.info.server_version // 10000} with encoding {encoding}.",
            "tinhuy needs Postgres 17 or later and a database made with: CREATE DATABASE tinhuy ENCODING UTF8"
            " LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' TEMPLATE template0.",
        )


def create_database(conn: Connection, name: str) -> None:
    """Create database `name` where it is missing. `conn` is in autocommit mode, to another database of that server."""
    conn.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
    try:
        if not conn.execute("SELECT FROM pg_database WHERE datname = %s", (name,)).fetchall():
            conn.execute(
                psycopg.sql.SQL(
                    "CREATE DATABASE {} ENCODING UTF8 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
                    " TEMPLATE template0"
                ).format(psycopg.sql.Identifier(name))
            )
    finally:
        conn.execute("SELECT pg_advisory_unlock(%s)", (_LOCK,))


def upgrade(engine: Engine) -> None:
    """Run every migration that the database lacks, in one transaction, under a lock."""
    from alembic import command  # noqa: PLC0415 - takes 0.2 s to load, and is hardly ever needed
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parents[1] / "migrations"))
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")

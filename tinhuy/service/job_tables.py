"""Storage of jobs: Procrastinate's tables in the schema `jobs` of the corpus's database."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy
from procrastinate.schema import SchemaManager
from sqlalchemy import Engine

from corpus.database import engines
from corpus.database.dsn import parameters, plain, unavailable

_LOCK = 0x74696E6875796A  # "tinhuyj": the advisory lock under which the tables are made
_NOTES = """
CREATE TABLE jobs.note (
    job_id bigint CONSTRAINT note_pkey PRIMARY KEY
        CONSTRAINT note_job_id_fkey REFERENCES jobs.procrastinate_jobs ON DELETE CASCADE,
    run_id bigint,
    reason text
);
COMMENT ON TABLE jobs.note IS 'What Procrastinate does not keep of a job.';
COMMENT ON COLUMN jobs.note.job_id IS 'The job.';
COMMENT ON COLUMN jobs.note.run_id IS 'The crawl run that it made, if it is a crawl.';
COMMENT ON COLUMN jobs.note.reason IS 'Why it failed, or was handed back; for a person.';
"""


def open_store() -> Engine:
    """Make an engine for the corpus and its jobs, tables included. Raises what `engines.address` raises."""
    url = engines.address()
    prepare(url)
    return engine(url)


def prepare(url: str) -> None:
    """Create the tables, or migrate them to the installed Procrastinate, once, however many commands start together."""
    wanted = version("procrastinate")
    try:
        with psycopg.connect(**connection(url)) as conn:
            conn.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            found = _stamp(conn)
            if found is None:
                conn.execute("CREATE SCHEMA jobs")
                conn.execute(SchemaManager.get_schema())
                conn.execute(_NOTES)
            elif _numbers(found) < _numbers(wanted):
                for script in _migrations(found):
                    conn.execute(script.read_text(encoding="utf-8").encode())
            if found is None or _numbers(found) < _numbers(wanted):
                comment = f"Jobs of tinhuy's service, in the tables of Procrastinate {wanted}"
                conn.execute(psycopg.sql.SQL("COMMENT ON SCHEMA jobs IS {}").format(comment))
    except psycopg.OperationalError as error:
        raise unavailable(error, url) from None


def connection(url: str) -> dict[str, Any]:
    """Return connection parameters by which the jobs' tables and the corpus's are found by their plain names."""
    given = parameters(plain(url))
    return {**given, "options": f"{given.get('options', '')} -c search_path=jobs,public".strip()}


def engine(url: str) -> Engine:
    """Make a SQLAlchemy engine with these connection parameters."""
    return sqlalchemy.create_engine("postgresql+psycopg://", connect_args=connection(url), pool_pre_ping=True)


def _stamp(conn: psycopg.Connection) -> str | None:
    """Return the version of Procrastinate that made the tables; None if there are none."""
    row = conn.execute(
        "SELECT obj_description(oid, 'pg_namespace') FROM pg_catalog.pg_namespace WHERE nspname = 'jobs'"
    ).fetchone()
    return str(row[0]).rpartition(" ")[2] if row else None


def _migrations(since: str) -> list[Path]:
    """Return the migration scripts that Procrastinate ships from its version `since` on, in order."""
    scripts = sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))
    return [script for script in scripts if _numbers(script.name.partition("_")[0]) > _numbers(since)]


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text)[:3])

"""schema.sql, the migrations and the models say the same; the reader reads and does not write."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import psycopg
import pytest
import sqlalchemy
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.dialects import postgresql

import corpus.migrations
from corpus import embedded
from corpus.articles.publishing import Change
from corpus.articles.records import Precision, Reason, Source
from corpus.crawling.records import FetchOutcome, Role
from corpus.crawling.runs import Ending
from corpus.database import engines as corpus_database
from corpus.database import schema
from corpus.database.dsn import parameters, with_database
from corpus.database.tables import Base
from corpus.health.findings import Verdict
from seeds.config.site import Level, State
from tests.corpus.samples import full_article, site, write

VIEWS = ("articles", "images", "attachments", "citations", "rejections", "versions", "runs")


def dump(url: str) -> str:
    """The schema of a database as pg_dump writes it."""
    command = [str(embedded.binary("pg_dump")), "--schema-only", "--dbname", url]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
    return re.sub(r"(?m)^\\(un)?restrict .*$", "", done.stdout)


def test_a_new_database_and_a_migrated_one_are_equal(server: str, database: str) -> None:
    name = f"migrated_{os.getpid()}"
    with psycopg.connect(**parameters(server), autocommit=True) as conn:
        schema.create_database(conn, name)
    try:
        migrated = with_database(server, name)
        corpus_database.migrate(migrated)
        corpus_database.migrate(migrated)
        assert dump(migrated) == dump(database)
        with psycopg.connect(**parameters(migrated)) as conn:
            assert schema.revision(conn) == corpus.migrations.HEAD
    finally:
        with psycopg.connect(**parameters(server), autocommit=True) as conn:
            conn.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def test_the_revisions_told_are_those_there_are() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(corpus.migrations.__file__).parent))
    script = ScriptDirectory.from_config(config)
    there = [revision.revision for revision in script.walk_revisions()]
    assert tuple(reversed(there)) == corpus.migrations.REVISIONS
    assert script.get_current_head() == corpus.migrations.HEAD


def test_the_models_are_the_tables(conn: Connection) -> None:
    there = sqlalchemy.inspect(conn)
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    assert set(there.get_table_names()) == {*Base.metadata.tables, "alembic_version"}
    for table in Base.metadata.tables.values():
        real = {
            str(column["name"]): (column["type"].compile(dialect), column["nullable"])
            for column in there.get_columns(table.name)
        }
        assert {column.name: (column.type.compile(dialect), column.nullable) for column in table.columns} == real
        assert [column.name for column in table.primary_key] == there.get_pk_constraint(table.name)[
            "constrained_columns"
        ]
        references = {
            (key["constrained_columns"][0], key["referred_table"]) for key in there.get_foreign_keys(table.name)
        }
        assert {(key.parent.name, key.column.table.name) for key in table.foreign_keys} == references


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("snapshot_reason_check", Reason),
        ("page_role_check", Role),
        ("snapshot_role_check", Role),
        ("fetch_log_outcome_check", FetchOutcome),
        ("crawl_run_ending_check", Ending),
        ("article_published_precision_check", Precision),
        ("article_version_published_precision_check", Precision),
        ("article_published_source_check", Source),
        ("article_version_published_source_check", Source),
        ("site_level_check", Level),
        ("article_level_check", Level),
        ("site_state_check", State),
        ("run_health_verdict_check", Verdict),
    ],
)
def test_closed_lists_are_those_of_the_code(conn: Connection, constraint: str, values: type[Reason]) -> None:
    query = text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name")
    definition = conn.execute(query, {"name": constraint}).scalar_one()
    assert set(re.findall(r"'([^']+)'::text", definition)) == {str(value) for value in values}


def test_everything_has_a_comment(conn: Connection) -> None:
    bare = text("""
        SELECT c.relname || coalesce('.' || a.attname, '') FROM pg_class c
        LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v') AND c.relname <> 'alembic_version'
          AND (obj_description(c.oid, 'pg_class') IS NULL
               OR a.attnum IS NOT NULL AND col_description(c.oid, a.attnum) IS NULL)
        UNION ALL
        SELECT proname FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND obj_description(oid, 'pg_proc') IS NULL
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = pg_proc.oid AND d.deptype = 'e')
    """)
    assert conn.scalars(bare).all() == []


def test_functions_that_read_no_table_are_immutable_and_only_triggers_and_the_rollup_write(conn: Connection) -> None:
    kinds = (
        "SELECT proname, provolatile::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = pg_proc.oid AND d.deptype = 'e')"
    )
    by_kind: dict[str, set[str]] = {}
    for name, kind in conn.execute(text(kinds)):
        by_kind.setdefault(kind, set()).add(name)
    assert by_kind["v"] == {"search_follow", "count_change", "count_articles", "title_change", "count_titles"}
    assert by_kind["s"] == {
        *("search", "search_facets", "search_narrow", "search_newest", "search_spelling", "search_trend")
    }


def test_the_reader_reads_all_and_writes_nothing(conn: Connection) -> None:
    site(conn)
    write(conn, "a", full_article())
    conn.execute(text("SET LOCAL ROLE tinhuy_reader"))
    for name in (*VIEWS, *Base.metadata.tables):
        conn.execute(text(f"SELECT count(*) FROM {name}"))  # noqa: S608
    assert conn.scalar(text("SELECT title FROM articles")) == full_article().title
    for attempt in ("UPDATE article SET title = ''", "DELETE FROM body", "CREATE TABLE mine (a int)"):
        with pytest.raises(sqlalchemy.exc.ProgrammingError, match="permission denied"), conn.begin_nested():
            conn.execute(text(attempt))


def test_changes_have_words() -> None:
    assert all(change.value.isalpha() for change in Change)

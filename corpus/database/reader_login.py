"""The login for people who query the corpus: it can read, and can neither write nor become another role."""

from __future__ import annotations

import os
import random
import secrets
import time
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from corpus.database.dsn import database_url, describe, parameters
from corpus.database.retry_policy import PAUSES, connect
from corpus.errors import CorpusUnavailable
from seeds.home import home

ROLE = "tinhuy_reader"
_ROLE = """
ALTER ROLE tinhuy_reader LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 20;
ALTER ROLE tinhuy_reader SET default_transaction_read_only = on;
ALTER ROLE tinhuy_reader SET statement_timeout = '10min';
ALTER ROLE tinhuy_reader SET idle_in_transaction_session_timeout = '5min';
ALTER ROLE tinhuy_reader SET lock_timeout = '10s';
"""
_OF_A_SUPERUSER = "ALTER ROLE tinhuy_reader SET temp_file_limit = '10GB';"  # which the role itself can't change
# Large objects and advisory locks are open to everybody, and so to a reader: the locks are those of crawls and pages.
_EVERYBODYS = """
DO $revoke$
DECLARE one regprocedure;
BEGIN
    FOR one IN SELECT p.oid::regprocedure FROM pg_catalog.pg_proc AS p
        WHERE p.pronamespace = 'pg_catalog'::regnamespace
          AND (p.proname ~ '^(lo_(create|creat|from_bytea|put|import|open|unlink|truncate|truncate64)|lowrite)$'
               OR p.proname ~ '^pg_(try_)?advisory_(xact_)?lock(_shared)?$')
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', one);
    END LOOP;
END
$revoke$;
"""


def reader_url(url: str) -> str:
    """Set up the reader's login at the corpus of `url` and return its libpq URL.

    On another server than the embedded one the login has a password, which is kept in TINHUY_HOME, readable by its
    owner alone. `options` in the owner's URL are left out. Raises CorpusUnavailable where the role can't be changed.
    """
    password = _password(url) if database_url() else None
    try:
        _prepare(url, password)
    except psycopg.errors.InsufficientPrivilege as error:
        raise CorpusUnavailable(
            f"The login {ROLE} can't be made at the {describe(url)} ({error.diag.message_primary}).",
            f"Have an administrator run: CREATE ROLE {ROLE}; GRANT {ROLE} TO your user WITH ADMIN OPTION",
        ) from None
    given = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    kept = {name: value for name, value in given.items() if name not in ("dbname", "user", "password", "options")}
    kept |= {"user": ROLE} | ({"password": password} if password else {})
    return f"postgresql:///{quote(given.get('dbname', ''))}?{urlencode(kept, quote_via=quote)}"


def _prepare(url: str, password: str | None) -> None:
    """Set up the role; try again where another command does so, perhaps in another database of the server.

    Roles belong to the server, so that no lock of one database keeps two commands apart.
    """
    for pause in (*PAUSES, None):
        try:
            with connect(url) as conn:
                _set_up(conn, password)
            return
        except psycopg.errors.InternalError_ as error:
            if pause is None or "concurrently updated" not in str(error):
                raise
            time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - so that those who met once don't meet again


def _set_up(conn: psycopg.Connection, password: str | None) -> None:
    conn.execute(_ROLE)
    name = sql.Identifier(conn.info.dbname)
    conn.execute(sql.SQL("REVOKE TEMPORARY, CREATE ON DATABASE {} FROM PUBLIC").format(name))
    conn.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, sql.Identifier(ROLE)))
    if conn.info.parameter_status("is_superuser") == "on":
        conn.execute(_OF_A_SUPERUSER)
        conn.execute(_EVERYBODYS)
    if password is not None:
        hashed = conn.pgconn.encrypt_password(password.encode(), ROLE.encode(), b"scram-sha-256").decode()
        conn.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(ROLE), sql.Literal(hashed)))


def _password(url: str) -> str:
    """Return the reader's password at this server, which is made the first time."""
    given = parameters(url)
    server = f"{given.get('host', '')}:{given.get('port', '')}/{given.get('dbname', '')}"
    path = home() / "reader" / sha256(server.encode()).hexdigest()[:16]
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        return _new_password(path)


def _new_password(path: Path) -> str:
    made = secrets.token_urlsafe(24)
    beside = path.with_suffix(f".{os.getpid()}")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:  # noqa: PTH123
        file.write(made)
    try:
        os.link(beside, path)  # of two commands that make one at the same time, the first has it
    except FileExistsError:
        made = path.read_text(encoding="ascii")
    finally:
        beside.unlink()
    return made

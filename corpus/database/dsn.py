"""Addresses of Postgres databases: libpq URLs, parsed, rewritten, and shown without their password."""

from __future__ import annotations

import os
import re
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from corpus.errors import BadAddress, CorpusUnavailable

_DEFAULTS: dict[str, Any] = {
    "connect_timeout": 10,  # seconds
    "application_name": "tinhuy",
    # A worker's machine that vanishes gives its batch back within a minute and a half.
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 6,
}


def database_url() -> str | None:
    """Return the address of the user's own Postgres (DATABASE_URL); None: the embedded server is used."""
    return os.environ.get("DATABASE_URL", "").strip() or None


def plain(url: str) -> str:
    """Return `url` as libpq takes it, without SQLAlchemy's driver name (`postgresql+psycopg://`). Raises BadAddress."""
    address = re.sub(r"^(postgres(?:ql)?)\+\w+://", r"\1://", url.strip())
    parameters(address)
    return address


def parameters(url: str) -> dict[str, Any]:
    """Parse the connection parameters in `url`; missing ones get our defaults. Raises BadAddress."""
    try:
        given = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        raise BadAddress(
            "DATABASE_URL is no address of a Postgres database.",
            "Write it as postgresql://USER:PASSWORD@HOST:5432/DATABASE, or unset it to use the embedded server.",
        ) from None
    return {**_DEFAULTS, **{name: value for name, value in given.items() if value is not None}}


def with_database(url: str, name: str) -> str:
    """Return the URL of database `name` on the server of `url`."""
    rest = {key: value for key, value in conninfo_to_dict(url).items() if key != "dbname" and value is not None}
    return f"postgresql:///{quote(name)}?{urlencode(rest, quote_via=quote)}"


def without_password(url: str) -> str:
    """Return `url` as connection parameters without the password: everybody can read a command line.

    psycopg's make_conninfo ignores `password=None`, and keeps the password of the address.
    """
    return make_conninfo("", **{name: value for name, value in conninfo_to_dict(url).items() if name != "password"})


def describe(url: str) -> str:
    """Return the database and host of `url` in words, for a message."""
    given = parameters(url)
    host = given.get("host") or given.get("hostaddr") or "this machine's socket"
    port = f":{given['port']}" if "port" in given else ""
    return f"database {given.get('dbname') or given.get('user') or '(default)'} at {host}{port}"


def unavailable(error: BaseException, url: str) -> CorpusUnavailable:
    """Build the error for a Postgres at `url` that could not be reached or broke off."""
    return CorpusUnavailable(
        f"The corpus can't be reached: {describe(url)} ({_said(error, url)}).",
        "Start that server, or correct DATABASE_URL; unset it to use the embedded server.",
    )


def unfit(error: BaseException, url: str) -> CorpusUnavailable:
    """Build the error for a Postgres at `url` that answers but can't write."""
    return CorpusUnavailable(
        f"The corpus can't be written: {describe(url)} ({_said(error, url)}).",
        "See to that server's disk and its log; what was stored stays, and the command can be run again.",
    )


def _said(error: BaseException, url: str) -> str:
    """Return the first line of Postgres' message, without the password."""
    secret = parameters(url).get("password")
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0] if not secret else lines[0].replace(str(secret), "***")

"""What a crawl has stored so far, read over a connection of its own."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Connection, text


def rows(conn: Connection, query: str) -> list[Any]:
    """The rows of a query; of a single column, its values."""
    with conn.engine.connect() as fresh:
        return [tuple(row) if len(row) > 1 else row[0] for row in fresh.execute(text(query))]


def outcomes(conn: Connection) -> Counter[str]:
    """How the requests of the newest run ended."""
    return Counter(rows(conn, "SELECT outcome FROM fetch_log WHERE run_id = (SELECT max(id) FROM crawl_run)"))


def last_run(conn: Connection) -> Any:
    """Ending, exit code, reason and counts of the newest run."""
    return rows(conn, "SELECT ending, exit_code, reason, counts FROM crawl_run ORDER BY id DESC LIMIT 1")[0]


def counts(conn: Connection) -> Any:
    """What the newest run counted."""
    return last_run(conn)[3]

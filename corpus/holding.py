"""Work that no crawl may disturb: the locks of its hosts are held as long as it lasts."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from corpus import runs
from seeds.errors import TinhuyError


class HostBusyError(TinhuyError):
    """A crawl of the host is running."""


@contextlib.contextmanager
def host_held(engine: Engine, hosts: Iterable[str]) -> Iterator[Callable[[], None]]:
    """Hold the locks of these hosts. Raises HostBusyError, which names the run that has one.

    Gives what to call between transactions of long work: it takes the locks again where Postgres was away meanwhile.
    """
    wanted = sorted(set(hosts))
    connections = [_take(engine, wanted)]

    def keep() -> None:
        try:
            connections[-1].execute(text("SELECT 1"))
            connections[-1].commit()
        except DBAPIError:
            connections.append(_take(engine, wanted))

    try:
        yield keep
    finally:
        for conn in connections:
            _drop(conn)


def _take(engine: Engine, hosts: list[str]) -> Connection:
    conn = engine.connect()
    for host in hosts:
        if not runs.host_lock(conn, host):
            other = runs.running(conn, host)
            _drop(conn)
            which = f" (run {other.id} since {other.started_at:%Y-%m-%d %H:%M %Z})" if other else ""
            raise HostBusyError(f"A crawl of {host} is running{which}.", "Wait for its end, or stop it.")
    return conn


def _drop(conn: Connection) -> None:
    """Give the locks back, and the connection up: the pool would keep what it still holds."""
    with contextlib.suppress(DBAPIError):
        conn.execute(text("SELECT pg_advisory_unlock_all()"))
        conn.invalidate()
        conn.close()

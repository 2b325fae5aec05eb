"""The embedded Postgres server: one per home, started by the first command that needs it and left running.

It listens on a Unix socket in a folder that only its account may enter, and runs without root, Docker or a system-wide
Postgres. `TINHUY_PG_OPTIONS` holds further server options, such as `-c work_mem=64MB`, for the next start.
"""

from __future__ import annotations

import logging
import os
import shutil
from pathlib import Path
from urllib.parse import quote

from corpus.embedded.account import account_for
from corpus.embedded.binaries import binary
from corpus.embedded.cluster import destroy, ensure_cluster
from corpus.embedded.errors import EmbeddedError, refusals
from corpus.embedded.lock import locked
from corpus.embedded.paths import HomePaths, private, socket_folder
from corpus.embedded.processes import server_process
from corpus.embedded.readiness import Readiness
from corpus.embedded.server import START_LIMIT, STOP_LIMIT, end_orphans, halt, look, start
from corpus.embedded.waiting import Notify

__all__ = ["EmbeddedError", "binary", "ensure", "remove", "running", "server_log", "stop"]

LOCK_LIMIT = START_LIMIT + 2 * STOP_LIMIT  # seconds: the longest that another command may rightly hold it

log = logging.getLogger(__name__)


def ensure(home: Path, notify: Notify = log.warning) -> str:
    """Start the server of `home` unless it runs; return a libpq URL to its database `postgres`, as superuser.

    This takes some milliseconds if the server runs, about two seconds the first time, and up to 300 s while Postgres
    recovers from a crash; `notify` then gets a line now and then. Raises EmbeddedError if the server can't be made or
    started.
    """
    where = HomePaths.of(home)
    with refusals(f"The database of {where.home} can't be made or started"):
        answer, folder = look(where.cluster)
        if answer is Readiness.READY and folder:
            return _url(folder)
        where.home.mkdir(parents=True, exist_ok=True)
        return _url(_ensure_locked(where, notify))


def running(home: Path) -> int | None:
    """Return the process id of the server of `home`, verified as a Postgres on its cluster; None if it does not run."""
    server = server_process(HomePaths.of(home).cluster)
    return server.pid if server else None


def stop(home: Path, notify: Notify = log.warning) -> bool:
    """Stop the server of `home` cleanly and cut off its clients; return False if it was not running.

    Raises EmbeddedError if the server does not stop.
    """
    where = HomePaths.of(home)
    if not where.link.exists():
        return False
    with refusals(f"The server of {where.home} can't be stopped"), locked(where.lock, LOCK_LIMIT, notify):
        stopped = halt(where.cluster)
        if not stopped and look(where.cluster)[0] is not Readiness.ABSENT:
            raise EmbeddedError(f"The server of {where.home} runs in another container.", "Stop it there.")
        return stopped


def remove(home: Path, notify: Notify = log.warning) -> None:
    """Stop the server of `home` and remove its database, all data in it, its socket and its lock; the home stays."""
    where = HomePaths.of(home)
    if not where.home.exists():
        return
    with refusals(f"The database of {where.home} can't be removed"), locked(where.lock, LOCK_LIMIT, notify):
        if where.link.exists():
            _remove_server(where.cluster, where.home, notify)
        destroy(where)
        where.lock.unlink(missing_ok=True)


def server_log(home: Path) -> Path:
    """Return the path of the server's log; the file exists once the server has been started."""
    return HomePaths.of(home).log


def _ensure_locked(where: HomePaths, notify: Notify) -> Path:
    with locked(where.lock, LOCK_LIMIT, notify):
        account = account_for(where.home, where.cluster)
        ensure_cluster(where, account, notify)
        return start(where, account, notify)


def _remove_server(cluster: Path, home: Path, notify: Notify) -> None:
    account = account_for(home, cluster)
    halt(cluster)
    end_orphans(cluster, notify)
    folder = socket_folder(cluster, account)
    if folder != cluster and private(folder, account.uid):
        shutil.rmtree(folder, ignore_errors=True)


def _url(folder: Path) -> str:
    return f"postgresql://postgres@/postgres?host={quote(os.fsencode(folder), safe='')}&port=5432"

"""Start and stop of a cluster's server, whatever was killed before. All but `look` need the lock."""

from __future__ import annotations

import signal
from contextlib import suppress
from pathlib import Path

import psutil

from corpus.embedded.account import Account
from corpus.embedded.errors import EmbeddedError, failure
from corpus.embedded.launch import Launch, log_since
from corpus.embedded.paths import SOCKET, HomePaths, private, socket_folder
from corpus.embedded.processes import alive, all_of, read_pid_file, remove_stale_files, server_process
from corpus.embedded.readiness import Readiness, ask
from corpus.embedded.waiting import Notify, Wait

START_LIMIT = 300.0  # seconds: recovery after a crash reads up to a gigabyte of write-ahead log
STOP_LIMIT = 60.0  # seconds for a clean stop; then a crash stop, which loses nothing but time at the next start
ORPHAN_LIMIT = 5.0  # seconds for the children of a killed postmaster to notice, or to obey a signal
SOCKET_LIMIT = 1.0  # seconds for which a server that stops may be there without its socket
TRIES = 3  # starts that end without a word in the log, as after somebody's kill -9
RETRY = 0.25  # seconds between two starts


def look(cluster: Path) -> tuple[Readiness, Path | None]:
    """Return the server's readiness and its socket's folder (None: not written yet, or not to be trusted)."""
    written = read_pid_file(cluster)
    folder = written.folder if written else None
    if folder is None or (folder != cluster and not private(folder, cluster.stat().st_uid)):
        return Readiness.ABSENT, None
    return ask(folder / SOCKET), folder


def start(where: HomePaths, account: Account, notify: Notify) -> Path:
    """Start the server, or wait for one that is starting; return its socket's folder. Raises EmbeddedError."""
    cluster = where.cluster
    if not account.reaches(cluster):
        raise EmbeddedError(
            f"{account.name}, who owns the database, can't enter {cluster}.", "Move the home elsewhere."
        )
    _replace_unreachable(cluster, notify)
    wait = Wait(
        START_LIMIT, f"Waiting for Postgres, which may be recovering from a crash; its log is {where.log}", notify
    )
    launches: list[Launch] = []
    while not wait.over:
        answer, folder = look(cluster)
        if answer is Readiness.READY and folder:
            return folder
        if answer is Readiness.ABSENT and not server_process(cluster) and not (launches and launches[-1].alive):
            _judge(launches, where, wait)
            end_orphans(cluster, notify)
            if not server_process(cluster):
                remove_stale_files(cluster, socket_folder(cluster, account))
                launches.append(Launch(where, account, notify))
        wait.step()
    message = f"Postgres was not ready after {START_LIMIT:.0f} s. It is still starting; the next command waits again."
    raise failure(message, log_since(where.log, 0), where.log)


def _judge(launches: list[Launch], where: HomePaths, wait: Wait) -> None:
    """Decide whether another start makes sense after those that failed: wait a moment, or raise EmbeddedError."""
    if not launches:
        return
    if launches[-1].hopeless or len([launch for launch in launches if not launch.occupied]) >= TRIES:
        raise failure("Postgres did not start. Its log ends:", launches[-1].said, where.log)
    wait.step(RETRY)


def _replace_unreachable(cluster: Path, notify: Notify) -> None:
    """Stop a server whose socket has been removed, as by a cleaner of /tmp: no command can reach it any more."""
    wait = Wait(SOCKET_LIMIT)
    while (server := server_process(cluster)) and (written := read_pid_file(cluster)) and written.folder:
        if look(cluster)[1] and (written.folder / SOCKET).exists():
            return
        if wait.over:
            notify(f"The socket of the Postgres server {server.pid} is missing; the server is restarted.")
            halt(cluster)
            return
        wait.step()


def halt(cluster: Path) -> bool:
    """Stop the server cleanly and roll back its clients' transactions; return False if none was running.

    Raises EmbeddedError if the server does not stop, or is another user's.
    """
    server = server_process(cluster)
    if server is None:
        return False
    for sign in (signal.SIGINT, signal.SIGQUIT):
        try:
            server.send_signal(sign)
        except psutil.NoSuchProcess:
            return True
        except psutil.AccessDenied as error:
            raise EmbeddedError(
                f"The Postgres server {server.pid} is another user's.", "Stop it as that user."
            ) from error
        wait = Wait(STOP_LIMIT)
        while not wait.over:
            if not alive(server):
                return True
            wait.step()
    raise EmbeddedError(f"The Postgres server {server.pid} does not stop.", f"See its log in {cluster}, then kill it.")


def end_orphans(cluster: Path, notify: Notify) -> None:
    """Wait for the children of a killed postmaster to end, then end the rest.

    Each is verified to be a process of this cluster.
    """
    left = _after_grace(cluster)
    for sign in (signal.SIGQUIT, signal.SIGKILL):
        if left:
            notify(f"Ending {len(left)} processes that a killed Postgres server left behind.")
        for process in left:
            with suppress(psutil.Error):
                process.send_signal(sign)
        left = _after_grace(cluster)


def _after_grace(cluster: Path) -> list[psutil.Process]:
    """Wait up to ORPHAN_LIMIT seconds; return the orphans that are left."""
    wait = Wait(ORPHAN_LIMIT)
    while (left := all_of(cluster)) and not wait.over:
        if server_process(cluster):  # no orphans: a server on its way, which had not written its pid yet
            return []
        wait.step()
    return left

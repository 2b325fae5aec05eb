"""One start of a server: a process in a separate session, which no signal to us can reach."""

from __future__ import annotations

import os
import shlex
import subprocess
from contextlib import suppress
from pathlib import Path

import psutil

from corpus.embedded.account import Account, environment
from corpus.embedded.binaries import server_binary
from corpus.embedded.errors import EmbeddedError, failure
from corpus.embedded.paths import HomePaths, make_private, socket_folder
from corpus.embedded.processes import alive, title
from corpus.embedded.waiting import Notify

OPTIONS = "TINHUY_PG_OPTIONS"
LOG_LIMIT = 16 << 20  # bytes after which a start begins a new log
# The shell starts it and ends, so that init adopts it: no signal to us, to our group or to our children reaches it.
DETACH = 'umask 077; "$@" </dev/null >>server.log 2>&1 & echo $!'
# What a server says that finds another one, living or just dying, on its cluster or its socket.
OCCUPIED = ("pre-existing shared memory block", "lock file", "Is another postmaster")

REFUSAL = "FATAL:  the database system is starting up"  # to clients that came too early, our probe among them


class Launch:
    """A server process that we started; it may be up, starting, or dead already."""

    def __init__(self, where: HomePaths, account: Account, notify: Notify) -> None:
        self._log = where.log
        with suppress(FileNotFoundError):
            if self._log.stat().st_size > LOG_LIMIT:
                self._log.replace(self._log.with_suffix(".log.old"))
        self._began = log_size(self._log)
        self._process = _detached(_command(where.cluster, account, notify), where.cluster, account)

    @property
    def alive(self) -> bool:
        """True while the process exists."""
        return self._process is not None and alive(self._process)

    @property
    def said(self) -> str:
        """Log output since this start."""
        return log_since(self._log, self._began)

    @property
    def occupied(self) -> bool:
        """True where the start failed because of another server's remains, which will go."""
        return any(sign in self.said for sign in OCCUPIED)

    @property
    def hopeless(self) -> bool:
        """True where the start failed for a permanent reason."""
        return not self.occupied and any(sign in self.said.replace(REFUSAL, "") for sign in ("FATAL", "PANIC"))


def log_size(log: Path) -> int:
    """Return the log's length in bytes, 0 if there is none."""
    return log.stat().st_size if log.exists() else 0


def log_since(log: Path, offset: int) -> str:
    """Return a server's log after the byte `offset`, the last 8 kB at most."""
    if not log.exists():
        return ""
    with log.open("rb") as stream:
        stream.seek(max(offset, log_size(log) - 8192))
        return stream.read().decode("utf-8", "replace")


def _command(cluster: Path, account: Account, notify: Notify) -> list[str]:
    folder = socket_folder(cluster, account)
    if folder != cluster:
        make_private(folder, account)
    options = ["listen_addresses=", "port=5432", f"unix_socket_directories={folder}", f"cluster_name={title(cluster)}"]
    try:
        words = shlex.split(os.environ.get(OPTIONS, ""))
    except ValueError as error:
        raise EmbeddedError(f"{OPTIONS} is not a list of words as a shell reads it: {error}.", "Correct it.") from error
    for option in options:  # last, because these are what we rely on
        words += ["-c", option]
    return [str(server_binary("postgres", account, notify)), "-D", str(cluster), *words]


def _detached(command: list[str], cluster: Path, account: Account) -> psutil.Process | None:
    done = subprocess.run(
        ["/bin/sh", "-c", DETACH, "sh", *command],
        check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
        start_new_session=True, cwd=cluster, env=environment(), **account.popen,
    )  # fmt: skip
    if done.returncode != 0 or done.stderr:  # such as a log that can't be written
        raise failure("Postgres could not be started:", done.stderr)
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(int(done.stdout))
    return None

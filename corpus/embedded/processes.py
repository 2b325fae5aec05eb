"""Server processes of a cluster. A process id in a file proves nothing: it may name any process by now."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from corpus.embedded.paths import SOCKET, hashed

PID_FILE = "postmaster.pid"


@dataclass(frozen=True)
class PidFile:
    """Content of a postmaster's pid file; `folder` holds its socket, None while no socket is open yet."""

    pid: int
    folder: Path | None


def read_pid_file(cluster: Path) -> PidFile | None:
    """Parse the cluster's pid file; return None if it is missing or only half written."""
    try:
        lines = os.fsdecode((cluster / PID_FILE).read_bytes()).splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    folder = lines[4] if len(lines) > 4 else ""
    return PidFile(pid, Path(folder) if folder else None)


def server_process(cluster: Path) -> psutil.Process | None:
    """Return the live postmaster that the pid file of `cluster` names, verified as a Postgres of this cluster."""
    written = read_pid_file(cluster)
    return verified(written.pid, cluster) if written else None


def verified(pid: int, cluster: Path) -> psutil.Process | None:
    """Return the live process `pid` if it is a Postgres on `cluster`; signals sent to it can't hit a reused pid."""
    with suppress(psutil.Error, ValueError):
        process = psutil.Process(pid)
        if _is_postgres(process) and _works_on(process, cluster):
            return process
    return None


def all_of(cluster: Path) -> list[psutil.Process]:
    """List every live Postgres process of `cluster`: postmaster, helpers, backends, orphans of a killed postmaster."""
    return [process for pid in psutil.pids() if (process := verified(pid, cluster))]


def title(cluster: Path) -> str:
    """Return the server's `cluster_name`. Process titles show it, for where a process's folder can't be seen."""
    return f"tinhuy-{hashed(cluster)}"


def remove_stale_files(cluster: Path, folder: Path) -> None:
    """Remove the lock files of `cluster` and of its socket in `folder` that name a process which is not this server.

    Postgres removes most of them itself, but not if their pid now belongs to an unrelated process of its account.
    """
    if (pid := _pid_in(cluster / PID_FILE)) and not verified(pid, cluster):
        (cluster / PID_FILE).unlink()
    lock = folder / f"{SOCKET}.lock"
    if (pid := _pid_in(lock)) and not _names(pid, folder):
        lock.unlink()


def _pid_in(path: Path) -> int | None:
    try:
        return abs(int(path.read_bytes().split()[0]))  # negative for a single-user Postgres
    except (OSError, ValueError, IndexError):
        return None


def _names(pid: int, folder: Path) -> bool:
    """Check whether `pid` is a Postgres started with this folder, such as the server of a just deleted cluster."""
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        return _is_postgres(process) and any(str(folder) in word for word in process.cmdline())
    return False


def alive(process: psutil.Process) -> bool:
    """Check whether the process exists and is more than a zombie that init has not reaped."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _is_postgres(process: psutil.Process) -> bool:
    return process.name() == "postgres" and alive(process)


def _works_on(process: psutil.Process, cluster: Path) -> bool:
    try:
        return Path(process.cwd()).samefile(cluster)
    except psutil.AccessDenied:  # root without CAP_SYS_PTRACE, as in a container: names will have to do
        called = process.cmdline()
        return process.uids().real == cluster.stat().st_uid and (
            str(cluster) in called or any(word.startswith(f"postgres: {title(cluster)}:") for word in called)
        )
    except OSError:
        return False

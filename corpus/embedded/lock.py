"""File lock that admits one command at a time; it ends with its holder, and no child process inherits it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.embedded.errors import EmbeddedError, refusals
from corpus.embedded.waiting import Notify, Wait


@contextmanager
def locked(path: Path, limit: float, notify: Notify) -> Iterator[None]:
    """Hold the lock file `path`; wait for it at most `limit` seconds, then raise `EmbeddedError`."""
    wait = Wait(limit, f"Waiting for another command that starts or stops the database, lock {path}", notify)
    while (descriptor := _acquire(path)) is None:
        if wait.over:
            raise EmbeddedError(f"Another command has been holding {path} for {limit:.0f} s.", "End it if it hangs.")
        wait.step()
    try:
        yield
    finally:
        os.close(descriptor)


def _acquire(path: Path) -> int | None:
    """Try to take the lock; return the descriptor that holds it, None if another process has it."""
    descriptor = _open(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(descriptor), path.stat()):  # and not a file that `remove` has unlinked meanwhile
            return descriptor
    except (BlockingIOError, FileNotFoundError):
        pass
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def _open(path: Path) -> int:
    with refusals(f"The lock file {path} can't be opened"):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    owner = path.parent.stat()
    if os.geteuid() == 0 != owner.st_uid:  # the home's owner must be able to lock it after us
        os.fchown(descriptor, owner.st_uid, owner.st_gid)
    return descriptor

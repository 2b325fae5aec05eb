"""Errors of the embedded server, with remedies for a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from seeds.errors import TinhuyError

# What Postgres or the system says, and what to do about it.
REMEDIES = (
    ("No space left on device", "Free some space on that disk and run the command again."),
    ("Disk quota exceeded", "Free some space or raise the quota, and run the command again."),
    ("Read-only file system", "Choose a home on a disk that can be written to."),
    ("Permission denied", "Choose a home that this account can write to, or mend its permissions."),
    ("Cannot allocate memory", "Free some memory and run the command again."),
    ("could not create shared memory", "Free some memory, or give the container more of /dev/shm."),
    ("could not create semaphores", "Raise the kernel's limit of semaphores (kernel.sem), or stop other servers."),
    ("unrecognized configuration parameter", "Look at TINHUY_PG_OPTIONS and at postgresql.conf in the cluster."),
    ("invalid value for parameter", "Look at TINHUY_PG_OPTIONS and at postgresql.conf in the cluster."),
)


class EmbeddedError(TinhuyError):
    """The embedded Postgres server can't be made, started, reached or stopped."""


def failure(message: str, words: str, log: Path | None = None) -> EmbeddedError:
    """Build the error for `message`, with the last lines of `words` (a program's output) and the matching remedy."""
    last = "\n".join(f"  {line}" for line in words.strip().splitlines()[-12:])
    remedy = next((remedy for sign, remedy in REMEDIES if sign in words), "")
    if not remedy:
        remedy = f"The whole log is {log}." if log else "Run the command again; if it fails again, report these lines."
    return EmbeddedError(f"{message}\n{last}\n" if last else message, remedy)


@contextmanager
def refusals(message: str) -> Iterator[None]:
    """Turn an error of the operating system inside the block into an `EmbeddedError` that begins with `message`."""
    try:
        yield
    except OSError as error:
        raise failure(f"{message}:", str(error)) from error

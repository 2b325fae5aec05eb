"""A worker as a process."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from tests.tinhuy.commands import Tinhuy


@contextmanager
def working(command: Tinhuy, *options: object) -> Iterator[subprocess.Popen[bytes]]:
    """A worker, killed at the end if it has not ended by then."""
    process = command.start("worker", *options)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()

"""A worker as a process, and waiting for what it does."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil

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


def until(what: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until it is so. Raises AssertionError if it does not come to it."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not come to it"
        time.sleep(0.1)


def below(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """All processes that it started, and theirs."""
    return psutil.Process(process.pid).children(recursive=True)

"""Other processes: waiting for what they are about to do, and what they started."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import suppress

import psutil


def wait_until(holds: Callable[[], bool], seconds: float = 60, every: float = 0.02) -> None:
    """Looks `every` so many seconds whether it holds. Raises AssertionError where it does not come to it."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(every)


def below(process: psutil.Process) -> list[psutil.Process]:
    """All processes that it started, and theirs; none where it is gone."""
    with suppress(psutil.NoSuchProcess):
        return process.children(recursive=True)
    return []


def alive(family: Iterable[psutil.Process]) -> list[str]:
    """Those that still run; one that only waits to be reaped does not."""
    return [str(one) for one in family if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]

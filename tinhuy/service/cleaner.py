"""A worker's cleaning: a child process that cleans all new snapshots, and is restarted when it dies."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from corpus.child_processes import spawn
from seeds.config.catalogue import catalogue
from seeds.errors import TinhuyError
from tinhuy.log_files import fresh_log, last_line
from tinhuy.service.subprocesses import LOOK

logger = logging.getLogger(__name__)

PAUSES = (0.5, 2.0, 10.0, 30.0)
"""Seconds before the first, second, … restart of the child; the last holds for all that follow."""
STEADY = 60.0
"""Seconds after which a child counts as healthy, so that the next pause is the first one again."""
LAST_PAGES = 5.0
"""Seconds for the pages under way when the child is to stop; it is then killed, which gives unfinished pages back."""
SEEDS_LOOK = 5.0
"""Seconds between two checks for changed site files, after which the child is restarted."""


async def keep_cleaning(stop: asyncio.Event) -> None:
    """Keep a child cleaning until `stop`. Call it in the main thread: the child is tied to the thread's life."""
    failures = 0
    while not stop.is_set():
        began, log = time.monotonic(), fresh_log("clean")
        child = _start(log)
        logger.info("The cleaning starts: process %d, log %s", child.pid, log)
        try:
            died = await _until_over(child, stop)
        finally:
            await asyncio.shield(_end(child))
        if not died:
            logger.info("The cleaning has ended%s", "" if stop.is_set() else ": site files changed, it starts again")
        else:
            failures = 0 if time.monotonic() - began > STEADY else failures
            logger.error("The cleaning ended (exit code %s) and is started again: %s", child.returncode, last_line(log))
            await _pause(stop, PAUSES[min(failures, len(PAUSES) - 1)])
            failures += 1


def _start(log: Path) -> subprocess.Popen[Any]:
    with log.open("wb") as said:
        command = [sys.executable, "-m", "tinhuy.normaliser"]
        return spawn(command, stdin=subprocess.PIPE, stdout=said, stderr=said, start_new_session=True)


async def _until_over(child: subprocess.Popen[Any], stop: asyncio.Event) -> bool:
    """Wait until the child dies (True), or until it must end because of `stop` or of changed site files (False)."""
    seeds, looked = await asyncio.to_thread(_stamp), time.monotonic()
    while not stop.is_set():
        if child.poll() is not None:
            return True
        if time.monotonic() - looked > SEEDS_LOOK:
            if await asyncio.to_thread(_stamp) != seeds:
                return False
            looked = time.monotonic()
        await asyncio.sleep(LOOK)
    return False


async def _end(child: subprocess.Popen[Any]) -> None:
    if child.stdin is not None:
        child.stdin.close()
    until = time.monotonic() + LAST_PAGES
    while child.poll() is None and time.monotonic() < until:
        await asyncio.sleep(LOOK)
    if child.poll() is None:
        child.kill()
    child.wait()


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


def _stamp() -> frozenset[tuple[str, int]]:
    """Return the names and times of all site and platform files; differs whenever one of them changes."""
    try:
        return frozenset((path.name, path.stat().st_mtime_ns) for path in catalogue().folder.glob("*/*.yaml"))
    except (OSError, TinhuyError):  # one was just being replaced
        return frozenset()

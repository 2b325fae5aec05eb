"""Child processes of jobs: waited for without blocking, ended gently, and never left behind."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import time
from collections.abc import Awaitable, Callable
from typing import Any

LOOK = 0.1
"""Seconds between two checks of a process."""
GENTLY = 8.0
"""Seconds that a process gets to end after it was asked to: a crawl finishes the requests under way."""


async def ended(process: subprocess.Popen[Any], limit: float, meanwhile: Callable[[], Awaitable[None]]) -> bool:
    """Wait for the end of a process; False if it did not come in `limit` seconds. Calls `meanwhile` every LOOK seconds.

    When cancelled, ends the process first.
    """
    until = time.monotonic() + limit
    try:
        while process.poll() is None:
            if time.monotonic() > until:
                return False
            await meanwhile()
            await asyncio.sleep(LOOK)
        return True
    finally:
        await asyncio.shield(end(process))


async def end(process: subprocess.Popen[Any]) -> None:
    """End a process: ask it to (SIGINT), and kill it if that takes longer than GENTLY seconds."""
    until = time.monotonic() + GENTLY
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    while process.poll() is None and time.monotonic() < until:
        await asyncio.sleep(LOOK)
    if process.poll() is None:
        process.kill()
    process.wait()

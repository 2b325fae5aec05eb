"""The processes that do a job's work: waited for without blocking, ended gently, and never left behind."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import time
from collections.abc import Awaitable, Callable
from typing import Any

LOOK = 0.1
"""Seconds between two looks at a process."""
GENTLY = 8.0
"""Seconds in which a process that was asked to end may do so: a crawl lets requests under way come to their end."""


async def ended(process: subprocess.Popen[Any], limit: float, meanwhile: Callable[[], Awaitable[None]]) -> bool:
    """Wait for the end of a process; False if it did not come in `limit` seconds. `meanwhile` is called all the time.

    Cancelled, it ends the process first.
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
    """End a process: it is asked (SIGINT), and killed if it takes too long over it."""
    until = time.monotonic() + GENTLY
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    while process.poll() is None and time.monotonic() < until:
        await asyncio.sleep(LOOK)
    if process.poll() is None:
        process.kill()
    process.wait()

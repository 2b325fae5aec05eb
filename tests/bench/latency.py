"""`python -m tests.bench.latency`: how long a stored page waits for being an article, at so many pages a second."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
from datetime import UTC, datetime

from sqlalchemy import Engine, text

from seeds.config.catalogue import HERE
from tests.corpus.embedded.homes import reachable_folder
from tests.corpus.samples import capture, site
from tests.portals.fast import article
from tests.soak.__main__ import corpus_of_its_own
from tinhuy.service.cleaner import keep_cleaning

MEDIAN, MOST = 1.0, 3.0
"""The bar: seconds, for half of the pages and for 95 % of them."""
WARM_UP = 40
"""Pages before the measured ones, while the children that clean start."""
LOOK = 0.05
"""Seconds between two looks at what can be read; a wait is measured from outside, from commit to commit."""


def main() -> int:
    """Measure and print. It never fails for a figure."""
    given = _arguments()
    with reachable_folder() as room, corpus_of_its_own(room) as engine:
        os.environ["TINHUY_SEEDS"] = str(HERE)
        waits = sorted(asyncio.run(_work(engine, given)))
    half, most, last = (waits[int(share * (len(waits) - 1))] for share in (0.5, 0.95, 1))
    verdict = "bar reached" if half < MEDIAN and most < MOST else "ABOVE THE BAR"
    print(
        f"{given.pages} pages at {given.speed:g} a second: readable after {half:.2f} s (median), {most:.2f} s (95 %),"
        f" {last:.2f} s at most (bar: {MEDIAN:g} and {MOST:g} s): {verdict} (load {os.getloadavg()[0]:.1f})"
    )
    return 0


async def _work(engine: Engine, given: argparse.Namespace) -> list[float]:
    """Store pages at their speed while a worker's cleaning runs; how long each waited, in seconds."""
    stop = asyncio.Event()
    cleaning = asyncio.create_task(keep_cleaning(stop))
    with engine.begin() as conn:
        site(conn)
    waits: list[float] = []
    for numbers in (range(WARM_UP), range(WARM_UP, WARM_UP + given.pages)):
        stored: dict[int, float] = {}
        watching = asyncio.create_task(asyncio.to_thread(_watch, engine, stored, len(numbers)))
        await asyncio.to_thread(_store, engine, numbers, given.speed, stored)
        waits = await watching
    stop.set()
    await cleaning
    return waits


def _store(engine: Engine, numbers: range, speed: float, stored: dict[int, float]) -> None:
    began = time.monotonic()
    for at, number in enumerate(numbers):
        time.sleep(max(0.0, began + at / speed - time.monotonic()))
        with engine.begin() as conn:
            page = capture(conn, f"bai-{number}", datetime.now(UTC), article(number + 1).encode())
        stored[page] = time.monotonic()


def _watch(engine: Engine, stored: dict[int, float], number: int) -> list[float]:
    """Look until so many of the stored pages can be read."""
    waits: dict[int, float] = {}
    done = text("SELECT page_id FROM snapshot WHERE state <> 'pending' AND page_id = ANY(:ids)")
    while len(waits) < number:
        time.sleep(LOOK)
        with engine.begin() as conn:
            found = conn.scalars(done, {"ids": [one for one in list(stored) if one not in waits]}).all()
        waits |= {one: time.monotonic() - stored[one] for one in found}
    return list(waits.values())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.latency", description=__doc__)
    parser.add_argument("--pages", type=int, default=600, help="pages that are measured (600)")
    parser.add_argument("--speed", type=float, default=20, help="pages stored a second (20)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

"""Clean pages in child processes that are bounded in time and memory, and never left behind.

They are forked by a server process without threads that has imported all they need, so that a new one costs little.
"""

from __future__ import annotations

import logging
import os
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TypeAlias, TypeVar

from corpus.articles.records import Outcome, Page, Reason, Rejection
from normalize.workers.child_process import Task, clean, do, serve
from normalize.workers.pool_job import DiedError, FailedError, Job, Limit, OutOfTimeError
from normalize.workers.process_pool import Pool
from seeds.config.site import Site

logger = logging.getLogger(__name__)

SECONDS_A_PAGE = 20
"""A page that takes more of its child's CPU time is rejected as out of time: the slowest real page seen took 0.4 s."""
BUSY = 6
"""Factor from CPU time to the time that a page may take in all: a machine may be overloaded that much, or a child
sleep.
"""
MEMORY = 2 << 30
"""Bytes of address space that a child may have; it starts with some 0.3 GB."""
PAGES_A_CHILD = 2_000
"""Pages after which a child is replaced, so that no leak in a parser adds up."""

Result = TypeVar("Result")
Work: TypeAlias = Callable[[Page, Site], Result]


Cleaning: TypeAlias = Job[Outcome]


class Children:
    """A pool of child processes that turn pages into outcomes. Use it through `children()`."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def submit(self, task: Task) -> Cleaning:
        """Begin to clean a page; `outcome_of` waits for the result."""
        return self._pool.submit(clean, task)

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Yield the outcome of each page, in the order given. All tasks are begun at once."""
        for cleaning in [self.submit(task) for task in tasks]:
            yield outcome_of(cleaning)

    def timed(self, tasks: Iterable[Task], seconds: float) -> Iterator[tuple[Outcome, float] | None]:
        """Yield each page's outcome and the seconds of work on it, in the order given; None for pages left out.

        After so many `seconds` no further page is begun; the first always is.
        """
        cleanings = [self.submit(task) for task in tasks]
        until = time.monotonic() + seconds
        left_out: set[Cleaning] = set()
        for number, cleaning in enumerate(cleanings):
            if number and time.monotonic() > until:
                left_out |= {one for one in cleanings[number:] if self._pool.withdraw(one)}
            yield None if cleaning in left_out else (outcome_of(cleaning), cleaning.seconds)

    def each(self, work: Work[Result], tasks: Iterable[Task]) -> Iterator[Result | None]:
        """Yield the result of `work` for each page and its site; None where it fails or hangs.

        `work` is a function of a module.
        """
        for job in [self._pool.submit(do, work, task) for task in tasks]:
            try:
                yield job.result()
            except (OutOfTimeError, DiedError, FailedError) as error:  # such a page counts as one that gives nothing
                logger.info("Nothing was read from a page: %r", error)
                yield None

    def call(self, work: Callable[..., Result], *arguments: object) -> Result:
        """Call a function of a module in a child, and return its result.

        Raises OutOfTimeError, DiedError or FailedError where there is no result.
        """
        return self._pool.submit(work, *arguments).result()


def outcome_of(cleaning: Cleaning) -> Outcome:
    """Wait for the outcome of a page; a page that fails, hangs or kills its children gives a rejection that says so.

    Raises normalize.workers.process_pool.ChildrenLostError where children die that had nothing to do.
    """
    try:
        return cleaning.result()
    except OutOfTimeError as error:
        return Rejection(Reason.OUT_OF_TIME, f"cleaning took more than {error}")
    except (DiedError, FailedError) as error:
        return Rejection(Reason.EXTRACTOR_FAILED, str(error)[:500])


@contextmanager
def children(
    seeds: Path | None = None, workers: int = 0, seconds: float = SECONDS_A_PAGE, wall: float | None = None
) -> Iterator[Children]:
    """Provide child processes (as many as there are cores, unless `workers` says otherwise) until the block ends.

    `seeds` is the folder that they take sites from. A page may take so many `seconds` of CPU time, and `wall` seconds
    in all (unless given, six times as many). Unfinished pages are dropped at the end. No child is started before the
    first page: a crawl that finds nothing new needs none.
    """
    count = workers or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)

    context = get_context("forkserver")
    context.set_forkserver_preload(["normalize.article", "normalize.workers.child_process", "normalize.extracted_text"])

    def start(end: socket.socket) -> BaseProcess:
        process = context.Process(target=serve, args=(end, seeds, MEMORY), daemon=True)
        process.start()
        return process

    pool = Pool(start, count, Limit(seconds, BUSY * seconds if wall is None else wall), PAGES_A_CHILD)
    try:
        yield Children(pool)
    finally:
        pool.stop()

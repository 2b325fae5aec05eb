"""Child processes that clean pages: bounded in time and memory, and never left behind.

They are forked by a server process without threads that has imported all they need, so that a new one costs little.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import TimeoutError as OutOfTimeError
from concurrent.futures import wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Generic, TypeAlias, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from corpus.records import Outcome, Page, Reason, Rejection
from normalize.child import Task, clean, do, prepare
from seeds.errors import TinhuyError
from seeds.model import Site

logger = logging.getLogger(__name__)

SECONDS_A_PAGE = 20
"""A page that takes longer is rejected as out of time: the slowest real page seen took 0.4 s."""
MEMORY = 2 << 30
"""Bytes of address space that a child may have; it starts with some 0.3 GB."""
PAGES_A_CHILD = 2_000
"""Pages after which a child is replaced, so that no leak in a parser adds up."""
LOOK = 1.0
"""Seconds between two looks at whether the pool still works."""
ATTEMPTS = 3
"""Children that a page must have killed to be rejected: others kill them too, such as a kernel short of memory."""


Result = TypeVar("Result")
Work: TypeAlias = Callable[[Page, Site], Result]


class ChildrenLostError(TinhuyError):
    """Child processes that clean pages can't be kept alive; it is not the pages' fault."""


class Children:
    """A pool of child processes that turn pages into outcomes. Use it through `children()`."""

    def __init__(self, make_pool: Callable[[], ProcessPool], seconds: float) -> None:
        self._make_pool = make_pool
        self._pool = make_pool()
        self._seconds = seconds

    def submit(self, task: Task) -> Cleaning:
        """Begin to clean a page; `outcome_of` waits for what comes of it."""
        return Begun(self, clean, (task,))

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """What each page became, in the order given. All tasks are begun at once."""
        for cleaning in [self.submit(task) for task in tasks]:
            yield outcome_of(cleaning, self._seconds)

    def each(self, work: Work[Result], tasks: Iterable[Task]) -> Iterator[Result | None]:
        """What `work`, a function of a module, gives for each page and its site; None where it fails or hangs."""
        for begun in [Begun(self, do, (work, task)) for task in tasks]:
            try:
                yield begun.result()
            except ChildrenLostError:
                raise
            except Exception as error:  # whatever a parser raises on a wild page: it counts as one that gives nothing
                logger.info("Nothing was read from a page: %r", error)
                yield None

    def schedule(
        self, work: Callable[..., Result], arguments: Sequence[Any]
    ) -> tuple[ProcessPool, ProcessFuture[Result]]:
        """Hand a page to a pool that works, once. Pebble gives a pool up when a child dies that had nothing to do."""
        if not self._pool.active:
            self.stop()
            self._pool = self._make_pool()
        return self._pool, self._pool.schedule(work, args=list(arguments), timeout=self._seconds)

    def stop(self) -> None:
        """End the children; what is unfinished is dropped."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


class Begun(Generic[Result]):
    """Work on a page that is under way: done by another child if the first is killed."""

    def __init__(self, children: Children, work: Callable[..., Result], arguments: Sequence[Any]) -> None:
        self._schedule = partial(children.schedule, work, arguments)
        self._pool, self._future = self._schedule()

    def result(self) -> Result:
        """What the child returned or raised; ProcessExpired if the page's child died every time."""
        for _ in range(ATTEMPTS - 1):
            try:
                return self._result()
            except (ProcessExpired, BrokenProcessPool):
                self._pool, self._future = self._schedule()
        try:
            return self._result()
        except BrokenProcessPool as error:
            remedy = "See whether the machine is short of memory."
            raise ChildrenLostError("The processes that clean pages keep dying.", remedy) from error

    def _result(self) -> Result:
        while not self._future.done():
            if not self._pool.active:  # pebble forgets the tasks that were still waiting
                raise BrokenProcessPool
            wait([self._future], timeout=LOOK)
        return self._future.result()


Cleaning: TypeAlias = Begun[Outcome]


def outcome_of(begun: Cleaning | ProcessFuture[Outcome], seconds: float = SECONDS_A_PAGE) -> Outcome:
    """The outcome of a page; one that fails, hangs or kills its children gives a rejection that says so.

    Raises ChildrenLostError where children die that had nothing to do.
    """
    try:
        return begun.result()
    except ChildrenLostError:
        raise
    except OutOfTimeError:
        return Rejection(Reason.OUT_OF_TIME, f"cleaning took more than {seconds:g} s")
    except ProcessExpired as died:
        return Rejection(Reason.EXTRACTOR_FAILED, f"the child process died (exit code {died.exitcode})")
    except MemoryError:
        return Rejection(Reason.EXTRACTOR_FAILED, "out of memory")
    except Exception as error:  # whatever a parser raises on a wild page is this page's outcome
        return Rejection(Reason.EXTRACTOR_FAILED, f"{type(error).__name__}: {error}"[:500])


@contextmanager
def children(seeds: Path | None = None, workers: int = 0, seconds: float = SECONDS_A_PAGE) -> Iterator[Children]:
    """Child processes (as many as there are cores, unless `workers` says) until the block ends.

    `seeds` is the folder that they take sites from. What is unfinished at the end is dropped.
    """
    count = workers or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)

    context = get_context("forkserver")
    context.set_forkserver_preload(["normalize.article", "normalize.child", "normalize.imported"])

    def make_pool() -> ProcessPool:
        return ProcessPool(
            max_workers=count,
            max_tasks=PAGES_A_CHILD,
            initializer=prepare,
            initargs=[seeds, MEMORY],
            context=context,
        )

    pool = Children(make_pool, seconds)
    try:
        yield pool
    finally:
        pool.stop()

"""Child processes that clean pages: spawned, bounded in time and memory, and never left behind."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as OutOfTimeError
from concurrent.futures import wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from corpus.processes import die_with_parent
from corpus.records import EXTRACTED_TEXT, Outcome, Page, Reason, Rejection
from normalize.article import normalise
from normalize.imported import normalise_text
from seeds.errors import TinhuyError, UsageError
from seeds.load import Catalogue, catalogue
from seeds.model import Site

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


@dataclass(frozen=True, slots=True)
class Task:
    """One page to clean by the rules of one site; an unknown site id stands for pages from anywhere."""

    page: Page
    site_id: str
    language: str | None = None


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
        return Cleaning(self, task)

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """What each page became, in the order given. All tasks are begun at once."""
        for cleaning in [self.submit(task) for task in tasks]:
            yield outcome_of(cleaning, self._seconds)

    def schedule(self, task: Task) -> tuple[ProcessPool, ProcessFuture[Outcome]]:
        """Hand a page to a pool that works, once. Pebble gives a pool up when a child dies that had nothing to do."""
        if not self._pool.active:
            self.stop()
            self._pool = self._make_pool()
        return self._pool, self._pool.schedule(_clean, args=[task], timeout=self._seconds)

    def stop(self) -> None:
        """End the children; what is unfinished is dropped."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


class Cleaning:
    """A page that is being cleaned: by another child if the first is killed."""

    def __init__(self, children: Children, task: Task) -> None:
        self._children = children
        self._task = task
        self._pool, self._future = children.schedule(task)

    def result(self) -> Outcome:
        """What the child returned or raised; ProcessExpired if the page's child died every time."""
        for _ in range(ATTEMPTS - 1):
            try:
                return self._result()
            except (ProcessExpired, BrokenProcessPool):
                self._pool, self._future = self._children.schedule(self._task)
        try:
            return self._result()
        except BrokenProcessPool as error:
            remedy = "See whether the machine is short of memory."
            raise ChildrenLostError("The processes that clean pages keep dying.", remedy) from error

    def _result(self) -> Outcome:
        while not self._future.done():
            if not self._pool.active:  # pebble forgets the tasks that were still waiting
                raise BrokenProcessPool
            wait([self._future], timeout=LOOK)
        return self._future.result()


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

    def make_pool() -> ProcessPool:
        return ProcessPool(
            max_workers=count,
            max_tasks=PAGES_A_CHILD,
            initializer=_prepare,
            initargs=[seeds],
            context=get_context("spawn"),
        )

    pool = Children(make_pool, seconds)
    try:
        yield pool
    finally:
        pool.stop()


_seeds: Catalogue | None = None
_sites: dict[tuple[str, str | None], Site] = {}


def _prepare(seeds: Path | None) -> None:
    global _seeds  # noqa: PLW0603  # one per child process, made once
    die_with_parent()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard), hard))
    _seeds = catalogue(seeds)


def _clean(task: Task) -> Outcome:
    site = _site(task.site_id, task.language)
    if task.page.content_type == EXTRACTED_TEXT:
        return normalise_text(task.page.body, site, task.page.fetched_at)
    return normalise(task.page, site)


def _site(site_id: str, language: str | None) -> Site:
    if (site_id, language) not in _sites:
        _sites[site_id, language] = find_site(_seeds or catalogue(), site_id, language)
    return _sites[site_id, language]


def find_site(seeds: Catalogue, site_id: str, language: str | None = None) -> Site:
    """A site by its id, or pages from anywhere where there is none (any more); read as `language` if that is given."""
    try:
        site = seeds.site(site_id)
    except UsageError:
        site = seeds.unlisted(site_id)
    return site.model_copy(update={"language": language}) if language else site

"""Child processes that clean pages: spawned, bounded in time and memory, and never left behind."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as OutOfTimeError
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from corpus.processes import die_with_parent
from corpus.records import EXTRACTED_TEXT, Outcome, Page, Reason, Rejection
from normalize.article import normalise
from normalize.imported import normalise_text
from seeds.errors import UsageError
from seeds.load import Catalogue, catalogue
from seeds.model import Site

SECONDS_A_PAGE = 20
"""A page that takes longer is rejected as out of time: the slowest real page seen took 0.4 s."""
MEMORY = 2 << 30
"""Bytes of address space that a child may have; it starts with some 0.3 GB."""
PAGES_A_CHILD = 2_000
"""Pages after which a child is replaced, so that no leak in a parser adds up."""


@dataclass(frozen=True, slots=True)
class Task:
    """One page to clean by the rules of one site; an unknown site id stands for pages from anywhere."""

    page: Page
    site_id: str
    language: str | None = None


class Children:
    """A pool of child processes that turn pages into outcomes. Use it through `children()`."""

    def __init__(self, pool: ProcessPool, seconds: float) -> None:
        self._pool = pool
        self._seconds = seconds

    def submit(self, task: Task) -> ProcessFuture[Outcome]:
        """Begin to clean a page; `outcome_of` waits for what comes of it."""
        return self._pool.schedule(_clean, args=[task], timeout=self._seconds)

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """What each page became, in the order given. All tasks are begun at once."""
        for future in [self.submit(task) for task in tasks]:
            yield outcome_of(future, self._seconds)


def outcome_of(future: ProcessFuture[Outcome], seconds: float = SECONDS_A_PAGE) -> Outcome:
    """The outcome of a page; a child that failed, hung or died gives a rejection that says so."""
    try:
        return future.result()
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
    pool = ProcessPool(
        max_workers=count,
        max_tasks=PAGES_A_CHILD,
        initializer=_prepare,
        initargs=[seeds],
        context=get_context("spawn"),
    )
    try:
        yield Children(pool, seconds)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


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

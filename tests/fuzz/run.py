"""Sends mutated pages through the children that clean pages in production, and counts what becomes of them."""

from __future__ import annotations

import heapq
import signal
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

from corpus.articles.records import Article, Reason, Rejection
from normalize.workers.page_cleaners import BUSY, SECONDS_A_PAGE, Cleaning, children, outcome_of
from normalize.workers.process_pool import ATTEMPTS
from tests.fuzz.pages import Mutated
from tests.fuzz.watch import watched_children

UNDER_WAY = 2
"""Pages begun for each child: the second waits, so that none is idle."""
BEFORE_PARSING = (Reason.EMPTY, Reason.TOO_LARGE, Reason.NOT_HTML, Reason.UNDECODABLE)
"""Reasons of pages that may not have come past the decode step."""
SHOWN = 5


class HungError(Exception):
    """A page gave no outcome within the time that its attempts may take."""


@dataclass
class Tally:
    """What became of the pages."""

    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    decoded: int = 0
    deaths: int = 0
    slowest: list[tuple[float, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Pages whose failure some rule should mend: an error of ours, a death, or time run out."""
    peak_rss: int = 0
    children: int = 0

    @property
    def pages(self) -> int:
        return sum(self.outcomes.values())

    def add(self, page: Mutated, outcome: object, seconds: float) -> None:
        """Count a page; what is neither an article nor a rejection stays uncounted, and fails the run."""
        if isinstance(outcome, Article):
            self.outcomes["article"] += 1
            self.decoded += 1
        elif isinstance(outcome, Rejection) and outcome.reason in Reason:
            self.outcomes["rejection"] += 1
            self.reasons[outcome.reason.value] += 1
            self.decoded += _is_decoded(outcome)
            if outcome.reason in (Reason.EXTRACTOR_FAILED, Reason.OUT_OF_TIME) and "nested" not in outcome.detail:
                self.notes.append(f"{outcome.detail}: {page}")
        heapq.heappush(self.slowest, (seconds, str(page)))
        if len(self.slowest) > SHOWN:
            heapq.heappop(self.slowest)


def _is_decoded(outcome: Rejection) -> bool:
    """Whether the page was decoded for sure."""
    if outcome.reason in (Reason.OUT_OF_TIME, Reason.EXTRACTOR_FAILED):
        return "nested" in outcome.detail
    return outcome.reason not in BEFORE_PARSING


@dataclass
class _UnderWay:
    page: Mutated
    cleaning: Cleaning


def fuzz(
    pages: Iterable[Mutated], workers: int, seconds: float = SECONDS_A_PAGE, each: Callable[[Tally], None] | None = None
) -> Tally:
    """Clean all pages. Raises HungError where one gives no outcome."""
    tally = Tally()
    with children(None, workers, seconds) as pool, watched_children() as watch:
        waiting: deque[_UnderWay] = deque()
        for page in pages:
            waiting.append(_UnderWay(page, pool.submit(page.task)))
            if len(waiting) >= workers * UNDER_WAY:
                _take(waiting.popleft(), tally, seconds, each)
        while waiting:
            _take(waiting.popleft(), tally, seconds, each)
    tally.peak_rss, tally.children = watch.peak, len(watch.seen)
    return tally


def _take(found: _UnderWay, tally: Tally, seconds: float, each: Callable[[Tally], None] | None) -> None:
    with _at_most(seconds * BUSY * ATTEMPTS * UNDER_WAY + 60, str(found.page)):
        outcome = outcome_of(found.cleaning)
    tally.add(found.page, outcome, found.cleaning.seconds)
    tally.deaths += found.cleaning.deaths
    if each:
        each(tally)


@contextmanager
def _at_most(seconds: float, what: str) -> Iterator[None]:
    def hung(_: int, __: FrameType | None) -> None:
        raise HungError(what)

    before = signal.signal(signal.SIGALRM, hung)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

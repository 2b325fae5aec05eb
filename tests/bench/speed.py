"""Pages a second on one core: `normalise` and bare trafilatura with metadata, on the same pages, by turns."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

from trafilatura import bare_extraction

from normalize.article import normalise
from tests.bench.pages import GENERAL, Sets, Subject

BAR, STRETCH = 3.0, 8.0
"""How many times as fast as bare trafilatura the normaliser is to be over portals' and papers' pages."""

GENERAL_BAR, GENERAL_STRETCH = 0.8, 1.0
"""The same of general pages."""

TOGETHER, TOGETHER_GENERAL = "portals and news", "general"
"""Names of the rows that several sets are added up in."""


@dataclass
class Timed:
    """CPU seconds that a set of pages took, by round."""

    name: str
    pages: int
    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)

    def speeds(self) -> tuple[float, float]:
        """Pages a second, ours and theirs, of the median rounds."""
        return self.pages / median(self.ours), self.pages / median(self.theirs)

    def ratio(self) -> float:
        """How many times as fast ours is."""
        return median(self.theirs) / median(self.ours)


def measure(sets: Sets, rounds: int = 5) -> list[Timed]:
    """One row a set, then one for all portals and one for all general pages, after a round that warms both up."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    rows = [Timed(name, len(pages)) for name, pages in sets.items()]
    for number in range(rounds + 1):
        for row in rows:
            step = f"round {number} of {rounds}" if number else f"warming up for {rounds} rounds"
            print(f"{step}: {row.name}, {row.pages} pages", file=sys.stderr, flush=True)
            ours, theirs = _round(sets[row.name], ours_first=number % 2 == 0)
            if number:
                row.ours.append(ours)
                row.theirs.append(theirs)
    groups = {
        TOGETHER: [row for row in rows if row.name not in GENERAL],
        TOGETHER_GENERAL: [row for row in rows if row.name in GENERAL],
    }
    return [*rows, *(_together(name, group) for name, group in groups.items() if group)]


def bars_of(row: Timed) -> tuple[float, float] | None:
    """The bar and the stretch that a row is held against; None for a set of portals, which counts in their row."""
    if row.name == TOGETHER:
        return BAR, STRETCH
    return (GENERAL_BAR, GENERAL_STRETCH) if row.name in GENERAL or row.name == TOGETHER_GENERAL else None


def _together(name: str, rows: Sequence[Timed]) -> Timed:
    return Timed(
        name,
        sum(row.pages for row in rows),
        [sum(times) for times in zip(*(row.ours for row in rows), strict=True)],
        [sum(times) for times in zip(*(row.theirs for row in rows), strict=True)],
    )


def _round(pages: Sequence[Subject], *, ours_first: bool) -> tuple[float, float]:
    if ours_first:
        return _seconds(_ours, pages), _seconds(_theirs, pages)
    theirs = _seconds(_theirs, pages)
    return _seconds(_ours, pages), theirs


def _seconds(clean: Callable[[Subject], object], pages: Sequence[Subject]) -> float:
    started = time.process_time()
    for subject in pages:
        clean(subject)
    return time.process_time() - started


def _ours(subject: Subject) -> object:
    return normalise(subject.page, subject.site, subject.layout)


def _theirs(subject: Subject) -> object:
    try:
        return bare_extraction(subject.page.body, url=subject.page.url or None, with_metadata=True)
    except Exception:  # what it can't read has cost its time all the same
        return None

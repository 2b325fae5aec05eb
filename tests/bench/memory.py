"""`python -m tests.bench.memory`: how much memory a process holds after 500 pages and after 5,000."""

from __future__ import annotations

import argparse
import sys

import psutil

from normalize.article import normalise
from tests.bench.pages import page_sets, varied

FIRST, LAST = 500, 5_000
BAR = 50
"""MB more at the last page than at the first mark."""


def main() -> int:
    """Prints the two figures in MB, on one line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.memory", description=__doc__)
    parser.add_argument("--first", type=int, default=FIRST)
    parser.add_argument("--last", type=int, default=LAST)
    given = parser.parse_args()
    early, late = growth(given.first, given.last)
    print(f"{early:.1f} {late:.1f}")
    return 0


def growth(first: int, last: int) -> tuple[float, float]:
    """MB that this process holds after so many pages, and after so many."""
    subjects = [subject for pages in page_sets().values() for subject in pages]
    process, early = psutil.Process(), 0.0
    for number, subject in enumerate(varied(subjects, last), 1):
        normalise(subject.page, subject.site)
        if number == first:
            early = process.memory_info().rss / 1e6
    return early, process.memory_info().rss / 1e6


if __name__ == "__main__":
    sys.exit(main())

"""Detection of sections that used to have news and fell silent. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from corpus.health.figures import Section

TIMES = 3
"""Usual intervals without a new article after which a section counts as silent."""
LEAST_DAYS = 3
"""Days without a new article that are never silence: a long weekend."""
INTERVALS = 30
"""Newest intervals that show what is usual."""
ENOUGH = 5
"""Intervals from which on the usual interval is known."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A section without news."""

    section: str
    newest: date
    days: int
    """Days since the newest article."""
    usual: float
    """Usual number of days from one day with news to the next."""


def silence(section: Section, today: date, first_run: date) -> Silence | None:
    """Return the section's silence on `today`; None while it has news, or if it was silent before the first run."""
    days = [day for day in section.days if day <= today]
    gaps = [(newer - older).days for newer, older in pairwise(days)][:INTERVALS]
    if len(gaps) < ENOUGH:
        return None
    usual = float(median(gaps))
    limit = max(TIMES * usual, LEAST_DAYS)
    since, was_silent_before = (today - days[0]).days, (first_run - days[0]).days > limit
    return Silence(section.name, days[0], since, usual) if since > limit and not was_silent_before else None

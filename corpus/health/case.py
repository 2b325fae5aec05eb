"""A run to be judged, with the runs before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from corpus.health.figures import Figures, Surroundings
from corpus.health.findings import Finding
from seeds.config.site import Expect

RUNS = 30
"""Newest good runs that bands are learned from, at most."""
ENOUGH_RUNS = 5
ENOUGH_TIME = timedelta(weeks=3)
"""With ENOUGH_RUNS good runs, or two over ENOUGH_TIME, the usual figures are known."""

Open = Mapping[tuple[str, str], Finding]
"""Findings of earlier runs that are still open, by code and subject."""


@dataclass(frozen=True, slots=True)
class Case:
    """A run to be judged, with all that is known about it."""

    figures: Figures
    around: Surroundings
    history: Sequence[Figures] = ()
    """Good runs before this one, newest first."""
    expect: Expect = field(default_factory=Expect)
    open: Open = field(default_factory=dict)

    @property
    def knows(self) -> bool:
        """True where enough runs came before to know the usual figures."""
        past = self.history
        long = len(past) > 1 and self.figures.ended_at - past[-1].ended_at >= ENOUGH_TIME
        return long or len(past) >= ENOUGH_RUNS

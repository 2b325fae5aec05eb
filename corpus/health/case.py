"""A run that is to be judged, with what is known of the runs before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from corpus.health.figures import Figures, Surroundings
from corpus.health.findings import Finding
from seeds.model import Expect

RUNS = 30
"""Good runs that bands are learned from, the newest."""
ENOUGH_RUNS = 5
ENOUGH_TIME = timedelta(weeks=3)
"""From so many good runs on, or two over so long a time, it is known what is usual."""

Open = Mapping[tuple[str, str], Finding]
"""Findings of earlier runs that still stand, by code and subject."""


@dataclass(frozen=True, slots=True)
class Case:
    """A run that is to be judged, with all that is known."""

    figures: Figures
    around: Surroundings
    history: Sequence[Figures] = ()
    """Good runs before it, newest first."""
    expect: Expect = field(default_factory=Expect)
    open: Open = field(default_factory=dict)

    @property
    def knows(self) -> bool:
        """Whether there was enough to learn what is usual."""
        past = self.history
        long = len(past) > 1 and self.figures.ended_at - past[-1].ended_at >= ENOUGH_TIME
        return long or len(past) >= ENOUGH_RUNS

"""Where the time goes: the functions of our own that a profile finds the most time in."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Sequence
from pathlib import Path

from normalize.article import normalise
from tests.bench.pages import Subject

ROOT = Path(__file__).parents[2]
Step = tuple[float, float, str]
"""Share of the time in a function and what it calls, share in itself, and its name."""


def steps(subjects: Sequence[Subject], top: int = 12) -> list[Step]:
    """The functions of normalize/ and seeds/ with the most time, the greatest first."""
    profile = cProfile.Profile()
    profile.enable()
    for subject in subjects:
        normalise(subject.page, subject.site)
    profile.disable()
    # typeshed knows `stats` as Any: by (file, line, name), calls, own calls, time in itself, and time with callees.
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    whole = sum(row[2] for row in stats.values())
    own = [(row[3] / whole, row[2] / whole, name) for key, row in stats.items() if (name := _named(key))]
    return sorted(own, reverse=True)[:top]


def _named(key: tuple[str, int, str]) -> str | None:
    path = Path(key[0])
    if not path.is_absolute() or not path.is_relative_to(ROOT) or path.parent.name not in ("normalize", "seeds"):
        return None
    return f"{path.parent.name}/{path.name}: {key[2]}"

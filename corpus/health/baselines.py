"""Learned bands of figures, and the probability that a figure is chance. No I/O.

Median and median deviation, so that a few odd runs (the first, with the whole backlog; a holiday) do not move the
bands; widened to what one run in twenty did, so that weekends, a quarter of all runs, are no finding.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median, quantiles

SPREAD = 3 * 1.4826
"""Median deviations from the median to the edge of a band: three standard deviations, were the figures normally
distributed."""
SHARE_MARGIN = 0.15
"""Distance from the usual share up to which a share is never a finding: a run in which one page of six differs."""
FLOOD = 2
"""Factor on the number that one run in twenty has: more is a flood, as of one article under many addresses."""
CHANCE_WIDTH = 3
"""Standard deviations of pure chance (the root of the number itself) by which a number may always be off."""
CHANCE = 0.001
"""Probability below which chance is ruled out. With a run a day that is one false finding in three years."""
SURE = 0.98
"""Greatest share that is assumed of anything: what was never otherwise counts as otherwise once in fifty times, so that
two pages are proof and one is not."""


def count_band(numbers: Sequence[float]) -> tuple[float, float]:
    """Return the least and the most that a number usually is; needs at least two earlier numbers."""
    middle = median(numbers)
    width = max(SPREAD * _deviation(numbers), middle / 2, CHANCE_WIDTH * math.sqrt(max(middle, 1)))
    twentieths = quantiles(numbers, n=20, method="inclusive")
    return max(0.0, min(middle - width, twentieths[0])), max(middle + width, FLOOD * twentieths[-1])


def share_margin(shares: Sequence[float]) -> float:
    """Return how far from the usual share a run's share may be."""
    return max(SHARE_MARGIN, SPREAD * _deviation(shares)) if shares else SHARE_MARGIN


def _deviation(numbers: Sequence[float]) -> float:
    middle = median(numbers)
    return median(abs(number - middle) for number in numbers)


def at_most_by_chance(hits: int, of: int, share: float) -> float:
    """Return the probability of at most `hits` among `of`, where each is a hit with the probability `share`."""
    return min(1.0, sum(_exactly(count, of, min(share, SURE)) for count in range(hits + 1)))


def at_least_by_chance(hits: int, of: int, share: float) -> float:
    """Return the probability of at least `hits` among `of`, where each is a hit with the probability `share`."""
    return at_most_by_chance(of - hits, of, 1 - max(share, 1 - SURE))


def _exactly(hits: int, of: int, share: float) -> float:
    if share <= 0:
        return float(hits == 0)
    ways = math.lgamma(of + 1) - math.lgamma(hits + 1) - math.lgamma(of - hits + 1)
    return math.exp(ways + hits * math.log(share) + (of - hits) * math.log1p(-share))

"""Bands that a figure usually stays in, learned from earlier ones, and what is unlikely to be chance. Pure.

Median and median deviation, so that a few odd runs (the first, with the whole backlog; a holiday) do not move them;
widened to what one run in twenty did, so that weekends, a quarter of all runs, are no finding.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median, quantiles

SPREAD = 3 * 1.4826
"""Median deviations from the median: three standard deviations, were the figures normally distributed."""
SHARE_MARGIN = 0.15
"""Shares closer than this to the usual one are never a finding: a run in which one page of six differs."""
FLOOD = 2
"""Times what one run in twenty has: more than that is a flood, as of one article under many addresses."""
CHANCE_WIDTH = 3
"""Standard deviations of pure chance (the root of the number itself) that a number may always be away."""
CHANCE = 0.001
"""What happens by chance more rarely than this is none. With a run a day that is one false finding in three years."""
SURE = 0.98
"""What was never otherwise counts as being otherwise once in fifty times: so two pages tell, and one does not."""


def count_band(numbers: Sequence[float]) -> tuple[float, float]:
    """Between what and what a number usually stays; at least two numbers."""
    middle = median(numbers)
    width = max(SPREAD * _deviation(numbers), middle / 2, CHANCE_WIDTH * math.sqrt(max(middle, 1)))
    twentieths = quantiles(numbers, n=20, method="inclusive")
    return max(0.0, min(middle - width, twentieths[0])), max(middle + width, FLOOD * twentieths[-1])


def share_margin(shares: Sequence[float]) -> float:
    """How far from the usual share a run's may be."""
    return max(SHARE_MARGIN, SPREAD * _deviation(shares)) if shares else SHARE_MARGIN


def _deviation(numbers: Sequence[float]) -> float:
    middle = median(numbers)
    return median(abs(number - middle) for number in numbers)


def at_most_by_chance(hits: int, of: int, share: float) -> float:
    """Probability of so few `hits` or fewer, were each of the `of` one with the probability `share`."""
    return min(1.0, sum(_exactly(count, of, min(share, SURE)) for count in range(hits + 1)))


def at_least_by_chance(hits: int, of: int, share: float) -> float:
    """Probability of so many `hits` or more."""
    return at_most_by_chance(of - hits, of, 1 - max(share, 1 - SURE))


def _exactly(hits: int, of: int, share: float) -> float:
    if share <= 0:
        return float(hits == 0)
    ways = math.lgamma(of + 1) - math.lgamma(hits + 1) - math.lgamma(of - hits + 1)
    return math.exp(ways + hits * math.log(share) + (of - hits) * math.log1p(-share))

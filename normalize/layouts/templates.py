"""Group pages of a portal by their frames: news, notices, an English part, an old design. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from normalize.layouts.shape import Shape

ALIKE = 0.55
"""Share of places that two pages of one template have in common, of all places of either."""
CORE = 0.6
"""Share of a template's pages that must have a place of its frame."""
LARGEST = 400
"""Most places of a frame that are kept."""
MOST_TEMPLATES = 12
"""Most templates of a portal; the largest are kept."""


def grouped(shapes: Sequence[Shape], fewest: int) -> Iterator[tuple[frozenset[int], list[Shape]]]:
    """Yield each template's frame and its pages; templates with fewer different pages than `fewest` are left out."""
    frames = _common(shapes)
    leaders: list[list[int]] = []
    for at, frame in enumerate(frames):
        best = max(leaders, key=lambda group: alike(frame, frames[group[0]]), default=None)
        if best is not None and alike(frame, frames[best[0]]) >= ALIKE:
            best.append(at)
        else:
            leaders.append([at])
    leaders = sorted((group for group in leaders if _pages(shapes, group) >= fewest), key=len, reverse=True)
    cores = [_core(frames, group) for group in leaders[:MOST_TEMPLATES]]
    members: list[list[int]] = [[] for _ in cores]
    for at, frame in enumerate(frames):
        best_core = max(range(len(cores)), key=lambda core: alike(frame, cores[core]), default=None)
        if best_core is not None and alike(frame, cores[best_core]) >= ALIKE:
            members[best_core].append(at)
    for group in members:
        if _pages(shapes, group) >= fewest:
            yield _core(frames, group), [shapes[at] for at in group]


def _common(shapes: Sequence[Shape]) -> list[frozenset[int]]:
    """Remove from the frames places that hardly any page has: those of one article's own markup."""
    often = Counter(place for shape in shapes for place in shape.frame)
    least = min(3, max(len(shapes) // 8, 1))
    kept = {place for place, number in often.items() if number >= least}
    return [shape.frame & kept for shape in shapes]


def alike(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the share of places that two frames have in common, of all places of either."""
    return len(one & other) / max(len(one | other), 1)


def _pages(shapes: Sequence[Shape], group: Sequence[int]) -> int:
    return len({shapes[at].page for at in group})


def _core(frames: Sequence[frozenset[int]], group: Sequence[int]) -> frozenset[int]:
    often = Counter(place for at in group for place in frames[at])
    core = [place for place, number in often.items() if number >= CORE * len(group)]
    return frozenset(sorted(core, key=lambda place: (-often[place], place))[:LARGEST])

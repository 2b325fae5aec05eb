"""Learn where a template's pages name their writer: a line beside the text, with changing names. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from normalize.layouts.field_places import FEWEST, SURE
from normalize.layouts.shape import Mark, Shape
from normalize.layouts.text_places import SENTENCE

NEAR = 3
"""Most lines between a byline and the text, or the headline: a label, a date, a role."""
WRITERS = 3
"""Least different names at a place: a single name is the office's."""
MENU = 0.5
"""Share of the pages that link to a section, from which on its name is no writer's."""

IsTold = Callable[[Mark], bool]


def byline_places(members: Sequence[Shape], is_new: IsTold, is_headline: IsTold) -> tuple[int, ...]:
    """Return the places that show the writer, an exact one before a loose one.

    Nothing but one name may be at such a place. Comments begin with names as well: those have the comment's text below
    them. `is_new`: decides whether a text is its page's own.
    """
    menu = _menu(members)
    found: tuple[int, ...] = ()
    for kind in ("exact", "loose"):
        best = _best(members, kind, menu, is_new, is_headline)
        if best is not None and best not in found:
            found = (*found, best)
    return found


def _best(members: Sequence[Shape], kind: str, menu: frozenset[int], is_new: IsTold, is_headline: IsTold) -> int | None:
    pages: Counter[int] = Counter()
    names: dict[int, list[int]] = defaultdict(list)
    for shape in members:
        lines = [mark for mark in shape.marks if mark.words]
        standing: dict[int, list[int]] = defaultdict(list)
        for at, mark in enumerate(lines):
            standing[getattr(mark.place, kind)].append(at)
        for place, where in standing.items():
            pages[place] += 1
            mark = lines[where[0]]
            if len(where) == 1 and mark.is_name and not mark.is_link and mark.text not in menu:
                names[place] += [mark.text] if _is_beside(lines, where[0], is_new, is_headline) else []
    good = [
        place
        for place, shown in names.items()
        if len(shown) >= max(FEWEST, SURE * pages[place]) and len(set(shown)) >= WRITERS
    ]
    return max(good, key=lambda place: (len(names[place]), -place), default=None)


def _menu(members: Sequence[Shape]) -> frozenset[int]:
    """Return the texts that most pages link to: sections, whose names look like people's."""
    linked = Counter(text for shape in members for text in {mark.text for mark in shape.marks if mark.is_link})
    return frozenset(text for text, number in linked.items() if number >= MENU * len(members))


def _is_beside(lines: Sequence[Mark], at: int, is_new: IsTold, is_headline: IsTold) -> bool:
    """Decide whether a line is between headline and text, or directly behind the text with none of it below."""

    def is_text(mark: Mark) -> bool:
        return mark.words >= SENTENCE and is_new(mark) and not mark.is_name and not is_headline(mark)

    above, below = lines[max(0, at - NEAR) : at], lines[at + 1 : at + 1 + NEAR]
    if any(map(is_headline, above)):
        return any(map(is_text, below))
    return any(map(is_text, above)) and not any(map(is_text, below))

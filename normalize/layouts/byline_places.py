"""Where a template's pages name their writer: a line of its own beside the text, with a name that differs. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from normalize.layouts.field_places import FEWEST, SURE
from normalize.layouts.shape import Mark, Shape
from normalize.layouts.text_places import SENTENCE

NEAR = 3
"""Lines between a byline and the text, or the headline, at the most: a label, a date, a role."""
WRITERS = 3
"""Different names that must have stood at a place: one alone is the office's."""
MENU = 0.5
"""Share of the pages that link to a section, from which on its name at a place is no writer's."""

IsTold = Callable[[Mark], bool]


def byline_places(members: Sequence[Shape], is_new: IsTold, is_headline: IsTold) -> tuple[int, ...]:
    """Places that show the writer, an exact one before a loose one.

    Nothing but one name may stand there. Comments begin with names as well: below those stands what was said.
    `is_new`: whether a text is its page's own.
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
    """The texts that most pages link to: sections, whose names look as people's do."""
    linked = Counter(text for shape in members for text in {mark.text for mark in shape.marks if mark.is_link})
    return frozenset(text for text, number in linked.items() if number >= MENU * len(members))


def _is_beside(lines: Sequence[Mark], at: int, is_new: IsTold, is_headline: IsTold) -> bool:
    """Whether a line stands between headline and text, or right behind the text with none of it below."""

    def is_text(mark: Mark) -> bool:
        return mark.words >= SENTENCE and is_new(mark) and not mark.is_name and not is_headline(mark)

    above, below = lines[max(0, at - NEAR) : at], lines[at + 1 : at + 1 + NEAR]
    if any(map(is_headline, above)):
        return any(map(is_text, below))
    return any(map(is_text, above)) and not any(map(is_text, below))

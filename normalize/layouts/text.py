"""Where the text of a template's pages stands: in which box, and up to which recurring line. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from normalize.layouts.places import paired
from normalize.layouts.shape import Mark, Shape

SENTENCE = 8
"""Words from which on a block counts as running text."""
EVERYWHERE = 0.8
"""Share of a template's pages with a line, from which on the line parts what stands on them."""
ALWAYS = 0.95
"""Share of the pages on which such a line must stand behind all of the text, to end it."""
CONTINUED = 0.7
"""Share of the pages with text behind a line, from which on the text goes on there."""
WHOLE = (0.95, 0.75)
"""Share of a page's running text that its box must hold, on the average; the lower where no box holds more."""
PURE = 0.6
"""Share of a box's words that must be new on each page, for all in it to be of the text."""

IsNew = Callable[[Mark], bool]
"""Whether a block's text is new on its page."""


def text_box(members: Sequence[Shape], is_new: IsNew, ends: frozenset[int]) -> int:
    """The exact place of the innermost box that holds most of the text, and little else; 0: there is none.

    What stands behind a line that ends the text is none of it.
    """
    shares: Counter[int] = Counter()
    deep: dict[int, int] = {}
    new: Counter[int] = Counter()
    words: Counter[int] = Counter()
    pages = 0
    for shape in members:
        running: Counter[int] = Counter()
        for mark, is_over in _until(shape, ends):
            boxes = (*mark.place.above, mark.place.exact)
            fresh = mark.words if is_new(mark) else 0
            for at, box in enumerate(boxes):
                deep[box] = at
                words[box] += mark.words
                new[box] += fresh
                running[box] += fresh if mark.words >= SENTENCE and not is_over else 0
        whole = max(running.values(), default=0)
        pages += whole > 0
        for box, number in running.items():
            shares[box] += round(1000 * number / max(whole, 1))
    pure = [box for box in shares if new[box] >= PURE * words[box]]
    for least in WHOLE:
        fit = [box for box in pure if shares[box] >= 1000 * least * pages]
        if fit:
            return max(fit, key=lambda box: (deep[box], box))
    return 0


def _until(shape: Shape, ends: frozenset[int]) -> Iterator[tuple[Mark, bool]]:
    """A page's blocks, and whether each stands behind a line that ends the text."""
    is_over = False
    for mark in shape.marks:
        is_over = is_over or _pair(mark) in ends
        yield mark, is_over


@dataclass
class _Page:
    """A page parted by the lines that all pages have: by each line, the texts that follow it."""

    texts: dict[int, list[Mark]]
    order: dict[int, int]
    """Where each line stands first."""
    last: dict[int, int]
    """Where the last text behind a line stands."""


def endings(members: Sequence[Shape], is_new: IsNew) -> frozenset[int]:
    """Texts at places, paired, that stand on nearly all pages, and always behind the whole text."""
    often: Counter[int] = Counter()
    for shape in members:
        often.update({_pair(mark) for mark in shape.marks if mark.words})
    lines = {pair for pair, number in often.items() if number >= EVERYWHERE * len(members)}
    pages = [_parted(shape, lines, is_new) for shape in members]
    shares: Counter[int] = Counter()
    for page in pages:
        whole = sum(mark.words for texts in page.texts.values() for mark in texts)
        for line, texts in page.texts.items():
            shares[line] += round(1000 * sum(mark.words for mark in texts) / max(whole, 1))
    if not shares:
        return frozenset()
    main = {max(shares, key=lambda line: (shares[line], line))}
    while (more := _going_on(pages, main, shares)) is not None:
        main.add(more)
    return frozenset(line for line in lines if _ends(line, pages, main))


def _pair(mark: Mark) -> int:
    return paired(mark.place.exact, mark.text)


def _parted(shape: Shape, lines: set[int], is_new: IsNew) -> _Page:
    texts: dict[int, list[Mark]] = defaultdict(list)
    order: dict[int, int] = {}
    last: dict[int, int] = {}
    line = 0
    for at, mark in enumerate(shape.marks):
        pair = _pair(mark)
        if pair in lines:
            order.setdefault(pair, at)
            line = pair
        elif mark.words >= SENTENCE and not mark.is_link and is_new(mark):
            texts[line].append(mark)
            last[line] = at
    return _Page(texts, order, last)


def _going_on(pages: Sequence[_Page], main: set[int], shares: Counter[int]) -> int | None:
    """Another line behind which the text goes on: one of an insertion, which stands amid it."""
    places = Counter(mark.place.exact for page in pages for line in main for mark in page.texts.get(line, ()))
    for line in sorted(set(shares) - main, key=lambda one: (-shares[one], one)):
        behind = [page for page in pages if any(mark.place.exact in places for mark in page.texts.get(line, ()))]
        if len(behind) >= CONTINUED * len(pages):
            return line
        before = Counter(sum(len(page.texts.get(one, ())) for one in main) for page in behind)
        if len(behind) >= len(pages) / 4 and before.most_common(1)[0][1] >= EVERYWHERE * len(behind):
            return line
    return None


def _ends(line: int, pages: Sequence[_Page], main: set[int]) -> bool:
    """Whether a line stands behind all of the text wherever both are there."""
    both = behind = 0
    for page in pages:
        last = max((page.last[one] for one in main if one in page.last), default=None)
        if last is None or line not in page.order:
            continue
        both += 1
        behind += page.order[line] > last
    return both > 0 and behind >= ALWAYS * both

"""Learn where the text of a template's pages is: in which box, and up to which recurring line. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass

from normalize.layouts.places import paired
from normalize.layouts.shape import Mark, Shape

SENTENCE = 8
"""Words from which on a block counts as running text."""
EVERYWHERE = 0.8
"""Share of a template's pages with a line, from which on the line separates parts of the pages."""
ALWAYS = 0.95
"""Share of the pages on which a line must be behind all of the text, to end it."""
CONTINUED = 0.7
"""Share of the pages with text behind a line, from which on the text continues there."""
WHOLE = 0.75
"""Share of a page's running text that its box holds; comments in other boxes may be the rest."""
PURE = 0.6
"""Share of a box's words that must be new on each page, for all in it to be text."""
HELD = 2 / 3
"""Share of a page's text that the box of the text must hold, for what follows it to be no text: comments are the rest.
"""
OFTEN = 3
"""Least pages with something new at a place behind the box of the text, for the place to be beside it."""
VOTES = 0.1
"""Share of the pages whose text is in a box, from which on it is one of the boxes of the text."""
AGREED = 0.6
"""Least share of the pages whose text is in one of these boxes, for there to be any."""

IsNew = Callable[[Mark], bool]
"""Decides whether a block's text is new on its page."""
KeyOf = Callable[[Mark], int]
"""Returns the key by which a line is recognised: its text at an exact or at a loose place."""


def exactly(mark: Mark) -> int:
    """Return the key of a text at its exact place."""
    return paired(mark.place.exact, mark.text)


def loosely(mark: Mark) -> int:
    """Return the key of a text at its loose place."""
    return paired(mark.place.loose, mark.text)


def labelled(mark: Mark) -> int:
    """Return the key of the words beside links, at their loose place."""
    return paired(mark.place.loose, mark.label)


def anything_at(place: int) -> int:
    """Return the key of any text at a place."""
    return paired(place, 0)


def text_boxes(members: Sequence[Shape], is_new: IsNew, is_title: IsNew, ends: frozenset[int]) -> frozenset[int]:
    """Return the exact places of the boxes of the text.

    Each page votes for its innermost box with most of the text behind its title. There are several boxes where what
    precedes them differs from page to page. Text behind a line that ends the text does not count.
    """
    votes: Counter[int] = Counter()
    above: dict[int, frozenset[int]] = {}
    new: Counter[int] = Counter()
    words: Counter[int] = Counter()
    voting = 0
    for shape in members:
        running: Counter[int] = Counter()
        deep: dict[int, int] = {}
        for mark, is_text in _between(shape, is_title, ends):
            fresh = is_new(mark)
            boxes = mark.place.boxes
            for at, box in enumerate(boxes):
                words[box] += mark.words
                new[box] += mark.words if fresh else 0
                if is_text and fresh and mark.words >= SENTENCE:
                    running[box] += mark.words
                    deep[box] = at
                    above.setdefault(box, frozenset(boxes[:at]))
        most = max(running.values(), default=0)
        voting += most > 0
        fit = [box for box, number in running.items() if number >= WHOLE * most]
        if fit:
            votes[max(fit, key=lambda box: (deep[box], box))] += 1
    found: list[int] = []
    for box in sorted(votes, key=lambda one: (-votes[one], one)):
        if votes[box] < VOTES * voting or new[box] < PURE * words[box]:
            continue
        if not any(box in above[other] or other in above[box] for other in found):
            found.append(box)
    return frozenset(found) if sum(votes[box] for box in found) >= AGREED * voting else frozenset()


def places_beside(
    members: Sequence[Shape], boxes: frozenset[int], is_new: IsNew, is_title: IsNew, ends: frozenset[int]
) -> frozenset[int]:
    """Return the places with something new behind the box of the text, and never inside such a box.

    Only pages count whose box holds nearly all of their text. So pages with long texts teach where comments are, for
    pages whose comments are longer than the text.
    """
    behind: dict[int, set[int]] = defaultdict(set)
    within: set[int] = set()
    for shape in members if boxes else ():
        new = [mark for mark, is_text in _between(shape, is_title, ends) if is_text and is_new(mark)]
        held: Counter[int] = Counter()
        for mark in new:
            held.update(dict.fromkeys(boxes.intersection(mark.place.boxes), mark.words))
        best = max(held, key=lambda box: (held[box], box), default=0)
        inside = [best in mark.place.boxes for mark in new]
        within.update(place for mark, is_in in zip(new, inside, strict=True) if is_in for place in _both(mark))
        if held[best] < HELD * sum(mark.words for mark in new):
            continue
        last = max(at for at, is_in in enumerate(inside) if is_in) if best else len(new)
        for mark in new[last + 1 :]:
            for place in _both(mark):
                behind[place].add(shape.page)
    return frozenset(place for place, pages in behind.items() if len(pages) >= OFTEN and place not in within)


def _both(mark: Mark) -> tuple[int, int]:
    return mark.place.exact, mark.place.loose


def _between(shape: Shape, is_title: IsNew, ends: frozenset[int]) -> Iterator[tuple[Mark, bool]]:
    """Yield a page's blocks, and for each if it is behind the headline and before a line that ends the text."""
    has_title = any(is_title(mark) for mark in shape.marks)
    is_open = not has_title
    for mark in shape.marks:
        if _is_end(mark, ends):
            is_open = has_title = False
        yield mark, is_open
        is_open = is_open or (has_title and is_title(mark))


def _is_end(mark: Mark, ends: frozenset[int]) -> bool:
    keys = (exactly(mark), loosely(mark), anything_at(mark.place.exact))
    return not ends.isdisjoint(keys) or (mark.label != 0 and labelled(mark) in ends)


def cut_boxes(
    members: Sequence[Shape], chrome: Set[int], links: Set[int], needed: Set[int], fewest: int
) -> frozenset[int]:
    """Return the outermost boxes, on `fewest` pages or more, with nothing but `chrome` and `links` of lists.

    `needed`: places of headline and date, which are always kept.
    """
    alive: set[int] = set()
    pages: dict[int, set[int]] = defaultdict(set)
    for shape in members:
        for mark in shape.marks:
            here = (mark.place.exact, mark.place.loose)
            is_cut = any(one in chrome or (mark.is_link and one in links) for one in here)
            for box in mark.place.boxes:
                pages[box].add(shape.page)
            if not is_cut or any(one in needed for one in here):
                alive.update(mark.place.boxes)
    dead = {box for box, on in pages.items() if len(on) >= fewest and box not in alive}
    boxes = (mark.place.boxes for shape in members for mark in shape.marks)
    return frozenset(next(box for box in around if box in dead) for around in set(boxes) if not dead.isdisjoint(around))


def closing_boxes(articles: Sequence[Shape], cut: frozenset[int], ends: frozenset[int]) -> frozenset[int]:
    """Return those of the `cut` boxes that have a line that ends the text."""
    marks = (mark for shape in articles for mark in shape.marks if not cut.isdisjoint(mark.place.boxes))
    return frozenset(box for mark in marks if _is_end(mark, ends) for box in mark.place.boxes if box in cut)


@dataclass
class _Page:
    """One page divided by the lines that all pages have: by each line, the texts that follow it."""

    texts: dict[int, list[Mark]]
    order: dict[int, int]
    """The first position of each line."""
    last: dict[int, int]
    """The position of the last text behind each line."""


def endings(members: Sequence[Shape], is_new: IsNew, is_old: IsNew) -> frozenset[int]:
    """Return texts at places, paired, that are on nearly all pages, and always behind the whole text.

    Where a place only has recurring texts (`is_old`), the place ends the text, whatever is there: one heading where
    there are comments, another one where there are none.
    """

    def placed(mark: Mark) -> int:
        return anything_at(mark.place.exact) if is_old(mark) else 0

    return frozenset(one for key in (exactly, loosely, placed) for one in _endings(members, is_new, key))


def _endings(members: Sequence[Shape], is_new: IsNew, key: KeyOf) -> Iterator[int]:
    often: Counter[int] = Counter()
    for shape in members:
        often.update({line for mark in shape.marks if mark.words for line in _keys(mark, key)})
    lines = {pair for pair, number in often.items() if number >= EVERYWHERE * len(members)}
    pages = [_parted(shape, lines, is_new, key) for shape in members]
    shares: Counter[int] = Counter()
    for page in pages:
        whole = sum(mark.words for texts in page.texts.values() for mark in texts)
        for line, texts in page.texts.items():
            shares[line] += round(1000 * sum(mark.words for mark in texts) / max(whole, 1))
    if not shares:
        return
    main = {max(shares, key=lambda line: (shares[line], line))}
    while (more := _going_on(pages, main, shares)) is not None:
        main.add(more)
    yield from (line for line in lines if _ends(line, pages, main))


def _keys(mark: Mark, key: KeyOf) -> tuple[int, ...]:
    found = (key(mark), labelled(mark) if mark.label else 0)
    return tuple(one for one in found if one)


def _parted(shape: Shape, lines: set[int], is_new: IsNew, key: KeyOf) -> _Page:
    texts: dict[int, list[Mark]] = defaultdict(list)
    order: dict[int, int] = {}
    last: dict[int, int] = {}
    line = 0
    for at, mark in enumerate(shape.marks):
        pair = next((one for one in _keys(mark, key) if one in lines), None)
        if pair is not None:
            order.setdefault(pair, at)
            line = pair
        elif mark.words >= SENTENCE and not mark.is_link and is_new(mark):
            texts[line].append(mark)
            last[line] = at
    return _Page(texts, order, last)


def _going_on(pages: Sequence[_Page], main: set[int], shares: Counter[int]) -> int | None:
    """Return another line behind which the text continues: one of an insertion in the middle of it."""
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
    """Decide whether a line is behind all of the text wherever both exist."""
    both = behind = 0
    for page in pages:
        last = max((page.last[one] for one in main if one in page.last), default=None)
        if last is None or line not in page.order:
            continue
        both += 1
        behind += page.order[line] > last
    return both > 0 and behind >= ALWAYS * both

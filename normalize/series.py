"""Short units of one form in a row: people with their posts, questions with answers, captions, steps, offices."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from normalize.blocks import Block
from normalize.text import word_count

UNITS = 4
"""Units that are a series: articles of three short parts are not rare."""
LONGEST = 45
"""Words of a series' units on the average; parts of articles below a heading have more than 60."""
LEVELS = 6
"""Elements around a line that are looked at for the box of its unit."""
LINES = 3
"""Lines of a unit below its label, at the most."""


def series_in(blocks: Sequence[Block]) -> list[list[Block]]:
    """The units of all series among a page's blocks, each with its blocks.

    A unit is a box of several lines among boxes of its tag and class, or a label (a heading, a line in bold, a link, a
    term) with up to three lines below it.
    """
    found = [*_boxed(blocks), *_labelled(blocks)]
    return [unit for group in found if _is_series(group) for unit in group]


def _is_series(group: Sequence[Sequence[Block]]) -> bool:
    words = sum(word_count(block.text) for unit in group for block in unit)
    return len(group) >= UNITS and words <= LONGEST * len(group)


def _boxed(blocks: Sequence[Block]) -> Iterator[list[list[Block]]]:
    """Boxes of at least two lines each that stand in one element and look alike."""
    inside: dict[HtmlElement, list[Block]] = defaultdict(list)
    for block in blocks:
        for around in _around(block):
            inside[around].append(block)
    groups: dict[tuple[HtmlElement, str, str | None], list[list[Block]]] = defaultdict(list)
    for box, held in inside.items():
        parent = box.getparent()
        if parent is not None and box.tag != "p" and len(held) > 1:
            groups[parent, str(box.tag), box.get("class")].append(held)
    yield from groups.values()


def _around(block: Block) -> Iterator[HtmlElement]:
    if block.element is not None:
        yield block.element
        yield from islice(block.element.iterancestors(), LEVELS)


def _labelled(blocks: Sequence[Block]) -> Iterator[list[list[Block]]]:
    """Labels with what stands below each, one after another in the same element."""
    group: list[list[Block]] = []
    parent: HtmlElement | None = None
    for block in blocks:
        here = block.element.getparent() if block.element is not None else None
        if here is not parent or here is None:
            yield _whole(group)
            group, parent = [], here
        if _is_label(block):
            group.append([block])
        elif group and len(group[-1]) <= LINES:
            group[-1].append(block)
        else:
            yield _whole(group)
            group = []
    yield _whole(group)


def _whole(group: list[list[Block]]) -> list[list[Block]]:
    """The units with a line below their label."""
    return [unit for unit in group if len(unit) > 1]


def _is_label(block: Block) -> bool:
    if block.kind in ("image", "table"):
        return False
    term = block.element is not None and block.element.tag in ("dt", "summary")
    return term or block.kind == "heading" or block.bold or block.linked >= 0.5


def words_in(blocks: Sequence[Block], units: Sequence[Sequence[Block]]) -> int:
    """Words of those blocks that stand in units of a series."""
    inside = Counter(id(block) for unit in units for block in unit)
    return sum(word_count(block.text) for block in blocks if id(block) in inside)

"""Recognise series, short units of one form: people and posts, questions and answers, captions, steps, offices."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from normalize.html.blocks import Block
from normalize.html.boilerplate_lines import is_date_line
from normalize.text import one_line, word_count
from seeds.dates import opens_with_date

UNITS = 4
"""Least units of a series: articles of three short parts are not rare."""
LONGEST = 45
"""Most words of a series' units on average; parts of articles below a heading have more than 60."""
ALIKE = 0.8
"""Share of units in boxes of their own with a label in common, from which on the length is no evidence."""
SHORT = 5
"""Words of the longest label that units have in common."""
LABEL = 8
"""Words of the longest label at the beginning of a line."""
LONGEST_LABEL = 40
"""Characters of the longest label or day at the beginning of a line."""
LEVELS = 6
"""Elements around a line that may be the box of its unit."""
LINES = 3
"""Most lines of a unit below its label."""


def series_in(blocks: Sequence[Block]) -> list[list[Block]]:
    """Return the units of all series among a page's blocks, each with its blocks.

    A unit is a box of several lines among boxes of its tag and class; or a label (a heading, a line in bold, a link, a
    term) with up to three lines below it; or a line that opens with a label or a day, with up to three lines below it.
    Boxes with a label in common ("Trả lời:", "Xem chi tiết", a day) may have any length.
    """
    boxed = (group for group in _boxed(blocks) if _is_series(group) or _are_alike(group))
    holders = [_holder(block) for block in blocks]
    headed, opened = _labelled(blocks, holders, _is_label, 2), _labelled(blocks, holders, _opens_with_label, 1)
    return [unit for group in (*boxed, *filter(_is_series, (*headed, *opened))) for unit in group]


def _is_series(group: Sequence[Sequence[Block]]) -> bool:
    if len(group) < UNITS:
        return False
    words = sum(word_count(block.text) for unit in group for block in unit)
    return words <= LONGEST * len(group)


def _are_alike(group: Sequence[Sequence[Block]]) -> bool:
    """Decide whether nearly all units have a label in common: a short line, words before a colon, or a day."""
    if len(group) < UNITS:
        return False
    counts = Counter(label for unit in group for label in {_label_of(block) for block in unit} if label)
    return any(count >= ALIKE * len(group) for count in counts.values())


def _label_of(block: Block) -> str:
    if block.kind in ("image", "table"):
        return ""
    if is_date_line(block.text):
        return "0"
    label = block.text[:LONGEST_LABEL].partition(":")[0]
    return label.casefold() if len(label) < LONGEST_LABEL and word_count(label) <= SHORT else ""


def _boxed(blocks: Sequence[Block]) -> Iterator[list[list[Block]]]:
    """Yield groups of boxes in one element that look alike and have at least two lines each."""
    inside: dict[HtmlElement, list[Block]] = defaultdict(list)
    boxes: list[list[Block]] = []
    holder: HtmlElement | None = None
    for block in blocks:
        element = block.element
        if element is None:
            continue
        inside[element].append(block)
        parent = element.getparent()
        if parent is not holder or parent is None:
            holder = parent
            around = islice(element.iterancestors(), LEVELS)
            boxes = [inside[box] for box in around]
        for held in boxes:
            held.append(block)
    groups: dict[tuple[HtmlElement, str, str | None], list[list[Block]]] = defaultdict(list)
    for box, held in inside.items():
        parent = box.getparent()
        if parent is not None and box.tag != "p" and len(held) > 1:
            groups[parent, str(box.tag), box.get("class")].append(held)
    yield from groups.values()


def _labelled(
    blocks: Sequence[Block], holders: Sequence[HtmlElement | None], is_label: Callable[[Block], bool], least: int
) -> Iterator[list[list[Block]]]:
    """Yield groups of labels in one element, each label with the lines below it.

    `holders`: the element that holds each line; `least`: least lines of a unit.
    """
    group: list[list[Block]] = []
    parent: HtmlElement | None = None
    for block, here in zip(blocks, holders, strict=True):
        if here is not parent or here is None:
            if len(group) >= UNITS:
                yield _whole(group, least)
            group, parent = [], here
        if is_label(block):
            group.append([block])
        elif group and len(group[-1]) <= LINES:
            group[-1].append(block)
        else:
            if len(group) >= UNITS:
                yield _whole(group, least)
            group = []
    yield _whole(group, least)


def _holder(block: Block) -> HtmlElement | None:
    """Return the element around a line's own; for a line that ends at a break, the one around its paragraph."""
    element = block.element
    if element is not None and element.tag == "br":
        element = element.getparent()
    return element.getparent() if element is not None else None


def _whole(group: list[list[Block]], least: int) -> list[list[Block]]:
    """Return the units with at least so many lines, the label included."""
    return [unit for unit in group if len(unit) >= least]


def _is_label(block: Block) -> bool:
    if block.kind in ("image", "table"):
        return False
    term = block.element is not None and block.element.tag in ("dt", "summary")
    return term or block.kind == "heading" or block.bold or block.linked >= 0.5


def _opens_with_label(block: Block) -> bool:
    """Decide whether a line begins with a link, with words in bold or with a day, and continues in running text."""
    element = block.element
    if element is None or block.kind in ("image", "table", "heading"):
        return False
    if opens_with_date(block.text[:LONGEST_LABEL]):
        return True
    opening = next(element.iterchildren("a", "b", "strong"), None)
    if opening is None or (element.text or "").strip() or element[0] is not opening:
        return False
    label = one_line(str(opening.text_content()))
    return 0 < word_count(label) <= LABEL and block.text.startswith(label) and len(block.text) > len(label) + 1

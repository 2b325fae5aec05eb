"""Recognise series, short units of one form: people and posts, questions and answers, captions, steps, offices."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from normalize.html.blocks import Block
from normalize.html.boilerplate_lines import is_byline, is_date_line
from normalize.text import one_line, word_count, words
from seeds.dates import has_clock, opens_with_date

UNITS = 4
"""Least units of a series: articles of three short parts are not rare."""
LONGEST = 45
"""Most words of a series' units on average; parts of articles below a heading have more than 60."""
PARALLEL = 130
"""Most words on average of units whose labels have one form; chapters of a history have more."""
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
MESSAGES = 3
"""Least messages of a thread: a page shows the days of its publication and of its change."""
MESSAGE = 8
"""Words of a message's longest line, at least: places and times of a meeting are shorter."""
STAMP = 12
"""Words of the longest line with a message's writer, day and time."""
LINES = 3
"""Most lines of a unit below its label."""


def series_in(blocks: Sequence[Block], *, named: bool = True) -> list[list[Block]]:
    """Return the units of all series among a page's blocks, each with its blocks.

    A unit is a box of several lines among boxes of its tag and class; or a label (a heading, a line in bold, a link, a
    term) with up to three lines below it; or a line that opens with a label or a day, with up to three lines below it.
    Units with a label in common ("Trả lời:", "Xem chi tiết", a day), and units whose labels are names or begin or end
    with one word ("Xã Nà Lạc", "Xã Bản Cói"), may be longer, those with names only if the page has a name and no
    headline (`named`): parts of a report open alike, too ("Về kinh tế", "Về văn hóa").
    """
    boxed, holders = list(_boxed(blocks)), [_holder(block) for block in blocks]
    headed, opened = (
        list(_labelled(blocks, holders, is_label, least))
        for is_label, least in ((_is_label, 2), (_opens_with_label, 1))
    )
    days = list(_labelled(blocks, holders, _opens_with_day, 1))
    groups = (
        *(group for group in boxed if _is_series(group) or _are_alike(group)),
        *filter(_is_series, (*headed, *opened, *days)),
        *(group for group in headed if named and _are_alike(group)),
        *(group for group in (*boxed, *headed, *opened, *days) if named and _are_parallel(group)),
    )
    return [unit for group in groups for unit in group]


def threads_in(blocks: Sequence[Block]) -> list[list[Block]]:
    """Return the units of a thread of messages: each a line with a day and a time of day, and the lines below it.

    The day of an article's publication is such a line, too, but an article has only one of them.
    """
    if sum(1 for block in blocks if word_count(block.text) >= MESSAGE) < MESSAGES:
        return []  # each unit needs such a line, and looking for days and times takes far longer
    units: list[list[Block]] = []
    for block in blocks:
        if _is_stamp(block):
            units.append([block])
        elif units:
            units[-1].append(block)
    units = [unit for unit in units if any(word_count(block.text) >= MESSAGE for block in unit[1:])]
    words = sum(word_count(block.text) for unit in units for block in unit)
    return units if len(units) >= MESSAGES and words <= LONGEST * len(units) else []


def _is_stamp(block: Block) -> bool:
    if block.kind in ("image", "table") or word_count(block.text) > STAMP:
        return False
    return has_clock(block.text) and (is_date_line(block.text) or is_byline(block.text))


def _is_series(group: Sequence[Sequence[Block]]) -> bool:
    if len(group) < UNITS:
        return False
    words = sum(word_count(block.text) for unit in group for block in unit)
    return words <= LONGEST * len(group)


def _are_alike(group: Sequence[Sequence[Block]]) -> bool:
    """Decide whether nearly all units have a label in common: a short line, words before a colon, or a day.

    Three units need several such labels.
    """
    if len(group) < UNITS - 1:
        return False
    counts = Counter(label for unit in group for label in {_label_of(block) for block in unit} if label)
    common = sum(1 for count in counts.values() if count >= ALIKE * len(group))
    return common >= (1 if len(group) >= UNITS else 2)


def _are_parallel(group: Sequence[Sequence[Block]]) -> bool:
    """Decide whether nearly all units have labels of one form, each another: names, or one word first or last.

    Parts of a text have headings of all forms; the questions of an interview open with the same word and no other.
    """
    labels = [label for label in (_name_of(unit) for unit in group) if label]
    if len(group) < UNITS - 1 or len(set(map(tuple, labels))) < ALIKE * len(group):
        return False
    if sum(word_count(block.text) for unit in group for block in unit) > PARALLEL * len(group):
        return False
    first, last = Counter(label[0].casefold() for label in labels), Counter(label[-1].casefold() for label in labels)
    proper = sum(
        1 for label in labels if len(label) > 1 and all(word[:1].isupper() and not word[1:].isupper() for word in label)
    )
    most = max(proper, *first.values(), *last.values())
    return most >= ALIKE * len(group)


def _name_of(unit: Sequence[Block]) -> list[str]:
    """Return the words of a unit's label: its first short line, or the words before the colon of its first line."""
    first = next((block.text for block in unit if block.text and block.kind not in ("image", "table")), "")
    label = first.partition(":")[0]
    found = words(label)
    return found if len(found) <= LABEL else []


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
    """Decide whether a line begins with a link or with words in bold, and continues in running text."""
    element = block.element
    if element is None or block.kind in ("image", "table", "heading"):
        return False
    opening = next(element.iterchildren("a", "b", "strong"), None)
    if opening is None or (element.text or "").strip() or element[0] is not opening:
        return False
    label = one_line(str(opening.text_content()))
    return 0 < word_count(label) <= LABEL and block.text.startswith(label) and len(block.text) > len(label) + 1


def _opens_with_day(block: Block) -> bool:
    """Decide whether a line begins with a day."""
    if block.element is None or block.kind in ("image", "table", "heading"):
        return False
    return opens_with_date(block.text[:LONGEST_LABEL])

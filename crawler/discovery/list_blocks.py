"""Blocks of a list page: the part of the page that belongs to one link, and which blocks are the list itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass

from lxml.etree import _Element

MAX_BLOCK = 1500
"""Characters of text in a block, at most; an element with more than a title, a summary and a date line is no item."""
MAX_TITLE = 300
"""Characters of a title, at most; longer link texts are summaries."""

_MORE = re.compile(
    r"^\W*(?:xem (?:tiếp|thêm|chi tiết)|đọc (?:tiếp|thêm)|chi tiết|read more|continue reading|more|tiếp)\W*$",
    re.IGNORECASE,
)
_ROOTS = frozenset({"html", "body", "form", "main"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

Place = tuple[str, ...]
"""Names and classes of the elements around a block, from the inside out: equal for the items of one list."""


@dataclass(frozen=True, slots=True)
class Block:
    """The largest part of a page that names one article and no other."""

    element: _Element
    place: Place


def blocks_of(links: dict[bytes, list[_Element]]) -> dict[bytes, list[Block]]:
    """Return the blocks of each article, by its key, from the links that name it; the title link's block comes first.

    An article has several where a page names it in several places: in the list and in a sidebar.
    """
    names: defaultdict[_Element, set[bytes]] = defaultdict(set)
    for key, elements in links.items():
        for element in elements:
            for holder in (element, *element.iterancestors()):
                names[holder].add(key)
    found = {}
    lengths: dict[_Element, int] = {}
    places: dict[_Element, Place] = {}
    for key, elements in links.items():
        blocks = [_block(link, names, lengths, places) for link in dict.fromkeys((_title_link(elements), *elements))]
        found[key] = list({block.element: block for block in blocks}.values())
    return found


def main_place(blocks: Iterable[Block]) -> Place | None:
    """Find the place of the list itself: among places with several articles, the one with the most text.

    A list shows summaries and dates, while sidebars, which sometimes have more items, show titles only.
    """
    groups: defaultdict[Place, list[Block]] = defaultdict(list)
    for block in blocks:
        groups[block.place].append(block)
    if not groups:
        return None
    return max(
        groups, key=lambda place: (len(groups[place]) > 1, sum(_length(block.element) for block in groups[place]))
    )


def is_within(block: Block, main: Place | None, there: Container[Place]) -> bool:
    """Decide whether `block` is an item of the list at `main`, on a page that has blocks at the places `there`.

    On a last page with a single item, the block has grown outwards and covers the element that the items are in.
    """
    if main is None or main in there:
        return block.place == main
    path = (name_of(block.element), *block.place)
    return main[len(main) - len(path) :] == path if len(path) <= len(main) else False


def title_of(elements: list[_Element]) -> str | None:
    """Return the article's title from its links' texts, else from their `title` attributes; None if no link has one."""
    link = _title_link(elements)
    for text in (text_of(link), *(text_of(element) for element in elements)):
        if _is_title(text):
            return text
    attributes = (" ".join((element.get("title") or "").split()) for element in elements)
    return next((text for text in attributes if _is_title(text)), None)


def _title_link(elements: list[_Element]) -> _Element:
    titled = [element for element in elements if _is_title(text_of(element))]
    in_heading = [element for element in titled if _has_heading(element)]
    return next(iter(in_heading or titled or elements))


def _has_heading(element: _Element) -> bool:
    parent = next(element.iterancestors(*_HEADINGS), None)
    return parent is not None or next(element.iter(*_HEADINGS), None) is not None


def _is_title(text: str) -> bool:
    return 3 <= len(text) <= MAX_TITLE and not _MORE.match(text)


def _block(
    link: _Element, names: dict[_Element, set[bytes]], lengths: dict[_Element, int], places: dict[_Element, Place]
) -> Block:
    """Find the block of a link. `lengths` and `places` are caches of elements that other links have measured."""
    block = link
    for holder in link.iterancestors():
        if len(names[holder]) > 1 or holder.tag in _ROOTS:
            break
        if holder not in lengths:
            lengths[holder] = _length(holder)
        if lengths[holder] > MAX_BLOCK:
            break
        block = holder
    parent = block.getparent()
    if parent is not None and parent not in places:
        places[parent] = tuple(name_of(holder) for holder in (parent, *parent.iterancestors()))
    return Block(block, places[parent] if parent is not None else ())


def name_of(element: _Element) -> str:
    """Return the element's tag and classes."""
    return ".".join([str(element.tag), *sorted((element.get("class") or "").split())])


def text_of(element: _Element) -> str:
    """Return the element's text on one line."""
    return " ".join("".join(map(str, element.itertext())).split())


def _length(element: _Element) -> int:
    return sum(len(text) for text in element.itertext())

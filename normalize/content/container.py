"""Find the element that holds the article: by selector, else by where the page's running text is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import islice
from typing import cast

from lxml import etree
from lxml.html import HtmlElement, builder

from normalize.html.blocks import Block, read_blocks
from normalize.text import has_words, word_count
from seeds.pages.css import find_all

MOST = 0.75
"""Share of the page's running text in one element from which on the article can be in no other place. On the wcxb pages
shares from 0.7 to 0.95 give mean F1 0.943 to 0.944; the lower, the fewer are read twice.
"""
SHORTEST = 8
"""Least words of a selected element that may be the container."""
SHARE = 0.25
"""Least share of the page's running text in a selected element away from the headline."""
NEAR_SHARE = 0.05
"""Least share in a selected element near the headline: an article of one sentence has little beside full sidebars."""
_TEXTS = cast("Callable[[HtmlElement], list[str]]", etree.XPath("descendant::text()", smart_strings=False))
_PARTS = frozenset(
    "a b blockquote br code em font h1 h2 h3 h4 h5 h6 i li mark ol p small span strong sub sup u ul".split()
)
_BOXES = frozenset(("html", "body", "form", "article", "main", "section", "div"))
MOST_PARTS = 12
"""Most boxes of one class that are parts of one article; the four wcxb pages that have such parts have two each."""
NEAR = 3
"""Levels above the headline within which everything belongs to the headline."""


def by_selector(
    tree: HtmlElement, selectors: tuple[str, ...], title: HtmlElement | None = None, line: list[Block] | None = None
) -> HtmlElement | None:
    """Return the longest element with the article's text that the first fitting selector gives; else pictures.

    The pictures are those by the headline. An element far from the headline with little of the page's running text is
    some box of the same class. `line`: the page's blocks of running text, where they were read already.
    """
    beside = _Surroundings(title)
    for selector in selectors:
        texts = ((element, str(element.text_content())) for element in find_all(tree, selector))
        found = {element: len(text) for element, text in texts if has_words(text, SHORTEST)}
        near = [element for element in found if element in beside]
        if near or found:
            longest = max(near or found, key=found.__getitem__)
            share = NEAR_SHARE if near else SHARE
            if _has_share(longest, tree, share) if line is None else share_in(longest, line) >= share:
                return longest
    if beside.running_words(line) >= SHORTEST:
        return None
    boxes = (element for selector in selectors for element in find_all(tree, selector) if element in beside)
    return next((element for element in boxes if element.find(".//img") is not None), None)


def _has_share(element: HtmlElement, tree: HtmlElement, share: float) -> bool:
    """Decide whether an element holds at least `share` of the page's running text.

    All words of the page are counted first: that can save reading it.
    """
    found = running_words(read_blocks(element))
    if found >= share * len(" ".join(_TEXTS(tree)).split()):
        return True
    if _reads_alike(element):  # then nothing in the element need be read again
        return found >= share * (found + running_words(read_blocks(tree, {element})))
    return found >= share * running_words(read_blocks(tree))


def _reads_alike(element: HtmlElement) -> bool:
    """Decide whether an element gives the same blocks when it is read alone: it is a box, inside boxes only."""
    return element.tag in _BOXES and all(around.tag in _BOXES for around in element.iterancestors())


def share_in(element: HtmlElement, line: list[Block]) -> float:
    """Return the share of a page's running text that is in an element.

    `line`: the page's blocks of running text.
    """
    return running_words(_inside(element, line)) / max(running_words(line), 1)


def fullest(line: list[Block]) -> HtmlElement | None:
    """Return the element, except body, with most running text directly or in its paragraphs, lists and quotations."""
    found: Counter[HtmlElement] = Counter()
    for block in running(line):
        if block.element is not None:
            found[_box(block.element)] += word_count(block.text)
    return max((box for box in found if box.tag != "body"), key=lambda box: found[box], default=None)


def parts_of(box: HtmlElement, line: list[Block]) -> list[HtmlElement]:
    """Return, in order, the boxes of an article that is spread over several of one class, as in CMS rich text fields.

    `box`: the box with most text; `line`: the page's blocks of running text. A class that other boxes have, too, such
    as a page builder's class for any box, is no evidence.
    """
    name = box.get("class")
    tree = box.getroottree().getroot()
    alike = [element for element in tree.iter(box.tag) if element.get("class") == name] if name else []
    apart = [one for one in alike if not set(alike).intersection(one.iterancestors())]
    if not 1 < len(apart) <= MOST_PARTS or box not in apart:
        return [box]
    running_in = {one: running_words(_inside(one, line)) for one in apart}
    parts = [one for one in apart if running_in[one] >= SHORTEST]
    if len(parts) < len(apart) or sum(running_in.values()) > 2 * running_in[box]:
        return [box]
    return parts


def joined_parts(parts: list[HtmlElement]) -> HtmlElement:
    """Join all parts of an article in one box, in the place of the first part."""
    whole: HtmlElement = builder.DIV()
    parts[0].addprevious(whole)
    for part in parts:
        part.drop_tree()
        whole.append(part)
    return whole


def _inside(element: HtmlElement, line: list[Block]) -> list[Block]:
    within = frozenset(element.iter())
    return [block for block in line if block.element in within]


def _box(element: HtmlElement) -> HtmlElement:
    """Return the nearest element around that is more than a paragraph or inline markup."""
    while element.tag in _PARTS and (parent := element.getparent()) is not None:
        element = parent
    return element


def running(blocks: list[Block]) -> list[Block]:
    """Return the blocks of running text: paragraphs of some length that are not made of links."""
    return [block for block in blocks if block.linked < 0.5 and word_count(block.text) >= SHORTEST]


def running_words(blocks: list[Block]) -> int:
    """Count the words of running text."""
    return sum(word_count(block.text) for block in running(blocks))


class _Surroundings:
    """The boxes around one headline: the few nearest elements that contain it."""

    def __init__(self, title: HtmlElement | None) -> None:
        around = islice(title.iterancestors(), NEAR) if title is not None else ()
        self._boxes = [box for box in around if box.tag not in ("body", "html", "form")]

    def running_words(self, line: list[Block] | None) -> int:
        """Count the words of running text in the widest box.

        `line`: the page's blocks of running text, where they were read already.
        """
        if not self._boxes:
            return 0
        return running_words(read_blocks(self._boxes[-1]) if line is None else _inside(self._boxes[-1], line))

    def __contains__(self, element: HtmlElement) -> bool:
        return any(ancestor in self._boxes for ancestor in element.iterancestors())

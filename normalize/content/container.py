"""Finds the element that holds the article: by selector, else by where the page's running text stands."""

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
"""Share of the page's running text in one element from which on there is no other place where the article could be.
On the wcxb pages shares from 0.7 to 0.95 give mean F1 0.943 to 0.944; the lower, the fewer are read twice."""
SHORTEST = 8
"""Words that a selected element must have to be taken for the container."""
SHARE = 0.25
"""Share of the page's running text that a selected element away from the headline must hold."""
NEAR_SHARE = 0.05
"""The same of one that stands by the headline: an article of one sentence has little beside full sidebars."""
_TEXTS = cast("Callable[[HtmlElement], list[str]]", etree.XPath("descendant::text()", smart_strings=False))
_PARTS = frozenset(
    "a b blockquote br code em font h1 h2 h3 h4 h5 h6 i li mark ol p small span strong sub sup u ul".split()
)
_BOXES = frozenset(("html", "body", "form", "article", "main", "section", "div"))
MOST_PARTS = 12
"""Boxes of one class that are an article's parts; those that four of the wcxb pages have are two."""
NEAR = 3
"""Levels above the headline within which what stands there belongs to it."""


def by_selector(
    tree: HtmlElement, selectors: tuple[str, ...], title: HtmlElement | None = None, line: list[Block] | None = None
) -> HtmlElement | None:
    """The longest element of the first selector that gives one with the article's text; else pictures by the headline.

    An element far from the headline with little of the page's running text is some box of the same class.
    `line`: the page's blocks of running text, where they are read already.
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
    """Check whether an element holds so much of the page's running text. All words are counted before it is read."""
    found = running_words(read_blocks(element))
    if found >= share * len(" ".join(_TEXTS(tree)).split()):
        return True
    if _reads_alike(element):  # then nothing in it need be read again
        return found >= share * (found + running_words(read_blocks(tree, {element})))
    return found >= share * running_words(read_blocks(tree))


def _reads_alike(element: HtmlElement) -> bool:
    """Check whether an element gives equal blocks when it is read alone: it is a box, in nothing but boxes."""
    return element.tag in _BOXES and all(around.tag in _BOXES for around in element.iterancestors())


def share_in(element: HtmlElement, line: list[Block]) -> float:
    """The share of a page's running text that stands in an element. `line`: the page's blocks of running text."""
    return running_words(_inside(element, line)) / max(running_words(line), 1)


def fullest(line: list[Block]) -> HtmlElement | None:
    """The element, no body, with the most running text right in it or in its paragraphs, lists and quotations."""
    found: Counter[HtmlElement] = Counter()
    for block in running(line):
        if block.element is not None:
            found[_box(block.element)] += word_count(block.text)
    return max((box for box in found if box.tag != "body"), key=lambda box: found[box], default=None)


def parts_of(box: HtmlElement, line: list[Block]) -> list[HtmlElement]:
    """The boxes of an article that stands in several of one class, as in the rich text fields of a CMS; in order.

    `box`: the one with most text; `line`: the page's blocks of running text. A class that other boxes bear, too, such
    as a builder's for whatever stands on a page, says nothing.
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
    """One box for all parts of an article, which takes the first one's place."""
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
    """The nearest element around that is more than a paragraph or what stands in one."""
    while element.tag in _PARTS and (parent := element.getparent()) is not None:
        element = parent
    return element


def running(blocks: list[Block]) -> list[Block]:
    """The blocks of running text: paragraphs of some length that are not made of links."""
    return [block for block in blocks if block.linked < 0.5 and word_count(block.text) >= SHORTEST]


def running_words(blocks: list[Block]) -> int:
    """Words of running text."""
    return sum(word_count(block.text) for block in running(blocks))


class _Surroundings:
    """What stands in the same box as the headline: inside one of the few elements around it."""

    def __init__(self, title: HtmlElement | None) -> None:
        around = islice(title.iterancestors(), NEAR) if title is not None else ()
        self._boxes = [box for box in around if box.tag not in ("body", "html", "form")]

    def running_words(self, line: list[Block] | None) -> int:
        """Words of running text in the widest of them. `line`: the page's blocks of it, where they are read already."""
        if not self._boxes:
            return 0
        return running_words(read_blocks(self._boxes[-1]) if line is None else _inside(self._boxes[-1], line))

    def __contains__(self, element: HtmlElement) -> bool:
        return any(ancestor in self._boxes for ancestor in element.iterancestors())

"""Finds the element that holds the article: by selector, else by where trafilatura found its text."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from normalize.blocks import Block, read_blocks
from normalize.extract import extracted_text
from normalize.text import squeezed, word_count, words
from seeds.platforms import find_all

COVERAGE = 0.9
"""Share of the text that trafilatura found which the container must hold."""
SHORTEST = 8
"""Words that a selected element must have to be taken for the container."""
SHARE = 0.25
"""Share of the page's running text that a selected element away from the headline must hold."""
NEAR_SHARE = 0.05
"""The same of one that stands by the headline: an article of one sentence has little beside full sidebars."""
_TEXTS = cast("Callable[[HtmlElement], list[str]]", etree.XPath("descendant::text()", smart_strings=False))
NEAR = 3
"""Levels above the headline within which what stands there belongs to it."""


def by_selector(
    tree: HtmlElement, selectors: tuple[str, ...], title: HtmlElement | None = None, running: int | None = None
) -> HtmlElement | None:
    """The longest element of the first selector that gives one with the article's text; else pictures by the headline.

    An element far from the headline with little of the page's running text is some box of the same class.
    `running`: how many words of that the page has, where they are counted already.
    """
    beside = _Surroundings(title)
    for selector in selectors:
        found = [element for element in find_all(tree, selector) if _has_text(element)]
        near = [element for element in found if element in beside]
        if near or found:
            longest = max(near or found, key=lambda element: len(str(element.text_content())))
            if _has_share(longest, tree, NEAR_SHARE if near else SHARE, running):
                return longest
    if beside.running_words() >= SHORTEST:
        return None
    boxes = (element for selector in selectors for element in find_all(tree, selector) if element in beside)
    return next((element for element in boxes if element.find(".//img") is not None), None)


def by_trafilatura(tree: HtmlElement) -> HtmlElement | None:
    """The smallest element that holds nearly all the text that trafilatura takes from the (pruned) page."""
    text = squeezed(extracted_text(tree) or "")
    if not text:
        return None
    found = [block for block in read_blocks(tree) if len(block.text) >= 30 and squeezed(block.text) in text]
    return _common(found) if found else None


def _common(blocks: list[Block]) -> HtmlElement | None:
    weights: dict[HtmlElement, int] = {}
    total = 0
    for block in blocks:
        if block.element is None:
            continue
        total += len(block.text)
        for element in (block.element, *block.element.iterancestors()):
            weights[element] = weights.get(element, 0) + len(block.text)
    holding = [element for element, weight in weights.items() if weight >= COVERAGE * total]
    return max(holding, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)


def _has_text(element: HtmlElement) -> bool:
    return len(words(str(element.text_content()))) >= SHORTEST


def _has_share(element: HtmlElement, tree: HtmlElement, share: float, running: int | None) -> bool:
    """Whether so much of the page's running text stands in an element. All its words are counted before it is read."""
    found = running_words(read_blocks(element))
    if running is None and found >= share * len(" ".join(_TEXTS(tree)).split()):
        return True
    return found >= share * (running_words(read_blocks(tree)) if running is None else running)


def running_words(blocks: list[Block]) -> int:
    """Words in paragraphs that are not made of links."""
    lengths = ((word_count(block.text), block.linked) for block in blocks)
    return sum(length for length, linked in lengths if length >= SHORTEST and linked < 0.5)


class _Surroundings:
    """What stands in the same box as the headline: inside one of the few elements around it."""

    def __init__(self, title: HtmlElement | None) -> None:
        around = islice(title.iterancestors(), NEAR) if title is not None else ()
        self._boxes = [box for box in around if box.tag not in ("body", "html", "form")]

    def running_words(self) -> int:
        """Words of running text in the widest of them."""
        return running_words(read_blocks(self._boxes[-1])) if self._boxes else 0

    def __contains__(self, element: HtmlElement) -> bool:
        return any(ancestor in self._boxes for ancestor in element.iterancestors())

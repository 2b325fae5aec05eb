"""Finds the element that holds the article: by selector, else by where trafilatura found its text."""

from __future__ import annotations

from itertools import islice

from lxml.html import HtmlElement

from normalize.blocks import Block, read_blocks
from normalize.extract import extracted_text
from normalize.text import squeezed, words
from seeds.platforms import find_all

COVERAGE = 0.9
"""Share of the text that trafilatura found which the container must hold."""
SHORTEST = 8
"""Words that a selected element must have to be taken for the container."""

NEAR = 3
"""Levels above the headline within which a container without text must stand to be its article."""


def by_selector(
    tree: HtmlElement, selectors: tuple[str, ...], title: HtmlElement | None = None
) -> HtmlElement | None:
    """The longest element with some text of the first selector that gives one; else pictures beside the headline."""
    for selector in selectors:
        found = [element for element in find_all(tree, selector) if _has_text(element)]
        if found:
            return max(found, key=lambda element: len(str(element.text_content())))
    beside = (element for selector in selectors for element in find_all(tree, selector) if _is_beside(title, element))
    return next((element for element in beside if element.find(".//img") is not None), None)


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


def _is_beside(title: HtmlElement | None, element: HtmlElement) -> bool:
    """Whether the headline stands in the same box as the element: boxes of pictures elsewhere are no article."""
    boxes = set(islice(title.iterancestors(), NEAR)) if title is not None else set()
    return any(ancestor in boxes for ancestor in element.iterancestors())

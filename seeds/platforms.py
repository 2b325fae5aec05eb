"""Recognises the CMS that built a page by its platform's signature."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import cast

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from seeds.model import Platform


@lru_cache(maxsize=4096)
def compiled(selector: str) -> CSSSelector:
    """A selector ready for use. It was checked when its file was loaded."""
    return CSSSelector(selector, translator="html")


def find_all(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    """All elements that a selector gives, in document order."""
    return cast("list[HtmlElement]", compiled(selector)(tree))


def select(tree: HtmlElement, selectors: Iterable[str]) -> list[HtmlElement]:
    """All elements that the first selector with any match gives, in document order."""
    for selector in selectors:
        found = find_all(tree, selector)
        if found:
            return found
    return []


def recognise(tree: HtmlElement, candidates: tuple[Platform, ...]) -> Platform:
    """The candidate with the most signatures on the page; the last candidate (the generic one) where none has any."""
    if len(candidates) == 1:
        return candidates[0]
    scores = [sum(1 for mark in platform.signature if find_all(tree, mark)) for platform in candidates]
    best = max(scores)
    return candidates[scores.index(best)] if best else candidates[-1]

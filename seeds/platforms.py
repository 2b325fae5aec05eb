"""Recognises the CMS that built a page by its platform's signature."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import cast

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from seeds.model import Platform
from seeds.presence import Names, names_on, present


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


def recognise(tree: HtmlElement, candidates: tuple[Platform, ...], names: Names | None = None) -> Platform:
    """The candidate with the most signatures on the page; the last candidate (the generic one) where none has any.

    `names`: the classes and ids on the page, where they are known already.
    """
    if len(candidates) == 1:
        return candidates[0]
    names = names or names_on(tree)
    own = [platform for platform in candidates if not platform.last_resort]
    return _most_signs(tree, own, names) or _most_signs(tree, candidates, names) or candidates[-1]


def _most_signs(tree: HtmlElement, candidates: Sequence[Platform], names: Names) -> Platform | None:
    scores = [sum(1 for mark in present(platform.signature, names) if find_all(tree, mark)) for platform in candidates]
    best = max(scores, default=0)
    return candidates[scores.index(best)] if best else None

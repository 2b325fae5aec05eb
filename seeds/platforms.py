"""Recognises the CMS that built a page by its platform's signature."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import cast

from cssselect.xpath import XPathExpr
from lxml import etree
from lxml.cssselect import CSSSelector, LxmlHTMLTranslator
from lxml.html import HtmlElement

from seeds.model import Platform
from seeds.presence import Names, names_on, present

_PLAIN = re.compile(r"[.#][A-Za-z][\w-]*")
_NAMED = cast("Callable[[HtmlElement], list[HtmlElement]]", etree.XPath("descendant-or-self::*[@class or @id]"))


class _Quick(LxmlHTMLTranslator):  # type: ignore[misc]  # lxml-stubs knows it as Any
    """Looks whether an attribute holds the name at all before it takes the attribute apart: most hold others."""

    def xpath_attrib_includes(self, xpath: XPathExpr, name: str, value: str | None) -> XPathExpr:
        if value and not any(map(str.isspace, value)):
            xpath.add_condition(f"contains({name}, {self.xpath_literal(value)})")
        return cast("XPathExpr", super().xpath_attrib_includes(xpath, name, value))


@lru_cache(maxsize=4096)
def compiled(selector: str) -> CSSSelector:
    """A selector ready for use. It was checked when its file was loaded."""
    return CSSSelector(selector, translator=_Quick())


def find_all(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    """All elements that a selector gives, in document order."""
    return cast("list[HtmlElement]", compiled(selector)(tree))


def is_plain(selector: str) -> bool:
    """Whether a selector is a class or an id and nothing else."""
    return _PLAIN.fullmatch(selector) is not None


def find_plain(tree: HtmlElement, selectors: Iterable[str]) -> list[HtmlElement]:
    """All elements that any of these classes and ids gives, in document order: one look at the page for all of them."""
    wanted = list(selectors)
    classes = frozenset(one[1:] for one in wanted if one[0] == ".")
    ids = frozenset(one[1:] for one in wanted if one[0] == "#")
    return [
        element
        for element in _NAMED(tree)
        if element.get("id") in ids or not classes.isdisjoint((element.get("class") or "").split())
    ]


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
    """The first of those with the most. Who may have many is looked at first: for most others there is no need then."""
    marks = [present(platform.signature, names) for platform in candidates]
    best, most = len(candidates), 1
    for at in sorted(range(len(candidates)), key=lambda at: -len(marks[at])):
        if (len(marks[at]), -at) > (most, -best):
            found = sum(1 for mark in marks[at] if find_all(tree, mark))
            if (found, -at) > (most, -best):
                best, most = at, found
    return candidates[best] if best < len(candidates) else None

"""CSS selectors as XPath expressions that look at a page's classes once: a page takes some twenty of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import cast

from cssselect.xpath import XPathExpr
from lxml import etree
from lxml.cssselect import CSSSelector, LxmlHTMLTranslator
from lxml.html import HtmlElement

_PLAIN = re.compile(r"[.#][A-Za-z][\w-]*", re.ASCII)
_ATTRIBUTE = re.compile(r"@[\w-]+")
_Find = Callable[[HtmlElement], list[HtmlElement]]


class _Quick(LxmlHTMLTranslator):  # type: ignore[misc]  # lxml-stubs knows it as Any
    """Finds an attribute once for all that is asked of it; an element without it is asked nothing more."""

    def xpath_attrib_includes(self, xpath: XPathExpr, name: str, value: str | None) -> XPathExpr:
        if not value or any(map(str.isspace, value)):
            return cast("XPathExpr", super().xpath_attrib_includes(xpath, name, value))
        return self._ask(xpath, name, lambda it: _includes(it, value))

    def xpath_attrib_substringmatch(self, xpath: XPathExpr, name: str, value: str | None) -> XPathExpr:
        if not value:
            return cast("XPathExpr", super().xpath_attrib_substringmatch(xpath, name, value))
        return self._ask(xpath, name, lambda it: f"contains({it}, {self.xpath_literal(value)})")

    def _ask(self, xpath: XPathExpr, name: str, condition: Callable[[str], str]) -> XPathExpr:
        """`name`: the attribute, or a function of it (the lower case of what it says)."""
        attribute = _ATTRIBUTE.search(name)
        xpath.add_condition(
            f"{attribute[0]}[{condition(name.replace(attribute[0], '.'))}]" if attribute else condition(name)
        )
        return xpath


def _includes(it: str, name: str) -> str:
    """Whether a list of names has one: looked for as a part first, because most lists have no such part."""
    literal, whole = (LxmlHTMLTranslator.xpath_literal(text) for text in (name, f" {name} "))
    return f"contains({it}, {literal}) and contains(concat(' ', normalize-space({it}), ' '), {whole})"


@lru_cache(maxsize=4096)
def compiled(selector: str) -> _Find:
    """A selector ready for use. It was checked when its file was loaded."""
    return _plain((selector,)) if is_plain(selector) else cast("_Find", CSSSelector(selector, translator=_Quick()))


def find_all(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    """All elements that a selector gives, in document order."""
    return compiled(selector)(tree)


def is_plain(selector: str) -> bool:
    """Whether a selector is a class or an id and nothing else."""
    return _PLAIN.fullmatch(selector) is not None


def find_plain(tree: HtmlElement, selectors: Iterable[str]) -> list[HtmlElement]:
    """All elements that any of these classes and ids gives, in document order: one look at the page for all of them."""
    wanted = tuple(selectors)
    return _plain(wanted)(tree) if wanted else []


@lru_cache(maxsize=4096)
def _plain(selectors: tuple[str, ...]) -> _Find:
    """By the attributes themselves, which takes half as long as asking each element for its own."""
    classes = [_includes(".", one[1:]) for one in selectors if one[0] == "."]
    ids = [f". = '{one[1:]}'" for one in selectors if one[0] == "#"]
    named = ((name, " or ".join(tests)) for name, tests in (("class", classes), ("id", ids)) if tests)
    return cast("_Find", etree.XPath(" | ".join(f"descendant-or-self::*/@{name}[{tests}]/.." for name, tests in named)))


def select(tree: HtmlElement, selectors: Iterable[str]) -> list[HtmlElement]:
    """All elements that the first selector with any match gives, in document order."""
    return next(filter(None, (find_all(tree, selector) for selector in selectors)), [])

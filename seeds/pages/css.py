"""CSS selectors as XPath expressions that look a page's classes up once: a page takes some twenty of them."""

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
_BEARERS = {name: cast("_Find", etree.XPath(f"descendant-or-self::*[@{name}]")) for name in ("class", "id")}


@lru_cache
def _values(attribute: str) -> Callable[[HtmlElement], list[str]]:
    path = etree.XPath(f"descendant-or-self::*/@{attribute}", smart_strings=False)
    return cast("Callable[[HtmlElement], list[str]]", path)


def values_of(tree: HtmlElement, attribute: str) -> list[str]:
    """Return all values of an attribute in a tree, in the order of its elements."""
    return _values(attribute)(tree)


class _Quick(LxmlHTMLTranslator):  # type: ignore[misc]  # lxml-stubs knows it as Any
    """Translator that looks an attribute up once for all conditions on it; elements without it are skipped."""

    def xpath_attrib_includes(self, xpath: XPathExpr, name: str, value: str | None) -> XPathExpr:
        if not value or any(map(str.isspace, value)):
            return cast("XPathExpr", super().xpath_attrib_includes(xpath, name, value))
        return self._ask(xpath, name, lambda it: _includes(it, value))

    def xpath_attrib_substringmatch(self, xpath: XPathExpr, name: str, value: str | None) -> XPathExpr:
        if not value:
            return cast("XPathExpr", super().xpath_attrib_substringmatch(xpath, name, value))
        return self._ask(xpath, name, lambda it: f"contains({it}, {self.xpath_literal(value)})")

    def _ask(self, xpath: XPathExpr, name: str, condition: Callable[[str], str]) -> XPathExpr:
        """Add a condition on an attribute; `name` is the attribute, or a function of it (its lower case)."""
        attribute = _ATTRIBUTE.search(name)
        xpath.add_condition(
            f"{attribute[0]}[{condition(name.replace(attribute[0], '.'))}]" if attribute else condition(name)
        )
        return xpath


def _includes(it: str, name: str) -> str:
    """Build the test that a list of names has one: a part of it is tested first, because most lists fail that test."""
    literal, whole = (LxmlHTMLTranslator.xpath_literal(text) for text in (name, f" {name} "))
    return f"contains({it}, {literal}) and contains(concat(' ', normalize-space({it}), ' '), {whole})"


@lru_cache(maxsize=4096)
def compiled(selector: str) -> _Find:
    """Compile a selector. It was checked when its file was loaded."""
    return _plain(selector) if is_plain(selector) else cast("_Find", CSSSelector(selector, translator=_Quick()))


def find_all(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    """Return all elements that a selector matches, in document order."""
    return compiled(selector)(tree)


def is_plain(selector: str) -> bool:
    """Check whether a selector is a class or an id and nothing else."""
    return _PLAIN.fullmatch(selector) is not None


def find_plain(tree: HtmlElement, selectors: Iterable[str]) -> list[HtmlElement]:
    """Return all elements with any of these classes and ids, classes first; each attribute is looked up once."""
    wanted = list(selectors)
    classes, ids = (frozenset(one[1:] for one in wanted if one[0] == sign) for sign in ".#")
    by_class = _bearing(tree, "class", lambda names: not classes.isdisjoint(names.split())) if classes else []
    return by_class + (_bearing(tree, "id", ids.__contains__) if ids else [])


def _bearing(tree: HtmlElement, attribute: str, is_wanted: Callable[[str], bool]) -> list[HtmlElement]:
    """Return the elements whose attribute is wanted. Each value is tested once: elements share a few values."""
    values = values_of(tree, attribute)
    wanted = frozenset(filter(is_wanted, set(values)))
    if not wanted:
        return []
    return [one for value, one in zip(values, _BEARERS[attribute](tree), strict=True) if value in wanted]


def _plain(selector: str) -> _Find:
    """Compile a class or an id by the attribute itself, which takes half as long as asking each element for its own."""
    name, value = ("class", _includes(".", selector[1:])) if selector[0] == "." else ("id", f". = '{selector[1:]}'")
    return cast("_Find", etree.XPath(f"descendant-or-self::*/@{name}[{value}]/.."))


def select(tree: HtmlElement, selectors: Iterable[str]) -> list[HtmlElement]:
    """Return all elements that the first selector with any match gives, in document order."""
    return next(filter(None, (find_all(tree, selector) for selector in selectors)), [])

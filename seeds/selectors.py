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
_BEARERS = {name: cast("_Find", etree.XPath(f"descendant-or-self::*[@{name}]")) for name in ("class", "id")}


@lru_cache
def _values(attribute: str) -> Callable[[HtmlElement], list[str]]:
    path = etree.XPath(f"descendant-or-self::*/@{attribute}", smart_strings=False)
    return cast("Callable[[HtmlElement], list[str]]", path)


def values_of(tree: HtmlElement, attribute: str) -> list[str]:
    """All that an attribute says in a tree, in the order of its elements."""
    return _values(attribute)(tree)


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
    return _plain(selector) if is_plain(selector) else cast("_Find", CSSSelector(selector, translator=_Quick()))


def find_all(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    """All elements that a selector gives, in document order."""
    return compiled(selector)(tree)


def is_plain(selector: str) -> bool:
    """Whether a selector is a class or an id and nothing else."""
    return _PLAIN.fullmatch(selector) is not None


def find_plain(tree: HtmlElement, selectors: Iterable[str]) -> list[HtmlElement]:
    """All elements that any of these classes and ids gives, by class first: one look at the page for all of them."""
    wanted = list(selectors)
    classes, ids = (frozenset(one[1:] for one in wanted if one[0] == sign) for sign in ".#")
    by_class = _bearing(tree, "class", lambda names: not classes.isdisjoint(names.split())) if classes else []
    return by_class + (_bearing(tree, "id", ids.__contains__) if ids else [])


def _bearing(tree: HtmlElement, attribute: str, is_wanted: Callable[[str], bool]) -> list[HtmlElement]:
    """The elements whose attribute is wanted. Most on a page have one of a few values, each of which is asked once."""
    values = values_of(tree, attribute)
    wanted = frozenset(filter(is_wanted, set(values)))
    if not wanted:
        return []
    return [one for value, one in zip(values, _BEARERS[attribute](tree), strict=True) if value in wanted]


def _plain(selector: str) -> _Find:
    """By the attribute itself, which takes half as long as asking each element for its own."""
    name, value = ("class", _includes(".", selector[1:])) if selector[0] == "." else ("id", f". = '{selector[1:]}'")
    return cast("_Find", etree.XPath(f"descendant-or-self::*/@{name}[{value}]/.."))


def select(tree: HtmlElement, selectors: Iterable[str]) -> list[HtmlElement]:
    """All elements that the first selector with any match gives, in document order."""
    return next(filter(None, (find_all(tree, selector) for selector in selectors)), [])

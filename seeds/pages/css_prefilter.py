"""Prefilter of CSS selectors: the classes and ids on a page show which can match, without running a single one.

A page bears a few of the hundreds of classes that platform files name. Running every selector over the whole tree was a
third of the time that a page took; looking the names up first leaves a handful to run.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cssselect
from cssselect.parser import Attrib, Class, CombinedSelector, Hash
from lxml.html import HtmlElement

from seeds.config.site import Clean
from seeds.pages.css import values_of


@dataclass(frozen=True, slots=True)
class Names:
    """The classes and ids of a page, and its addresses and meta tags."""

    whole: frozenset[str]
    text: str
    """All classes and ids in lower case, for selectors that name a part."""
    links: str
    """All addresses in the page's links and scripts, in lower case."""
    contents: str
    """All contents of the page's meta tags, in lower case."""


@dataclass(frozen=True, slots=True)
class _Needed:
    """Names that must be on a page for one alternative of a selector to match."""

    whole: frozenset[str]
    parts: tuple[str, ...]
    links: tuple[str, ...]
    contents: tuple[str, ...]


def names_on(tree: HtmlElement) -> Names:
    """Collect the names on a page."""
    classes = " ".join(values_of(tree, "class"))
    ids = values_of(tree, "id")
    links = " ".join((*values_of(tree, "href"), *values_of(tree, "src"))).lower()
    contents = "\n".join(values_of(tree, "content")).lower()
    return Names(frozenset((*classes.split(), *ids)), f"{classes} {' '.join(ids)}".lower(), links, contents)


def narrowed(clean: Clean, names: Names) -> Clean:
    """Return the rules without the selectors that can't match on a page with these names."""
    kept: dict[str, Any] = {
        field: getattr(clean, field) if field == "lines" else present(getattr(clean, field), names)
        for field in type(clean).model_fields
    }
    return Clean.model_construct(**kept)


def present(selectors: tuple[str, ...], names: Names) -> tuple[str, ...]:
    """Return the selectors that may match."""
    return tuple(selector for selector in selectors if _possible(selector, names))


def _possible(selector: str, names: Names) -> bool:
    for needed in _needed(selector):
        if (
            needed.whole <= names.whole
            and (not needed.parts or all(part in names.text for part in needed.parts))
            and (not needed.links or all(part in names.links for part in needed.links))
            and (not needed.contents or all(part in names.contents for part in needed.contents))
        ):
            return True
    return False


@lru_cache(maxsize=4096)
def _needed(selector: str) -> tuple[_Needed, ...]:
    return tuple(_of_tree(alternative.parsed_tree) for alternative in cssselect.parse(selector))


def _of_tree(tree: object) -> _Needed:
    """Collect the names that the positive parts of a selector need; parts in :not() and the like need nothing."""
    whole: set[str] = set()
    parts: list[str] = []
    links: list[str] = []
    contents: list[str] = []
    while tree is not None:
        if isinstance(tree, Class):
            whole.add(tree.class_name)
        elif isinstance(tree, Hash):
            whole.add(tree.id)
        elif isinstance(tree, Attrib):
            parts += _part(tree, ("class", "id"))
            links += _part(tree, ("href", "src"))
            contents += _part(tree, ("content",))
        elif isinstance(tree, CombinedSelector):
            right = _of_tree(tree.subselector)
            whole |= right.whole
            parts += right.parts
            links += right.links
            contents += right.contents
        tree = getattr(tree, "selector", None)
    return _Needed(frozenset(whole), tuple(parts), tuple(links), tuple(contents))


def _part(tree: Attrib, attributes: tuple[str, ...]) -> list[str]:
    if tree.attrib not in attributes or tree.operator not in ("*=", "^=", "$=", "=", "~=") or tree.value is None:
        return []
    return [str(getattr(tree.value, "value", tree.value)).lower()]

"""The headline: by selector, else from what the page says of itself, else from the list that named it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from corpus.records import Hints
from normalize.metadata import Metadata
from normalize.text import one_line, squeezed, words
from seeds.platforms import find_all

_SEPARATORS = re.compile(r"\s+(?:[|»«›·•:]+|[-–—])\s+|\s*\|\s*|\s*::\s*|\s*»\s*")
_UNSEEN = re.compile(r"\b(?:noindex|offs|sr-only|visually-hidden|screen-reader-text|hidden|invisible)\b")
LONGEST = 500
"""Characters: what is longer is no headline."""


@dataclass(frozen=True, slots=True)
class Title:
    """A headline as the page gives it."""

    text: str = ""
    element: HtmlElement | None = None
    """The element that shows it, where one does."""
    certain: bool = False
    """Whether a class of its own or JSON-LD says so; an h1 or the document's title may be the site's name."""


def title_of(
    tree: HtmlElement, selectors: tuple[str, ...], metadata: Metadata, hints: Hints, site_name: str
) -> Title:
    """The headline by selector, metadata or list; one without text where there is none."""
    for found in _candidates(tree, selectors, metadata, hints):
        title = one_line(found.text)
        if 0 < len(title) <= LONGEST and any(map(str.isalpha, title)) and squeezed(title) != squeezed(site_name):
            return replace(found, text=title)
    return Title()


def _candidates(
    tree: HtmlElement, selectors: tuple[str, ...], metadata: Metadata, hints: Hints
) -> Iterator[Title]:
    document = one_line(tree.findtext(".//head/title") or "")
    named = squeezed(f"{document} {metadata.first('og:title') or ''}")
    for selector in selectors:
        shown = [element for element in find_all(tree, selector) if not _UNSEEN.search(element.get("class") or "")]
        for element in sorted(shown, key=lambda element: _doubt(element, named))[:3]:
            yield Title(str(element.text_content()), element, certain=any(mark in selector for mark in ".#["))
    headline = metadata.of_article("headline")
    if isinstance(headline, str):
        yield Title(headline, certain=True)
    yield from _shown_headings(tree, document)
    if hints.title and len(words(hints.title)) >= 3:
        yield Title(hints.title, certain=True)
    if metadata.first("og:title"):
        yield Title(without_site(metadata.first("og:title") or ""))
    yield Title(without_site(document))


def _doubt(element: HtmlElement, named: str) -> int:
    """How unlikely it is that of several elements of one selector this is the headline; ties keep their order."""
    text = str(element.text_content())
    if len(words(text)) >= 3 and squeezed(text) in named:
        return 0
    return 1 if len(words(text)) >= 4 else 2


def _shown_headings(tree: HtmlElement, document: str) -> Iterator[Title]:
    """Headings whose words stand in the document's title; then a lone h1."""
    whole = squeezed(document)
    for element in tree.iter("h1", "h2", "h3"):
        text = squeezed(str(element.text_content()))
        if len(text) >= 8 and whole.startswith(text):
            yield Title(str(element.text_content()), element, certain=True)
    ones = list(tree.iter("h1"))
    if len(ones) == 1 and len(words(str(ones[0].text_content()))) >= 3:
        yield Title(str(ones[0].text_content()), ones[0])


def without_site(document: str) -> str:
    """A document's title without the site's name: its longest part."""
    return max(_SEPARATORS.split(document), key=lambda part: len(words(part)), default="").strip() or document

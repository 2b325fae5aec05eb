"""The headline: by selector, else from what the page says of itself, else from the list that named it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from corpus.records import Hints
from normalize.metadata import Metadata
from normalize.text import one_line, squeezed, words
from seeds.platforms import find_all

_SEPARATORS = re.compile(r"\s+(?:[|»«›·•:]+|[-–—])\s+|\s*\|\s*|\s*::\s*|\s*»\s*")
LONGEST = 500
"""Characters: what is longer is no headline."""


def title_of(
    tree: HtmlElement, selectors: tuple[str, ...], metadata: Metadata, hints: Hints, site_name: str
) -> tuple[str, HtmlElement | None]:
    """The headline and the element that shows it (None where no element does). An empty string where there is none."""
    for text, element in _candidates(tree, selectors, metadata, hints):
        title = one_line(text)
        if 0 < len(title) <= LONGEST and any(map(str.isalpha, title)) and squeezed(title) != squeezed(site_name):
            return title, element
    return "", None


def _candidates(
    tree: HtmlElement, selectors: tuple[str, ...], metadata: Metadata, hints: Hints
) -> Iterator[tuple[str, HtmlElement | None]]:
    for selector in selectors:
        for element in find_all(tree, selector)[:3]:
            yield str(element.text_content()), element
    headline = metadata.of_article("headline")
    if isinstance(headline, str):
        yield headline, None
    document = one_line(tree.findtext(".//head/title") or "")
    yield from _shown_headings(tree, document)
    if hints.title and len(words(hints.title)) >= 3:
        yield hints.title, None
    if metadata.first("og:title"):
        yield without_site(metadata.first("og:title") or ""), None
    yield without_site(document), None


def _shown_headings(tree: HtmlElement, document: str) -> Iterator[tuple[str, HtmlElement]]:
    """Headings whose words stand in the document's title; then a lone h1."""
    whole = squeezed(document)
    for element in tree.iter("h1", "h2", "h3"):
        text = squeezed(str(element.text_content()))
        if len(text) >= 8 and whole.startswith(text):
            yield str(element.text_content()), element
    ones = list(tree.iter("h1"))
    if len(ones) == 1 and len(words(str(ones[0].text_content()))) >= 3:
        yield str(ones[0].text_content()), ones[0]


def without_site(document: str) -> str:
    """A document's title without the site's name: its longest part."""
    return max(_SEPARATORS.split(document), key=lambda part: len(words(part)), default="").strip() or document

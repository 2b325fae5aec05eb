"""Choose the headline: by selector, else from the page's metadata, else from the list that named the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from corpus.articles.records import Hints, Source
from normalize.fields.metadata import Metadata
from normalize.text import one_line, squeezed, unescaped, word_count, words
from seeds.pages.css import find_all

_SEPARATORS = re.compile(r"(?<=\s)(?:[|»«›·•:]+|[-–—])(?=\s)|\||::|»")
_UNSEEN = re.compile(
    r"\b(?:noindex|offs|sr-only|visually-hidden|screen-reader-text|hidden|invisible)\b|site-?(?:title|name)\b"
)
"""Names of headings that no reader sees, or that show the site's name."""
_PORTAL = re.compile(r"(?:trang (?:tin|thông tin)|cổng thông tin|website)\b", re.IGNORECASE)
_UNIT = re.compile(r"(?:tỉnh|thành|huyện|thị|quận|đảng) (?:ủy|uỷ|bộ)\b|ubnd\b|ủy ban|uỷ ban", re.IGNORECASE)
LONGEST_SITE_NAME = 9
"""Words of the longest site name in a page's title; headlines with such a beginning are longer."""
LONGEST = 500
"""Characters of the longest headline."""
MOST_WORDS = 45
"""Words of the longest headline; the longest of 269 headlines of real pages and gold has 32."""
SENTENCE = 25
"""Words from which on a line with a full stop is a paragraph."""
_NO_VALUE = re.compile(r"(?:(?:null|undefined|none|nan)\b[\s:|–-]{0,5}){1,4}", re.IGNORECASE)
"""Words that programs print for a missing value."""


@dataclass(frozen=True, slots=True)
class Title:
    """A headline as the page gives it."""

    text: str = ""
    element: HtmlElement | None = None
    """The element that shows it, if one does."""
    certain: bool = False
    """True if a class of its own or JSON-LD names it as the headline; an h1 or the document's title may be the site's
    name.
    """
    source: str = Source.TEXT.value
    """The selector that shows it, or the kind of its source."""


def title_of(tree: HtmlElement, selectors: tuple[str, ...], metadata: Metadata, hints: Hints, site_name: str) -> Title:
    """Return the headline by selector, metadata or list; one without text where there is none."""
    for found in _candidates(tree, selectors, metadata, hints):
        title = headline_text(found.text)
        if is_headline(title, certain=found.certain) and squeezed(title) != squeezed(site_name):
            return replace(found, text=title)
    return Title()


def without_host_name(title: str, url: str) -> str:
    """Remove the portal's own name at a headline's end, where that is the name of its host ("… | RenoFi")."""
    head, mark, name = title.rpartition(" | ")
    letters = "".join(filter(str.isalnum, name.lower()))
    labels = (urlsplit(url).hostname or "").split(".")[:-1]
    return head.strip() if mark and head.strip() and letters in labels else title


def headline_text(text: str) -> str:
    """Return a headline on one line, without escapes that a CMS left in it and without "null" for a missing part."""
    return without_literals(one_line(unescaped(text)))


def is_headline(title: str, *, certain: bool = False) -> bool:
    """Decide whether a text can be a headline: it has letters, and is no paragraph.

    A sentence with its full stop is one only where its own class or statement says so (`certain`).
    """
    if not 0 < len(title) <= LONGEST or not any(map(str.isalpha, title)):
        return False
    count = word_count(title)
    return count <= MOST_WORDS and (certain or not (count >= SENTENCE and title.endswith(".")))


def _candidates(tree: HtmlElement, selectors: tuple[str, ...], metadata: Metadata, hints: Hints) -> Iterator[Title]:
    document = one_line(tree.findtext(".//head/title") or "")
    named = squeezed(f"{document} {metadata.first('og:title') or ''}")
    headline = metadata.of_article("headline")
    for selector in selectors:
        certain = any(mark in selector for mark in ".#[")
        shown = [element for element in find_all(tree, selector) if may_be_title(element)]
        for element in sorted(shown, key=lambda element: _doubt(element, named))[:3]:
            # One h1 of several may head anything: JSON-LD goes before an h1 that is not the page's own name.
            if certain or len(shown) == 1 or not headline or _doubt(element, named) == 0:
                yield Title(str(element.text_content()), element, certain, selector)
    if isinstance(headline, str):
        yield Title(headline, certain=True, source=Source.JSON_LD.value)
    yield from _shown_headings(tree, document)
    if hints.title and len(words(hints.title)) >= 3:
        yield Title(hints.title, certain=True, source=Source.LIST.value)
    if metadata.first("og:title"):
        yield Title(without_site(metadata.first("og:title") or ""), source=Source.META.value)
    yield Title(without_site(document), source=Source.META.value)


def without_literals(line: str) -> str:
    """Remove what a program printed for a missing value at a headline's start, if other text follows."""
    rest = line[match.end() :] if (match := _NO_VALUE.match(line)) else line
    return rest if any(map(str.isalpha, rest)) else line


def may_be_title(element: HtmlElement) -> bool:
    """Decide whether an element's classes leave room for it to be the headline."""
    return _UNSEEN.search(element.get("class") or "") is None


def _doubt(element: HtmlElement, named: str) -> int:
    """Rate the doubt that an element, one of several of one selector, is the headline; ties keep their order."""
    text = str(element.text_content())
    if word_count(text) >= 3 and squeezed(text) in named:
        return 0
    return 1 if word_count(text) >= 4 else 2


def _shown_headings(tree: HtmlElement, document: str) -> Iterator[Title]:
    """Yield headings whose words are in the document's title; then a lone h1."""
    whole = squeezed(document)
    for element in tree.iter("h1", "h2", "h3"):
        text = squeezed(str(element.text_content()))
        if len(text) >= 8 and whole.startswith(text) and may_be_title(element):
            yield Title(str(element.text_content()), element, certain=True)
    ones = list(filter(may_be_title, tree.iter("h1")))
    if len(ones) == 1 and len(words(str(ones[0].text_content()))) >= 3:
        yield Title(str(ones[0].text_content()), ones[0])


def names_better(line: str, title: str, named: str) -> bool:
    """Decide whether a line is the page's name, while the title is not, or only a part of it.

    `named`: the page's names, squeezed.
    """
    whole, part = squeezed(line), squeezed(title)
    return whole in named and (part not in named or (part != whole and part in whole))


def is_site_name(text: str) -> bool:
    """Decide whether a line is a site's name ("Trang tin Đảng bộ …", "TỈNH ỦY …"): old sites give it to all pages."""
    if word_count(text) > LONGEST_SITE_NAME:
        return False
    return _PORTAL.match(text) is not None or (text.isupper() and _UNIT.match(text) is not None)


def without_site(document: str) -> str:
    """Remove the site's name from a document's title: keep the longest part."""
    return max(_SEPARATORS.split(document), key=lambda part: len(words(part)), default="").strip() or document

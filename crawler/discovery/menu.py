"""Sections that no site file names: links of the navigation, and a check that the linked page is a list."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

from lxml.etree import _Element

from crawler.discovery.list_blocks import text_of
from crawler.discovery.named_articles import ListReading
from seeds.config.site import Site
from seeds.pages.css import select

LEAST_ITEMS = 3
"""Articles in one place, at least: fewer are a teaser box and no section."""
MOST_WORDS = 150
"""Words of running text beside the items, at most. A list has captions and notices, an article has more (cf.
`kinds.SUMMARY`)."""
MAX_TITLE = 60
"""Letters of a section's name; longer links in a navigation are headlines."""

_NAVIGATION = re.compile(r"(?:^|[-_ ])(?:main|top|left|mega)?(?:nav(?:bar|igation)?|menu)(?:$|[-_ \d])", re.IGNORECASE)
_PAGES = re.compile(r"(?:^|/)[^/.]*(?:\.(?:aspx?|html?|php|jsp))?/?$", re.IGNORECASE)
_HOME = re.compile(r"/?(?:pages/)?(?:default|index|home|trang-?chu)?(?:\.\w{3,5})?/?", re.IGNORECASE)


def is_menu_link(element: _Element, address: str) -> bool:
    """Decide whether a link is part of a navigation and may lead to a section."""
    path = urlsplit(address).path
    named = 0 < len(text_of(element)) <= MAX_TITLE
    return named and bool(_PAGES.search(path)) and not _HOME.fullmatch(path) and _in_navigation(element)


def leads_to_list(root: _Element, reading: ListReading, site: Site) -> bool:
    """Decide whether a page of the menu is a list: has further pages, or several articles and little other text."""
    if reading.further:
        return True
    items = sum(article.in_list for article in reading.articles)
    shown = (found for platform in site.platforms if (found := select(root, platform.clean.content)))
    words = [_words(element) for element in next(shown, [])] or _words_by_holder(root)
    return items >= LEAST_ITEMS and max(words, default=0) <= MOST_WORDS


def _words_by_holder(root: _Element) -> list[int]:
    """Count words of paragraphs per parent: those of an article share one, each summary of a list has its own."""
    holders: Counter[_Element | None] = Counter()
    for paragraph in root.iter("p"):
        holders[paragraph.getparent()] += _words(paragraph)
    return [*holders.values()]


def _in_navigation(element: _Element) -> bool:
    for holder in element.iterancestors():
        names = f"{holder.get('id') or ''} {holder.get('class') or ''}"
        if holder.tag == "nav" or holder.get("role") in ("navigation", "menu", "menubar") or _NAVIGATION.search(names):
            return True
    return False


def _words(element: _Element) -> int:
    """Count the words outside of links."""
    linked = sum(len(_text(link).split()) for link in element.iter("a"))
    return len(_text(element).split()) - linked


def _text(element: _Element) -> str:
    return " ".join(map(str, element.itertext()))

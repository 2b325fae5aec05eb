"""Sections that no file names: links of the navigation, and whether what stands behind one of them is a list."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

from lxml.etree import _Element

from crawler.discovery.blocks import text_of
from crawler.discovery.named import ListReading
from seeds.model import Site
from seeds.selectors import select

LEAST_ITEMS = 3
"""Articles in one place: fewer are a box and no section."""
MOST_WORDS = 150
"""Words of running text beside the items. A list has captions and notices, an article more (cf. `kinds.SUMMARY`)."""
MAX_TITLE = 60
"""Letters of a section's name; longer links in a navigation are headlines."""

_NAVIGATION = re.compile(r"(?:^|[-_ ])(?:main|top|left|mega)?(?:nav(?:bar|igation)?|menu)(?:$|[-_ \d])", re.IGNORECASE)
_PAGES = re.compile(r"(?:^|/)[^/.]*(?:\.(?:aspx?|html?|php|jsp))?/?$", re.IGNORECASE)
_HOME = re.compile(r"/?(?:pages/)?(?:default|index|home|trang-?chu)?(?:\.\w{3,5})?/?", re.IGNORECASE)


def is_menu_link(element: _Element, address: str) -> bool:
    """Whether a link stands in a navigation and may lead to a section."""
    path = urlsplit(address).path
    named = 0 < len(text_of(element)) <= MAX_TITLE
    return named and bool(_PAGES.search(path)) and not _HOME.fullmatch(path) and _in_navigation(element)


def leads_to_list(root: _Element, reading: ListReading, site: Site) -> bool:
    """Whether a page that the menu named is a list: it pages on, or names several articles and says little else."""
    if reading.further:
        return True
    items = sum(article.in_list for article in reading.articles)
    shown = (found for platform in site.platforms if (found := select(root, platform.clean.content)))
    words = [_words(element) for element in next(shown, [])] or _words_by_holder(root)
    return items >= LEAST_ITEMS and max(words, default=0) <= MOST_WORDS


def _words_by_holder(root: _Element) -> list[int]:
    """Words of the paragraphs that stand together: an article's do, the summaries of a list each by itself."""
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
    """Words outside of links."""
    linked = sum(len(_text(link).split()) for link in element.iter("a"))
    return len(_text(element).split()) - linked


def _text(element: _Element) -> str:
    return " ".join(map(str, element.itertext()))

"""Parser for list pages: the articles that a page names with title and date, and further pages and lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from lxml.etree import _Element
from parsel import Selector

from crawler.discovery.bounds import MAX_DEPTH, MAX_LINKS, bounded_html, is_deep
from crawler.discovery.list_blocks import Block, Place, blocks_of, is_within, main_place, text_of, title_of
from crawler.discovery.list_dates import first_date_beside
from crawler.discovery.menu import is_menu_link
from crawler.discovery.named_articles import ListReading, NamedArticle, absolute, usable
from crawler.discovery.paging import ListPage, list_page, start_lists
from seeds.config.site import Site
from seeds.pages.bounded_tags import with_bounded_tags
from seeds.pages.page_type import is_headline_text
from seeds.urls.canonical import MAX_LENGTH, is_article, is_list

_CLOSING = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)

Link = tuple[_Element, str, str]
"""A link, its canonical address, and the address as the page writes it."""


def parse(text: str) -> _Element:
    """Parse a page's HTML. Markup after </html>, which many old portals have, is moved into the body.

    libxml2 2.14 leaves that markup outside of the root element.
    """
    root: _Element = Selector(text=_CLOSING.sub("", with_bounded_tags(bounded_html(text))), type="html").root
    return root


def read_list(
    root: _Element,
    base: str,
    page: ListPage,
    site: Site,
    place: Place | None = None,
    menu: Collection[bytes] | None = None,
) -> ListReading:
    """Read one page of a list. `base` resolves its links; `place` is the list's place, as its first page had it.

    Where sections are looked for in the menu, `menu` has the keys that were taken from it so far.
    """
    reader = _Reader(page, site, menu)
    reading, links = reader.reading, reader.links
    for number, element in enumerate(root.iter("a", "area")):
        href = (element.get("href") or "").strip()
        if not href or href.startswith("#"):
            continue
        if number >= MAX_LINKS:
            reading.ignore(f"behind the first {MAX_LINKS:,} links")
        elif is_deep(element):
            reading.ignore(f"in more than {MAX_DEPTH} elements")
        else:
            reader.sort_in(element, absolute(base, href))
    blocks = blocks_of({found: [element for element, _, _ in spellings] for found, spellings in links.items()})
    every = [block for several in blocks.values() for block in several]
    places = Counter(block.place for block in every)
    reading.place = place or main_place(every)
    reading.headlines = _headlines(links, reader.unfit)
    for found, spellings in links.items():
        items = [block for block in blocks[found] if is_within(block, reading.place, places)]
        # A link that stands alone (a login in the header) may have the header's clock beside it.
        dated = items or [block for block in blocks[found] if places[block.place] > 1]
        reading.articles.append(_named(found, spellings, dated, in_list=bool(items)))
    return reading


class _Reader:
    """Sorts the links of one list page: articles, further pages, other lists, and what is ignored."""

    def __init__(self, page: ListPage, site: Site, menu: Collection[bytes] | None) -> None:
        self.page = page
        self.site = site
        self.menu = menu
        self.starts = start_lists(site)
        self.is_start = page.number is None and page.list_key in self.starts
        self.reading = ListReading()
        self.links: dict[bytes, list[Link]] = {}
        self.unfit: dict[bytes, list[_Element]] = {}
        """Headlines that link to a page which is no article by the site's patterns."""

    def sort_in(self, element: _Element, url: str) -> None:
        address = usable(url, self.site, self.reading)
        if address is None:
            return
        target = list_page(url, self.site, text_of(element)[:80])
        if target.list_key == self.page.list_key:
            self._sort_in_further(target)
        elif target.list_key in self.starts:
            self.reading.ignore("start page")
        elif is_list(address, self.site):
            self._sort_in_other(target)
        elif self.menu is not None and (target.key in self.menu or (self.is_start and is_menu_link(element, address))):
            self.reading.menu.append(target)
        elif not is_article(address, self.site):
            self.reading.ignore("no article")
            if is_headline_text(text_of(element)):
                self.unfit.setdefault(target.key, []).append(element)
        else:
            self.links.setdefault(target.key, []).append((element, address, url))

    def _sort_in_further(self, target: ListPage) -> None:
        if target.number is None or target.key == self.page.key:
            return self.reading.ignore("start page")
        return self.reading.further.append(target)

    def _sort_in_other(self, target: ListPage) -> None:
        if target.number is not None:
            return self.reading.ignore("page of another list")
        return self.reading.others.append(target)


def _headlines(links: dict[bytes, list[Link]], unfit: dict[bytes, list[_Element]]) -> frozenset[bytes]:
    """Return the keys that headlines at the place with the most text link to, including those that fit no pattern."""
    if len(unfit) <= len(links):  # menus and boxes have some on any page
        return frozenset(links)
    every = {**{found: [link[0] for link in spellings] for found, spellings in links.items()}, **unfit}
    blocks = blocks_of(every)
    place = main_place(block for several in blocks.values() for block in several)
    return frozenset(found for found, several in blocks.items() if any(block.place == place for block in several))


def _named(found: bytes, links: list[Link], dated: list[Block], in_list: bool) -> NamedArticle:
    elements = [element for element, _, _ in links]
    address = links[0][1]
    spellings = dict.fromkeys(url.partition("#")[0] for _, _, url in links)
    return NamedArticle(
        address=address,
        key=found,
        title=title_of(elements),
        listed=first_date_beside((block.element for block in dated), elements),
        in_list=in_list,
        spellings=tuple(url for url in spellings if url != address and len(url) <= MAX_LENGTH),
    )

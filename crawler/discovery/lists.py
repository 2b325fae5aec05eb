"""What a list page names: articles with what it says of them, and further pages of lists."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urljoin

from lxml.etree import _Element
from parsel import Selector

from crawler.discovery.blocks import Block, Place, blocks_of, is_within, main_place, title_of
from crawler.discovery.dates import date_beside
from crawler.discovery.paging import ListPage, list_page
from seeds.addresses import MAX_LENGTH, canonical, is_article, is_list, same_portal
from seeds.model import Site

_CLOSING = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)

Link = tuple[_Element, str, str]
"""A link, its canonical address, and its address as it is written there."""


@dataclass(frozen=True, slots=True)
class NamedArticle:
    """An article as a list names it."""

    address: str
    key: bytes
    title: str | None
    listed: date | None
    in_list: bool
    """Whether it stands in the list itself and not in a box beside it: only then is it of the list's section."""
    spellings: tuple[str, ...] = ()
    """Other addresses that the page links it by."""


@dataclass(slots=True)
class ListReading:
    """All that one list page names."""

    articles: list[NamedArticle] = field(default_factory=list)
    further: list[ListPage] = field(default_factory=list)
    """Pages of the same list."""
    others: list[ListPage] = field(default_factory=list)
    """Other lists of the site, by its list patterns."""
    ignored: Counter[str] = field(default_factory=Counter)
    """Links that lead nowhere we go, by reason."""
    place: Place | None = None
    """Where on the page the list itself stands; the same on its further pages."""

    @property
    def keys(self) -> frozenset[bytes]:
        """Of all articles named."""
        return frozenset(article.key for article in self.articles)


def parse(text: str) -> _Element:
    """The tree of a page's HTML. What stands behind </html>, as on many old portals, belongs to the body here.

    libxml2 2.14 leaves it outside of the root element.
    """
    root: _Element = Selector(text=_CLOSING.sub("", text), type="html").root
    return root


def read_list(root: _Element, base: str, page: ListPage, site: Site, place: Place | None = None) -> ListReading:
    """Reads one page of a list; `base` is what its links are relative to, `place` as its first page had it."""
    reader = _Reader(page, site)
    for element in root.iter("a", "area"):
        href = (element.get("href") or "").strip()
        if href and not href.startswith("#"):
            reader.sort_in(element, _absolute(base, href))
    reading, links = reader.reading, reader.links
    blocks = blocks_of({found: [element for element, _, _ in spellings] for found, spellings in links.items()})
    every = [block for several in blocks.values() for block in several]
    places = Counter(block.place for block in every)
    reading.place = place or main_place(every)
    for found, spellings in links.items():
        items = [block for block in blocks[found] if is_within(block, reading.place, places)]
        # A link that stands alone (a login in the header) may have the header's clock beside it.
        dated = items or [block for block in blocks[found] if places[block.place] > 1]
        reading.articles.append(_named(found, spellings, dated, in_list=bool(items)))
    return reading


class _Reader:
    """Sorts the links of one list page: articles, further pages, other lists, and what is ignored."""

    def __init__(self, page: ListPage, site: Site) -> None:
        self.page = page
        self.site = site
        self.starts = frozenset(list_page(start.url, site).list_key for start in site.start)
        self.reading = ListReading()
        self.links: dict[bytes, list[Link]] = {}

    def sort_in(self, element: _Element, url: str) -> None:
        try:
            address = canonical(url, self.site)
        except ValueError:
            return self._ignore("no web address")
        if not same_portal(address, self.site):
            return self._ignore("other host")
        target = list_page(url, self.site, " ".join("".join(map(str, element.itertext())).split())[:80])
        if target.list_key == self.page.list_key:
            return self._sort_in_further(target)
        if target.list_key in self.starts:
            return self._ignore("start page")
        if is_list(address, self.site):
            return self._sort_in_other(target)
        if not is_article(address, self.site):
            return self._ignore("no article")
        self.links.setdefault(target.key, []).append((element, address, url))
        return None

    def _sort_in_further(self, target: ListPage) -> None:
        if target.number is None or target.key == self.page.key:
            return self._ignore("start page")
        return self.reading.further.append(target)

    def _sort_in_other(self, target: ListPage) -> None:
        if target.number is not None:
            return self._ignore("page of another list")
        return self.reading.others.append(target)

    def _ignore(self, reason: str) -> None:
        self.reading.ignored[reason] += 1


def _named(found: bytes, links: list[Link], dated: list[Block], in_list: bool) -> NamedArticle:
    elements = [element for element, _, _ in links]
    address = links[0][1]
    spellings = dict.fromkeys(url.partition("#")[0] for _, _, url in links)
    return NamedArticle(
        address=address,
        key=found,
        title=title_of(elements),
        listed=next(filter(None, (date_beside(block.element, set(elements)) for block in dated)), None),
        in_list=in_list,
        spellings=tuple(url for url in spellings if url != address and len(url) <= MAX_LENGTH),
    )


def _absolute(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:
        return ""

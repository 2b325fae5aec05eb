"""The articles that a page of any kind names, and the reasons why other addresses are not followed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urljoin

from crawler.discovery.list_blocks import Place
from crawler.discovery.paging import ListPage, list_page, start_lists
from crawler.discovery.traps import TRAPS, trap
from seeds.config.site import Site
from seeds.pages.base_url import written
from seeds.urls.canonical import MAX_LENGTH, canonical, is_article, is_list, key_of, same_portal

OLDER = "older than since"


@dataclass(frozen=True, slots=True)
class NamedArticle:
    """An article as a list names it, before its page is fetched."""

    address: str
    key: bytes
    title: str | None
    listed: date | None
    in_list: bool
    """True where the article is named in the list itself, not in a sidebar: only then does the list's section apply."""
    spellings: tuple[str, ...] = ()
    """Other addresses by which the page links to the article."""


@dataclass(slots=True)
class ListReading:
    """All links that one page of a list (or a feed, a sitemap, an interface) names, sorted by kind."""

    articles: list[NamedArticle] = field(default_factory=list)
    further: list[ListPage] = field(default_factory=list)
    """Further pages of this list."""
    others: list[ListPage] = field(default_factory=list)
    """Other lists of the site, by its list patterns."""
    menu: list[ListPage] = field(default_factory=list)
    """Links of the navigation that may be lists."""
    feeds: list[str] = field(default_factory=list)
    """Addresses of feeds that the page's head names."""
    interface: str | None = None
    """Address of WordPress' interface, as the page's head names it."""
    ignored: Counter[str] = field(default_factory=Counter)
    """Number of links that are not followed, by reason."""
    traps: dict[str, str] = field(default_factory=dict)
    """One example address for each reason of `ignored` that is a trap."""
    place: Place | None = None
    """Place of the list on the page; equal on its further pages."""
    headlines: frozenset[bytes] = frozenset()
    """Keys of the pages that the list's own headlines link to, whether or not they fit the site's patterns of
    articles."""
    is_list: bool = True
    """False for a page linked by the menu that turned out to be something other than a list."""

    @property
    def keys(self) -> frozenset[bytes]:
        """Keys of all articles named."""
        return frozenset(article.key for article in self.articles)

    def ignore(self, reason: str, address: str | None = None) -> None:
        """Count a link that is not followed; `address` is given where it is a trap."""
        self.ignored[reason] += 1
        if address is not None:
            self.traps.setdefault(reason, address)


@dataclass(frozen=True, slots=True)
class Entry:
    """An address in a feed, a sitemap or an interface, with the title and dates given there."""

    url: str
    title: str | None = None
    published: date | None = None
    changed: date | None = None
    """Day of the last change: no article was published later."""


def name_entries(entries: Iterable[Entry], site: Site, since: date | None = None) -> ListReading:
    """Keep the articles among `entries`, by the rules that also hold for the links of list pages."""
    reading = ListReading()
    starts = start_lists(site)
    for entry in entries:
        if since is not None and entry.published is None and entry.changed is not None and entry.changed < since:
            reading.ignore(OLDER)
            continue
        if (article := _article(entry, site, starts, reading)) is not None:
            reading.articles.append(article)
    return reading


def _article(entry: Entry, site: Site, starts: frozenset[bytes], reading: ListReading) -> NamedArticle | None:
    address = usable(entry.url, site, reading)
    if address is None:
        return None
    reasons = (
        ("start page", list_page(entry.url, site).list_key in starts),
        ("list", is_list(address, site)),
        ("no article", not is_article(address, site)),
    )
    if (reason := next((reason for reason, holds in reasons if holds), None)) is not None:
        reading.ignore(reason)
        return None
    written = entry.url.partition("#")[0]
    spellings = (written,) if written != address and len(written) <= MAX_LENGTH else ()
    return NamedArticle(address, key_of(address, site), entry.title, entry.published, in_list=True, spellings=spellings)


def absolute(base: str, href: str) -> str:
    """Return a link's whole address as browsers read it; empty for none (`http://[x`), which `usable` counts."""
    try:
        return urljoin(base, written(href))
    except ValueError:
        return ""


def usable(url: str, site: Site, reading: ListReading) -> str | None:
    """Return the canonical address of a link on this portal; None where it is not followed, which `reading` counts."""
    try:
        address = canonical(url, site)
    except ValueError:
        reading.ignore("no web address")
        return None
    reason = trap(address) if same_portal(address, site) else "other host"
    if reason is not None:
        reading.ignore(reason, address if reason in TRAPS else None)
    return address if reason is None else None

"""Detection of a portal's lists of articles, and of the pattern of its articles' addresses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.discovery.list_page import read_list
from crawler.discovery.named_articles import ListReading, NamedArticle
from crawler.discovery.paging import ListPage, list_page, next_page
from seeds.config.site import Site, Start
from seeds.urls.canonical import canonical, is_article, key
from tinhuy.probe.http_client import Response
from tinhuy.probe.links import Link, links_of, titles_by_address
from tinhuy.probe.pager import pager_of
from tinhuy.probe.url_patterns import Shape, shapes_of

SAMPLE = 3
"""Articles that are fetched and cleaned as a sample."""
LEAST = 3
"""Articles that a page must name, and that other pages do not all name, to be a list."""
SURROUNDINGS = 3
"""Pages from which on links that all pages have are separated from a page's own."""
COVERED = 0.5
"""Share of the headlines' addresses from which on the platform's own patterns are taken; menus have headlines too."""
TOLD_APART = 0.25
"""Share of the headlines that must lead to different pages: title, summary and "Xem thêm …" may lead to one page."""


@dataclass(frozen=True)
class Section:
    """A page that names articles."""

    answer: Response
    name: str
    reading: ListReading
    own: frozenset[bytes]
    """Keys of the articles in the list, without those that every page names."""

    @property
    def paged(self) -> bool:
        """True where the list has further pages, of any form."""
        return bool(self.reading.further) or pager_of(self.answer) is not None


def read_page(answer: Response, site: Site) -> ListReading:
    """Parse a page as a list by the rules of a site."""
    return read_list(answer.root, answer.base, list_page(answer.url, site), site)


def following(section: Section, site: Site) -> ListPage | None:
    """Return the second page of a list; None where it has none."""
    return next_page(list_page(section.answer.url, site), section.reading.further, site)


def sample_of(readings: Iterable[ListReading]) -> list[NamedArticle]:
    """Choose a sample of articles: the newest, from as many lists as possible."""
    each = [[article for article in reading.articles if article.in_list] for reading in readings]
    turns = (articles[turn] for turn in range(SAMPLE) for articles in each if turn < len(articles))
    return list({article.key: article for article in turns}.values())[:SAMPLE]


def own_titles(pages: list[Response], site: Site) -> dict[str, str]:
    """Return headlines by address, without those on every page; all headlines where too few are left."""
    each = [titles_by_address(links_of(page, site)) for page in pages]
    every = {url: text for titles in each for url, text in titles.items()}
    around = set.intersection(*map(set, each)) if len(each) >= SURROUNDINGS else set()
    own = {url: text for url, text in every.items() if url not in around}
    return own if len(own) >= LEAST else every


def article_shapes(pages: list[Response], site: Site) -> list[Shape]:
    """Return the patterns that the site needs beside its platform's: none where those cover what its pages name."""
    titles = own_titles(pages, site)
    shapes = shapes_of(titles)
    covered = [url for url in titles if _is_article(url, site)]
    told_apart = len({key(url, site) for url in covered})
    enough = max(LEAST, COVERED * sum(shape.count for shape in shapes))
    named = len({titles[url] for url in covered})
    return [] if len(covered) >= enough and told_apart > TOLD_APART * named else shapes


def sections_of(named: list[tuple[Response, str]], site: Site) -> list[Section]:
    """Return the sections among these pages (each with its name): the lists that are no mere overviews of others.

    The pages are read as start pages: on some CMSs lists have articles' addresses, and only a start page may page
    there.
    """
    site = site.model_copy(update={"start": tuple(Start(url=answer.url) for answer, _ in named)})
    readings = [(answer, name, read_page(answer, site)) for answer, name in named]
    seen = Counter(article for _, _, reading in readings for article in _in_list(reading))
    around = {article for article, number in seen.items() if len(named) >= SURROUNDINGS and number == len(named)}
    found = [Section(answer, name, reading, _in_list(reading) - around) for answer, name, reading in readings]
    return _without_overviews([section for section in found if _is_list(section)])


def links_into(answer: Response, site: Site) -> list[Link]:
    """Return the links of a page that the site's patterns take for articles."""
    return [link for link in links_of(answer, site) if _is_article(link.url, site)]


def _is_list(section: Section) -> bool:
    listed = len(_in_list(section.reading))
    return len(section.own) >= LEAST or (bool(section.reading.further) and listed >= LEAST)


def _without_overviews(sections: list[Section]) -> list[Section]:
    """Drop pages that have no further ones and name only articles that lists with further pages name."""
    listed = frozenset[bytes]().union(*(section.reading.keys for section in sections if section.paged))
    kept: dict[frozenset[bytes], Section] = {}
    for section in sections:
        if section.paged or not section.own <= listed:
            kept.setdefault(section.own, section)
    return list(kept.values())


def _in_list(reading: ListReading) -> frozenset[bytes]:
    return frozenset(article.key for article in reading.articles if article.in_list)


def _is_article(url: str, site: Site) -> bool:
    try:
        return is_article(canonical(url, site), site)
    except ValueError:
        return False

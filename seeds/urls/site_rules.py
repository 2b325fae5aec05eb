"""A site's rules for addresses, compiled once for each site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

from w3lib.url import canonicalize_url

from seeds.config.site import Site
from seeds.urls.spellings import Pair, is_named, pairs_of, telling, tidy_path


@dataclass(frozen=True, slots=True)
class AddressRules:
    """A site's own rules and its platform's, compiled."""

    explored: bool
    """True where all query parameters stay, in the order in which they were found, except those that name a visit."""
    kept: frozenset[str]
    """Query parameters, in lower case, that stay in canonical addresses where the site is not explored."""
    dropped: frozenset[str]
    """Kept parameters that are removed from articles' addresses."""
    page_numbers: frozenset[str]
    """Kept parameters that carry a list's page number."""
    articles: tuple[re.Pattern[str], ...]
    lists: tuple[re.Pattern[str], ...]
    print_views: Mapping[str, str]
    twins: Mapping[str, str]
    case_ignored: bool
    starts: tuple[str, ...]
    """Addresses of the start pages, as the file has them."""
    start_pages: tuple[tuple[str, frozenset[Pair]], ...]
    """Paths of the start pages, and the parameters of each that are kept."""

    def is_article(self, path: str, query: str) -> bool:
        """Check whether an address has the form of the site's articles; an explored site without patterns takes any."""
        return (self.explored and not self.articles) or _matches(self.articles, path, query)

    def is_list(self, path: str, query: str) -> bool:
        """Check whether an address has the form that the site gives for further lists."""
        return _matches(self.lists, path, query)

    def is_start(self, path: str, bare: Iterable[Pair]) -> bool:
        """Check whether an address is a start page's; `bare` are its parameters without a page number."""
        pairs = _lowered(bare)
        return any(pairs == own and self._same_path(path, start) for start, own in self.start_pages)

    def _same_path(self, one: str, other: str) -> bool:
        one, other = tidy_path(one).rstrip("/"), tidy_path(other).rstrip("/")
        return one == other or (self.case_ignored and one.casefold() == other.casefold())


@lru_cache(maxsize=256)
def rules_of(site: Site) -> AddressRules:
    """Compile the rules of one site."""
    starts, kept = tuple(start.url for start in site.start), site.kept_parameters
    return AddressRules(
        explored=site.explore,
        kept=kept,
        dropped=site.dropped_parameters,
        page_numbers=frozenset(name.lower() for name in site.effective_paging.query),
        articles=_compiled(site.articles if site.explore else site.article_patterns, site.case_ignored),
        lists=_compiled(site.lists if site.explore else site.list_patterns, site.case_ignored),
        print_views=site.print_views if site.explore else site.all_print_views,
        twins=site.all_twins,
        case_ignored=site.case_ignored,
        starts=starts,
        start_pages=tuple(_start_page(urlsplit(canonicalize_url(start)), kept, site.explore) for start in starts),
    )


def _start_page(parts: SplitResult, kept: frozenset[str], explored: bool) -> tuple[str, frozenset[Pair]]:
    pairs = pairs_of(telling(parts.query))
    return parts.path, _lowered(pair for pair in pairs if explored or is_named(pair[0], kept))


def _lowered(pairs: Iterable[Pair]) -> frozenset[Pair]:
    return frozenset((name.lower(), value) for name, value in pairs)


def _compiled(patterns: Iterable[str], ignore_case: bool) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE if ignore_case else 0) for pattern in patterns)


def _matches(patterns: tuple[re.Pattern[str], ...], path: str, query: str) -> bool:
    """Check whether a pattern is found in an address, in its key's form, with or without a closing slash."""
    path = tidy_path(path)
    bare = path.rstrip("/")
    texts = [f"{one}?{query}" if query else one for one in (path, bare if path != bare else f"{path}/")]
    return any(pattern.search(text) for pattern in patterns for text in texts)

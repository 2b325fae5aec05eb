"""A portal as the crawler and the normaliser know it: its site file and its platform file put together."""

from __future__ import annotations

from datetime import date
from urllib.parse import urljoin

from seeds.config.choices import Interface, Level, State, Tls
from seeds.config.platform_file import Clean, Paging, Platform
from seeds.config.site_file import Expect, Filled, SiteFile, Start
from seeds.config.url_templates import is_whole, parameters, pattern


class Site(SiteFile):
    """One portal with all that its platform adds: what the crawler and the normaliser work from."""

    id: str
    platforms: tuple[Platform, ...]
    """CMSs that the site's pages may come from: the site's own, or every known one where that is not known."""
    own: Platform
    """The platform that the site's file names."""
    province_name: str | None = None
    province_successor: str | None = None
    ended: date | None = None

    def __hash__(self) -> int:
        """Hash a site by its id, so that results for a site can be cached; sites with equal ids may still differ."""
        return hash(self.id)

    @property
    def effective_paging(self) -> Paging:
        """The site's own paging where its file gives one, else its platform's."""
        return self.paging if self.paging is not None else self.own.paging

    @property
    def article_patterns(self) -> tuple[str, ...]:
        """Patterns for article addresses: the site's, else its platform's, and those of its interface's pages."""
        patterns = self.articles or self.own.articles
        return patterns if self._page is None or is_whole(self._page) else (*patterns, pattern(self._page))

    @property
    def _page(self) -> str | None:
        return self.json_api.page if self.json_api else None

    @property
    def effective_api(self) -> Interface:
        """The site's own interface where its file names one, else its platform's."""
        return self.api if self.api is not None else self.own.api

    @property
    def feed_addresses(self) -> tuple[str, ...]:
        """Feeds of the whole portal, as web addresses."""
        return self._addresses(self.feeds if self.feeds is not None else self.own.feeds)

    @property
    def sitemap_addresses(self) -> tuple[str, ...]:
        """Sitemaps that the site's file or its platform names, as web addresses."""
        return self._addresses(self.sitemaps if self.sitemaps is not None else self.own.sitemaps)

    def _addresses(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(urljoin(self.start[0].url, path) for path in paths) if self.start else ()

    @property
    def list_patterns(self) -> tuple[str, ...]:
        return (*self.lists, *self.own.lists)

    @property
    def case_ignored(self) -> bool:
        """True where the portal's paths mean one page in upper and lower case."""
        return self.ignore_case or self.own.ignore_case

    @property
    def kept_parameters(self) -> frozenset[str]:
        """Query parameters, in lower case, that stay in canonical addresses (paging ones included)."""
        names = (*self.keep_parameters, *self.own.keep_parameters, *self.effective_paging.query)
        names = (*names, *parameters(self._page)) if self._page else names
        return frozenset(name.lower() for name in names)

    @property
    def dropped_parameters(self) -> frozenset[str]:
        """Query parameters, in lower case, that are removed from articles' addresses."""
        return frozenset(name.lower() for name in (*self.drop_parameters, *self.own.drop_parameters))

    @property
    def all_print_views(self) -> dict[str, str]:
        """The site's own print views before its platform's."""
        return {**self.print_views, **self.own.print_views}

    @property
    def all_twins(self) -> dict[str, str]:
        """The site's own twins before its platform's."""
        return {**self.twins, **self.own.twins}


__all__ = [
    "Clean",
    "Expect",
    "Filled",
    "Interface",
    "Level",
    "Paging",
    "Platform",
    "Site",
    "SiteFile",
    "Start",
    "State",
    "Tls",
]

"""The lists that a run walks: each once, and as many as the site's budget allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from scrapy.settings import BaseSettings

from corpus.crawling import list_walks
from crawler.crawl_options import CrawlOptions
from crawler.discovery.list_walk import ListWalk, WalkEnd
from crawler.discovery.methods import Way
from crawler.discovery.paging import ListPage
from crawler.discovery.traps import SAME_SHAPE, TOO_FAR, TOO_MANY, shape
from crawler.storage.transactions import Transactions
from seeds.config.site import Site
from seeds.urls.canonical import canonical

NO_LIST_FOR = timedelta(days=30)
"""Time for which a page of the menu that was no list, or an interface that was closed, is not tried again."""

Leave = Callable[[str, str], None]
"""Counts an address that is not followed: reason and address."""


class ListWalks:
    """The walks of one run, by the key of their list."""

    def __init__(
        self, site: Site, store: Transactions, options: CrawlOptions, settings: BaseSettings, leave: Leave
    ) -> None:
        self.site = site
        self.store = store
        self.options = options
        self.walks: dict[bytes, ListWalk] = {}
        self.menu: set[bytes] = set()
        """Keys of the pages that were taken from the navigation."""
        self._leave = leave
        self._shapes: Counter[str] = Counter()
        self._max_pages = settings.getint("MAX_LIST_PAGES")
        self._max_lists = settings.getint("MAX_LISTS_A_SITE")
        self._max_of_a_shape = settings.getint("MAX_LISTS_OF_A_SHAPE")
        self._max_depth = settings.getint("MAX_LIST_DEPTH")

    async def begin(
        self, page: ListPage, section: tuple[str, ...] = (), way: Way = Way.LIST, depth: int = 0
    ) -> ListWalk | None:
        """Start a walk through a list; None if it is walked already, or beyond the budget."""
        if page.list_key in self.walks or (depth and self._is_beyond(page, depth)):
            return None
        walk = ListWalk(
            page, section=section, way=way, depth=depth, since=self.options.since, max_pages=self._max_pages
        )
        self.walks[page.list_key] = walk  # before the first await: two pages may name the same list at once
        past = await self.store.transact(lambda conn: conn.run_sync(list_walks.past_walk, self.site.id, page.list_key))
        if past is None or self.options.full:
            return walk
        guessed = way in (Way.MENU, Way.API)
        if guessed and past.ended_by in (WalkEnd.NO_LIST, WalkEnd.ABSENT) and past.at > datetime.now(UTC) - NO_LIST_FOR:
            return None
        walk.stop_at_known, walk.known_until = past.complete, past.at
        return walk

    def is_twin(self, walk: ListWalk) -> bool:
        """Decide whether another walk goes through the list that `walk` has landed in."""
        return self.walks.setdefault(walk.page.list_key, walk) is not walk

    @property
    def have_begun(self) -> bool:
        """True once any list page was read."""
        return any(walk.pages for walk in self.walks.values())

    def _is_beyond(self, page: ListPage, depth: int) -> bool:
        family = shape(canonical(page.url, self.site))
        budgets = (
            (TOO_FAR, depth > self._max_depth),
            (TOO_MANY, len(self.walks) >= self._max_lists),
            (SAME_SHAPE, self._shapes[family] >= self._max_of_a_shape),
        )
        reason = next((reason for reason, holds in budgets if holds), None)
        if reason is None:
            self._shapes[family] += 1
        else:
            self._leave(reason, page.url)
        return reason is not None

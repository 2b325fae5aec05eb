"""The frontier as a crawl reads it: item pages never fetched first, then those that are due, each once per run."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from functools import partial

from corpus.crawling import async_page_store
from corpus.crawling.records import FrontierPage
from crawler.crawl_options import CrawlOptions
from crawler.storage.transactions import Transactions

BATCH = 50
"""Pages read from the corpus per query."""
AHEAD = 4
"""Item requests that wait or run at a time, at least: few, so that list pages get their turn, and a stopped run loses
nothing. Where several requests run in parallel, twice their number: an answer is not done before it is stored."""

Cursor = tuple[int, datetime, int]
Leave = Callable[[FrontierPage], Awaitable[bool]]
_NEVER_FETCHED = 0  # the first part of a cursor


class Frontier:
    """The item pages that this run has to fetch, read from the corpus while the run goes on."""

    def __init__(
        self, store: Transactions, site: str, options: CrawlOptions, parallel: int = 1, leave: Leave | None = None
    ) -> None:
        self.store = store
        self.site = site
        self.options = options
        self.leave = leave
        """Decides whether to put off a page that is no longer worth fetching; where it is given, lists that are due are
        read too."""
        self.ahead = max(AHEAD, 2 * parallel)
        self.started_at = store.began_at or datetime.now(UTC)
        self.lists_open = 0
        """List pages that are requested and not yet stored; while there are any, more items may come."""
        self.stopped = False
        self._asked: set[int] = set()
        self._open = 0
        self._left = options.limit
        self._ready: deque[FrontierPage] = deque()
        self._new_cursor: Cursor | None = None
        self._due_cursor: Cursor | None = None
        self._news = 0
        self._changed = asyncio.Condition()

    @property
    def is_limited(self) -> bool:
        """True once the run has found as many new pages as it may still fetch, so that finding more is of no use."""
        enough = max(self.store.found, len(self._asked))
        return self.leave is None and self.options.limit is not None and enough >= self.options.limit

    async def __aiter__(self) -> AsyncIterator[FrontierPage]:
        while not self.stopped:
            await self.wait_until(lambda: self._open < self.ahead or self.stopped)
            seen, nothing_open = self._news, self.lists_open == 0 and self._open == 0
            page = None if self.stopped else await self._next()
            if page is not None:
                self._open += 1
                yield page
            elif nothing_open:  # and was before the corpus was asked: nothing can come any more
                return
            else:
                await self.wait_until(partial(self._has_news, seen))

    async def settled(self, counts: bool = True) -> None:
        """Note the end of an item request; `counts` is False if nothing was fetched (robots.txt, a refused address)."""
        self._open -= 1
        if not counts and self._left is not None:
            self._left += 1
        await self.notify()

    def look_again(self) -> None:
        """Read what is due from the beginning, because more pages have become due."""
        self._due_cursor = None

    async def list_settled(self) -> None:
        """Note that a list page is done, and that its further page is requested."""
        self.lists_open -= 1
        await self.notify()

    async def stop(self) -> None:
        """Yield no more items."""
        self.stopped = True
        await self.notify()

    async def notify(self) -> None:
        async with self._changed:
            self._news += 1
            self._changed.notify_all()

    async def wait_until(self, holds: Callable[[], bool]) -> None:
        """Wait until `holds()` is true; checked whenever a request ends."""
        async with self._changed:
            await self._changed.wait_for(holds)

    def _has_news(self, seen: int) -> bool:
        return self._news != seen

    async def _next(self) -> FrontierPage | None:
        if self._left is not None and self._left <= 0:
            return None
        page = await self._take()
        while page is not None and self.leave is not None and await self.leave(page):
            page = await self._take()
        if page is None:
            return None
        self._left = None if self._left is None else self._left - 1
        return page

    async def _take(self) -> FrontierPage | None:
        if not self._ready:
            self._ready.extend(await self._batch())
        if not self._ready:
            return None
        page = self._ready.popleft()
        self._asked.add(page.id)
        return page

    async def _batch(self) -> list[FrontierPage]:
        """Read the never-fetched pages found since the last batch, else the next pages that are due.

        New pages come before all that are due, so each kind has a separate cursor.
        """
        batch = await self._read(self._new_cursor)
        new = [page for page in batch if page.cursor[0] == _NEVER_FETCHED]
        if new:
            self._new_cursor = new[-1].cursor
            return new
        if self._due_cursor is not None:
            batch = await self._read(self._due_cursor)
        if batch:
            self._due_cursor = batch[-1].cursor
        fresh = [page for page in batch if page.id not in self._asked]
        return fresh if fresh or not batch else await self._batch()

    def _read(self, after: Cursor | None) -> Awaitable[list[FrontierPage]]:
        options, now = self.options, self.started_at
        return self.store.transact(
            lambda conn: async_page_store.frontier(
                conn, self.site, now, BATCH, options.since, full=options.full, lists=self.leave is not None, after=after
            )
        )

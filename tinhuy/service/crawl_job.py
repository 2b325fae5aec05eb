"""The job that crawls a site: one run of `scrapy crawl SITE`, with a time limit, and a reason if it fails."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection, Engine

from corpus.crawling import runs
from corpus.database.retry import with_retry
from seeds.config.catalogue import catalogue
from seeds.errors import TinhuyError
from seeds.timing import duration
from tinhuy.crawl_fleet import Order, SiteCrawl, own_run, start_crawl
from tinhuy.log_files import last_line
from tinhuy.service import queue
from tinhuy.service.subprocesses import ended

Result = TypeVar("Result")

TIME_LIMIT = "6h"
"""Time limit of a crawl where its site's file has none: at one page in two seconds some 10,000 pages."""


class JobFailedError(TinhuyError):
    """A job failed; its message is the reason that the list of jobs shows."""


@dataclass
class CrawlJob:
    """The crawl of one job."""

    engine: Engine
    number: int
    """Number of the job."""
    site_id: str
    order: Order
    run: runs.Run | None = None

    async def do(self) -> None:
        """Crawl the site to the run's end. Raises JobFailedError. When cancelled, ends the crawl gently."""
        limit = catalogue().site(self.site_id).time_limit or TIME_LIMIT
        newest = await self._patiently(partial(runs.latest, site=self.site_id))
        # From this thread, the main one: the child is tied to the life of the thread that starts it.
        crawl = start_crawl(self.site_id, self.order, newest.id if newest else 0)
        in_time = False
        try:
            in_time = await ended(crawl.process, duration(limit).total_seconds(), partial(self._find_run, crawl))
        finally:
            await asyncio.shield(self._close(crawl))
        if not in_time:
            raise JobFailedError(
                f"It took longer than {limit} and was stopped.", "To allow more, set `time_limit` in its site file."
            )
        self._judge(crawl)

    async def _find_run(self, crawl: SiteCrawl) -> None:
        """Note the run's number with the job as soon as the run has one, for people who follow the job."""
        if self.run is None and (run := await self._patiently(partial(own_run, crawl=crawl))) is not None:
            self.run = run
            await self._patiently(partial(queue.note, number=self.number, run=run.id))

    async def _close(self, crawl: SiteCrawl) -> None:
        """Make sure that the run has an end on record, and queue a check of its site's health."""
        await self._patiently(partial(runs.mark_lost, site=self.site_id))
        await self._find_run(crawl)
        if self.run is not None:
            self.run = await self._patiently(partial(runs.get, run_id=self.run.id))
            await self._patiently(partial(queue.put_check, site=self.site_id))

    def _judge(self, crawl: SiteCrawl) -> None:
        if crawl.process.returncode == 0:
            return
        told = self.run.reason if self.run is not None and self.run.ending is not runs.Ending.LOST else None
        raise JobFailedError(told or crawl.killed or last_line(crawl.log), f"The whole log is in {crawl.log}.")

    async def _patiently(self, work: Callable[[Connection], Result]) -> Result:
        return await asyncio.to_thread(with_retry, self.engine, work)

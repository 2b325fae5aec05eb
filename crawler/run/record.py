"""The record of one crawl: the host's lock, the heartbeat, the counts, and the true reason of its end."""

from __future__ import annotations

import asyncio
import gc
import logging
from datetime import UTC, datetime
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from corpus import logs
from corpus.crawling import list_walks as walks
from corpus.crawling import runs, sites
from corpus.crawling.host_lock import HostLock
from corpus.crawling.records import Role
from corpus.database import clock, engines
from corpus.errors import CorpusUnavailable
from crawler.discovery.list_walk import COMPLETE, REPORTED, ListWalk
from crawler.network.block_pages import Blocks
from crawler.network.gate import Limits, gate_of
from crawler.network.hosts import hosts
from crawler.network.outcomes import Outcome
from crawler.run.counts import RunCounts
from crawler.storage.answer import Answer
from crawler.storage.transactions import Transactions
from seeds.config.site import Site
from seeds.errors import TinhuyError
from seeds.urls.canonical import portal_host

logger = logging.getLogger(__name__)

STOPPED_BY_SIGNAL = 130  # what shells give for Ctrl-C


class RunRecord:
    """A Scrapy extension that opens the run record when the spider opens, and closes it with the spider."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("CORPUS_ENABLED") or not hasattr(crawler.spidercls, "site"):
            raise NotConfigured
        self.crawler = crawler
        self.site: Site = crawler.spidercls.site
        self.failure: str | None = None
        """Reason why the run fails, as soon as it is known."""
        self.stopped: str | None = None
        """Reason why the run ends early though nothing is wrong."""
        self.gate = gate_of(crawler)
        self.notes: list[str] = []
        """Notes that a person should read about the run, however it ended."""
        self._stopping: asyncio.Future[None] | None = None
        self.host = portal_host(self.site)
        self.store: Transactions | None = None
        self.exit_code = 1
        """Exit code of the command; 0 only once the run has finished."""
        self.blocks = Blocks()
        self.lists_rest = False
        """True where no list was asked for, because the portal's feeds say that nothing is new."""
        self.tally = RunCounts()
        self.lock: HostLock | None = None
        self._beating: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RunRecord:
        record = cls(crawler)
        crawler.signals.connect(record.opened, signal=signals.spider_opened)
        crawler.signals.connect(record.closed, signal=signals.spider_closed)
        return record

    async def opened(self, spider: Any) -> None:
        """Lock the host and open the record. Closes the spider where either fails."""
        try:
            url = await asyncio.to_thread(engines.address)
            self.store = Transactions(url, self.crawler.settings.getfloat("CORPUS_PATIENCE"))
            self.lock = HostLock(self.store.engine, hosts(self.site))
            await self.store.transact(self._take_host)
            await self._open(self.store, spider.options.as_json())
        except (TinhuyError, DBAPIError) as error:
            self.fail(str(error))
            logger.error("%s", error)
            raise CloseSpider(str(error)) from None
        self.set_limits(now=spider.options.now)
        if (why := self.gate.limits.reached(0, datetime.now(UTC))) is not None:
            self.stop(why)
            raise CloseSpider(why)
        gc.collect()
        gc.freeze()  # modules and classes stay to the end: they need not be looked through for garbage
        self._beating = asyncio.create_task(self._beat(self.store, self.lock))

    def set_limits(self, now: bool) -> None:
        """Apply the limits of the settings and, unless the crawl was asked for `now`, the site's hours."""
        settings = self.crawler.settings
        self.gate.interval = settings.getfloat("DOWNLOAD_DELAY")
        self.gate.limits = Limits(settings.getint("REQUEST_BUDGET"), () if now else self.site.hours)
        self.gate.on_limit = self.stop
        self.gate.on_give_up = lambda why: self.give_up(f"{self.host} {why}"[:500])
        self.gate.is_crawling = lambda: bool(self.crawler.crawling)

    def fail(self, reason: str) -> None:
        """Mark the run as failed; the first reason is kept."""
        self.failure = self.failure or reason

    def give_up(self, reason: str) -> None:
        """Fail the run gently: requests under way are stored, pages not yet asked for stay in the frontier."""
        if self.failure is None:
            logger.error("%s", reason)
        self.fail(reason)
        self._ask_no_more(reason)

    def stop(self, reason: str) -> None:
        """Stop the run as gently as `give_up`, because a limit that somebody set is reached."""
        if self.stopped is None:
            logger.warning("The run ends here: %s", reason)
        self.stopped = self.stopped or reason
        self._ask_no_more(reason)

    def _ask_no_more(self, reason: str) -> None:
        self.gate.close(reason)
        frontier = getattr(self.crawler.spider, "frontier", None)
        if frontier is not None:
            self._stopping = asyncio.ensure_future(frontier.stop())

    def note(self, text: str) -> None:
        """Add a note that a person should read about the run, once."""
        if text not in self.notes:
            logger.warning("%s", text)
            self.notes.append(text)

    async def _take_host(self, _: AsyncConnection) -> None:
        """Take the host's lock on a separate connection, with the patience that all transactions have."""
        assert self.lock is not None  # noqa: S101
        await self.lock.take()
        await self.lock.close_lost_runs(self.site.id)

    async def _open(self, store: Transactions, options: dict[str, Any]) -> None:
        async def work(conn: AsyncConnection) -> int:
            await conn.run_sync(sites.sync, [self.site])
            store.began_at = await conn.run_sync(clock.now)
            if mended := await conn.run_sync(clock.mend, self.site.id):
                self.note(f"{mended:,} pages had times in the future, by a clock that was wrong; they are due now")
            return await conn.run_sync(runs.start, self.site.id, self.host, options)

        store.run_id = await store.transact(work)
        logs.bind(run=store.run_id)

    async def _beat(self, store: Transactions, lock: HostLock) -> None:
        while True:
            await asyncio.sleep(self.crawler.settings.getfloat("HEARTBEAT_INTERVAL"))
            try:
                await store.transact(self._write_heartbeat)
                await lock.keep()
            except TinhuyError as error:
                return self.lose(str(error))
            except DBAPIError as error:
                logger.warning("No heartbeat: %s", error)

    async def _write_heartbeat(self, conn: AsyncConnection) -> None:
        if self.store is not None and self.store.run_id is not None:
            await conn.run_sync(runs.heartbeat, self.store.run_id, self.counts())

    def lose(self, reason: str) -> None:
        """End the run, because nothing can be stored any more."""
        if self.failure is None:
            self.fail(reason)
            self.gate.close(reason)
            logger.error("%s", reason)
            asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="corpus_lost"))  # noqa: RUF006

    def count(self, answer: Answer) -> None:
        """Count an answer that is committed."""
        self.tally.note(answer)
        self.crawler.stats.inc_value(f"tinhuy/outcome/{answer.outcome}")
        if answer.outcome is Outcome.STORED:
            self.crawler.stats.inc_value(f"tinhuy/stored/{answer.target.role}")
            if (why := self.blocks.note(answer.blocked, answer.target.role is Role.LIST)) is not None:
                self.give_up(f"{self.host}: {why}")

    def counts(self) -> dict[str, Any]:
        """Return the counts of the run so far, as the record stores them."""
        return {
            **self.tally.totals(),
            "found": self.store.found if self.store else 0,
            "requests": self.gate.sent,
            **({"notes": self.notes} if self.notes else {}),
            **self.tally.named(),
        }

    async def end_walk(self, walk: ListWalk) -> None:
        """Store how a list's walk ended."""
        assert self.store is not None and walk.ended_by is not None  # noqa: S101
        key, run_id, url = walk.key, self.store.run_id, walk.url
        complete, pages_read, ended_by = walk.ended_by in COMPLETE, walk.pages, walk.ended_by
        self.tally.walks[ended_by] += 1
        logger.info("%s: %d list pages, ended by: %s", url, pages_read, ended_by)
        if ended_by in REPORTED:
            self.note(f"{url}: {ended_by} ({pages_read} pages read)")
        note = (key, url, run_id, complete, pages_read, ended_by)
        await self.store.transact(lambda conn: conn.run_sync(walks.record_walk, self.site.id, *note))

    async def closed(self, reason: str) -> None:
        """Store the end of the run, and release lock and connections."""
        if self._beating is not None:
            self._beating.cancel()
        for left in self.tally.left_alone():
            self.note(left)
        if not self.site.explore and (misfit := self.tally.misfit()) is not None:
            self.note(misfit)
        ending, why, self.exit_code = self.verdict(reason)
        if self.store is None:
            return
        if (run_id := self.store.run_id) is not None:
            await self._close(self.store, run_id, ending, why)
        if self.lock is not None:
            await self.lock.drop()
        await self.store.close()

    async def _close(self, store: Transactions, run_id: int, ending: runs.Ending, why: str | None) -> None:
        code, counts = self.exit_code, self.counts()
        try:
            await store.transact(lambda conn: conn.run_sync(runs.end, run_id, ending, why, code, counts))
        except (CorpusUnavailable, DBAPIError) as error:
            self.exit_code = 1
            logger.error("The end of run %d could not be written: %s", run_id, error)

    def verdict(self, reason: str) -> tuple[runs.Ending, str | None, int]:
        """Return ending, reason and exit code of a run that Scrapy closed for `reason`."""
        if self.failure is not None:
            return runs.Ending.FAILED, self.failure, 1
        if reason == "shutdown":
            return runs.Ending.STOPPED, "stopped by a signal", STOPPED_BY_SIGNAL
        if reason.startswith("closespider_"):
            return runs.Ending.STOPPED, reason, 1
        if self.stopped is not None:
            return runs.Ending.STOPPED, self.stopped, 0
        if reason != "finished":
            return runs.Ending.FAILED, reason, 1
        if self.tally.stored[Role.LIST] == 0 and not self.lists_rest:
            seen = ", ".join(self.tally.failed_lists) or "its site file has no start page"
            return runs.Ending.FAILED, f"no list page of {self.host} could be fetched ({seen})"[:1000], 1
        if self.tally.named_articles == 0 and self.tally.stored[Role.ITEM] == 0 and not self.lists_rest:
            walks = ", ".join(self.tally.walks)
            return runs.Ending.FAILED, f"nothing that {self.host} answered names an article ({walks})"[:1000], 1
        if (why := self.tally.failure()) is not None:
            return runs.Ending.FAILED, why[:1000], 1
        return runs.Ending.FINISHED, "; ".join(self.notes)[:1000] or None, 0

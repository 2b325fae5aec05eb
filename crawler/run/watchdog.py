"""A watchdog that ends a crawl process which hangs or takes too much memory, whatever it is doing."""

from __future__ import annotations

import asyncio
import logging
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.run.record import RunRecord

logger = logging.getLogger(__name__)

INTERVAL = 2.0
"""Seconds between two signs of life of the event loop."""


class Watchdog:
    """A Scrapy extension for crawls that store.

    The event loop winds up an alarm clock of the kernel again and again (STANDSTILL_SECONDS). Where one call never
    returns, the clock runs out and its signal, deadly by default, ends the process: no handler in Python could, and no
    thread, while a call holds the interpreter. The host's lock goes with the process, and the next process that looks
    closes the run.

    A crawl that holds more than CRAWL_MEMORY_MB ends gently, with that reason. The kernel refuses it twice as much, so
    that a single answer can't take the machine's memory.
    """

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("CORPUS_ENABLED"):
            raise NotConfigured
        self.crawler = crawler
        self.seconds = crawler.settings.getint("STANDSTILL_SECONDS")
        self.most = crawler.settings.getint("CRAWL_MEMORY_MB") << 20
        self._watching: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Watchdog:
        watchdog = cls(crawler)
        crawler.signals.connect(watchdog.opened, signal=signals.spider_opened)
        crawler.signals.connect(watchdog.closed, signal=signals.spider_closed)
        return watchdog

    def opened(self) -> None:
        """Begin to watch."""
        if self.most:
            _, hard = resource.getrlimit(resource.RLIMIT_DATA)
            wall = 2 * self.most if hard == resource.RLIM_INFINITY else min(2 * self.most, hard)
            with suppress(OSError, ValueError):  # a system that knows no such limit
                resource.setrlimit(resource.RLIMIT_DATA, (wall, hard))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(self.seconds)
        self._watching = asyncio.create_task(self._watch())

    def closed(self) -> None:
        """Stop watching. The clock keeps running for the remaining work, which is bounded in itself."""
        if self._watching is not None:
            self._watching.cancel()
        signal.alarm(self.seconds)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(INTERVAL)
            signal.alarm(self.seconds)
            held = memory_held()
            if self.most and held > self.most:
                self._end(held)

    def _end(self, held: int) -> None:
        record = self.crawler.get_extension(RunRecord)
        reason = f"the crawl holds {held >> 20:,} MB of memory; its limit is {self.most >> 20:,} MB"
        if record is not None and record.failure is None:
            record.give_up(reason)


def memory_held() -> int:
    """Return the bytes of memory that this process holds now; where the system does not tell, the most it ever held."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)

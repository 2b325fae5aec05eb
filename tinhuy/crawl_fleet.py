"""Processes of crawls and of the normaliser, run side by side; none of them is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, select

from corpus.child_processes import spawn
from corpus.crawling import runs
from corpus.database.retry import with_retry
from corpus.database.tables import CrawlRun
from seeds.errors import TinhuyError
from tinhuy.log_files import fresh_log, last_line

AT_ONCE = 4
"""Sites crawled at one time: each is slow by politeness, so several cost little."""
GRACE = 5.0
"""Seconds in which crawls may end after the second Ctrl-C, before they are killed. Nothing that was stored is lost."""
TICK = 0.2
"""Seconds between two checks of the processes."""


@dataclass(frozen=True, slots=True)
class Order:
    """Options of a crawl: which pages to fetch, how many, and whether outside the site's hours."""

    since: date | None = None
    limit: int | None = None
    full: bool = False
    now: bool = False

    def arguments(self) -> list[str]:
        """Return the options as arguments of `scrapy crawl`."""
        given = {"since": self.since, "limit": self.limit, "full": 1 if self.full else None}
        given["now"] = 1 if self.now else None
        return [part for name, value in given.items() if value is not None for part in ("-a", f"{name}={value}")]


@dataclass(slots=True)
class SiteCrawl:
    """The crawl process of one site."""

    site_id: str
    log: Path
    started: float
    process: subprocess.Popen[Any]
    before: int
    """Number of the site's newest run before this crawl started; 0 where there was none."""
    ended: float | None = None

    @property
    def seconds(self) -> float:
        """Seconds that the crawl has run, or ran in total."""
        return (self.ended or time.monotonic()) - self.started

    @property
    def killed(self) -> str:
        """Message about the signal that killed the process; empty where none did."""
        code = self.process.returncode or 0
        if code == -signal.SIGALRM:
            return "it stood still and was ended: one answer kept it busy for minutes"
        return f"its process was killed ({signal.Signals(-code).name})" if code < 0 else ""


@dataclass
class Fleet:
    """The crawls of some sites, a few at a time, and the normaliser that cleans their pages."""

    engine: Engine
    order: Order
    waiting: list[str]
    crawls: list[SiteCrawl] = field(default_factory=list)
    stopping: int = 0
    """Times that a person asked to stop: after one, requests under way still end; after two, they do not."""
    _kill_at: float | None = None
    """Time (monotonic) at which crawls that have not ended are killed."""
    _normaliser: subprocess.Popen[bytes] | None = None
    _normaliser_log: Path = Path()

    def run(self, tick: Callable[[Fleet], None]) -> None:
        """Crawl and clean until all is done; `tick` is called every TICK seconds."""
        handlers = {number: signal.signal(number, self._ask_to_stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            self._normaliser = self._start_normaliser()
            while self.waiting or self._running():
                self._start_next()
                self._note_ended()
                self._kill_late()
                tick(self)
                time.sleep(TICK)
            self._finish_cleaning(tick)
        finally:
            self._end_all()
            for number, handler in handlers.items():
                signal.signal(number, handler)

    def last_run(self, crawl: SiteCrawl) -> runs.Run | None:
        """Return the record of this crawl's run; None until there is one."""
        return with_retry(self.engine, partial(own_run, crawl=crawl))

    def _start_next(self) -> None:
        while self.waiting and not self.stopping and len(self._running()) < AT_ONCE:
            site_id = self.waiting.pop(0)
            newest = with_retry(self.engine, partial(runs.latest, site=site_id))
            self.crawls.append(start_crawl(site_id, self.order, newest.id if newest else 0))
        if self.stopping:
            self.waiting.clear()

    def _start_normaliser(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tinhuy.normaliser", *self.waiting]
        self._normaliser_log = fresh_log("normalize")
        with self._normaliser_log.open("wb") as stderr:
            return spawn(command, stdin=subprocess.PIPE, stdout=stderr, stderr=stderr, start_new_session=True)

    def _finish_cleaning(self, tick: Callable[[Fleet], None]) -> None:
        """Close the normaliser's stdin, which tells it that no more pages come, and wait until the rest is clean."""
        if self._normaliser is None or self._normaliser.stdin is None:
            return
        self._normaliser.stdin.close()
        while self._normaliser.poll() is None and self.stopping < 2:
            tick(self)
            time.sleep(TICK)
        if self._normaliser.poll() not in (0, None):
            log = self._normaliser_log
            raise TinhuyError(
                f"The normaliser ended with exit code {self._normaliser.returncode}: {last_line(log)}",
                f"The whole log is in {log}; `tinhuy normalize` cleans what is still pending.",
            )

    def _running(self) -> list[SiteCrawl]:
        return [crawl for crawl in self.crawls if crawl.ended is None]

    def _note_ended(self) -> None:
        for crawl in self._running():
            if crawl.process.poll() is not None:
                crawl.ended = time.monotonic()

    def _ask_to_stop(self, *_: object) -> None:
        self.stopping += 1
        if self.stopping >= 2 and self._kill_at is None:
            self._kill_at = time.monotonic() + GRACE
        for crawl in self._running():
            crawl.process.send_signal(signal.SIGINT)

    def _kill_late(self) -> None:
        """Kill crawls that outlast the second Ctrl-C's grace time: one that is busy with an answer hears no signal."""
        if self._kill_at is not None and time.monotonic() > self._kill_at:
            for crawl in self._running():
                crawl.process.kill()

    def _end_all(self) -> None:
        processes: Sequence[subprocess.Popen[Any]] = [crawl.process for crawl in self.crawls]
        for process in (*processes, *([self._normaliser] if self._normaliser else [])):
            if process.poll() is None:
                process.kill()
            process.wait()


def start_crawl(site_id: str, order: Order, before: int) -> SiteCrawl:
    """Start the crawl of a site; `before` is the number of its newest run, 0 where there is none."""
    log = fresh_log(f"crawl-{site_id}")
    with log.open("wb") as stderr:
        # A session of its own: Ctrl-C reaches the crawl once, through us, and not twice.
        process = spawn(
            [sys.executable, "-m", "scrapy", "crawl", site_id, *order.arguments()],
            env={**os.environ, "SCRAPY_SETTINGS_MODULE": "crawler.settings"},
            stdin=subprocess.DEVNULL,
            stdout=stderr,
            stderr=stderr,
            start_new_session=True,
        )
    return SiteCrawl(site_id, log, time.monotonic(), process, before)


def own_run(conn: Connection, crawl: SiteCrawl) -> runs.Run | None:
    """Return the record of this crawl's run; None until there is one."""
    # By its process, too: someone else may have started another crawl of the site in the meantime.
    own = (CrawlRun.site == crawl.site_id, CrawlRun.id > crawl.before, CrawlRun.pid == crawl.process.pid)
    number = conn.scalar(select(CrawlRun.id).where(*own).order_by(CrawlRun.id.desc()).limit(1))
    return runs.get(conn, number) if number is not None else None

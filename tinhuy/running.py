"""Runs crawls and the normaliser side by side as processes, and sees to it that none of them is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from corpus import runs, settings
from corpus.processes import spawn
from seeds.errors import TinhuyError

AT_ONCE = 4
"""Sites crawled at the same time: each is slow by politeness, so several cost little."""
TICK = 0.2
"""Seconds between two looks at the processes."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a crawl is asked to do."""

    since: date | None = None
    limit: int | None = None
    full: bool = False

    def arguments(self) -> list[str]:
        """The same as arguments of `scrapy crawl`."""
        given = {"since": self.since, "limit": self.limit, "full": 1 if self.full else None}
        return [part for name, value in given.items() if value is not None for part in ("-a", f"{name}={value}")]


@dataclass(slots=True)
class SiteCrawl:
    """One site's crawl process."""

    site_id: str
    log: Path
    started: float
    process: subprocess.Popen[Any]
    before: int
    """Number of the site's newest run when it was started."""
    ended: float | None = None

    @property
    def seconds(self) -> float:
        """How long it has run, or ran."""
        return (self.ended or time.monotonic()) - self.started


@dataclass
class Fleet:
    """The crawls of some sites, a few at a time, and the normaliser that cleans what they store."""

    engine: Engine
    order: Order
    waiting: list[str]
    crawls: list[SiteCrawl] = field(default_factory=list)
    stopping: int = 0
    """How often a person asked to stop: once lets requests under way end, twice does not."""
    _normaliser: subprocess.Popen[bytes] | None = None

    def run(self, tick: Callable[[Fleet], None]) -> None:
        """Crawl and clean until all is done; `tick` is called several times a second."""
        handlers = {number: signal.signal(number, self._ask_to_stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            self._normaliser = self._start_normaliser()
            while self.waiting or self._running():
                self._start_next()
                self._note_ended()
                tick(self)
                time.sleep(TICK)
            self._finish_cleaning(tick)
        finally:
            self._end_all()
            for number, handler in handlers.items():
                signal.signal(number, handler)

    def last_run(self, crawl: SiteCrawl) -> runs.Run | None:
        """The record of this crawl's run, once there is one."""
        with self.engine.begin() as conn:
            run = runs.latest(conn, crawl.site_id)
        return run if run is not None and run.id > crawl.before else None

    def _start_next(self) -> None:
        while self.waiting and not self.stopping and len(self._running()) < AT_ONCE:
            site_id = self.waiting.pop(0)
            with self.engine.begin() as conn:
                newest = runs.latest(conn, site_id)
            log = settings.home() / "logs" / f"crawl-{site_id}.log"
            log.parent.mkdir(parents=True, exist_ok=True)
            command = [sys.executable, "-m", "scrapy", "crawl", site_id, *self.order.arguments()]
            with log.open("wb") as stderr:
                # A session of its own: Ctrl-C reaches the crawl once, through us, and not twice.
                process = spawn(
                    command,
                    env={**os.environ, "SCRAPY_SETTINGS_MODULE": "crawler.settings"},
                    stdin=subprocess.DEVNULL,
                    stdout=stderr,
                    stderr=stderr,
                    start_new_session=True,
                )
            self.crawls.append(SiteCrawl(site_id, log, time.monotonic(), process, newest.id if newest else 0))
        if self.stopping:
            self.waiting.clear()

    def _start_normaliser(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tinhuy.follow", *self.waiting]
        log = settings.home() / "logs" / "normalize.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as stderr:
            return spawn(command, stdin=subprocess.PIPE, stdout=stderr, stderr=stderr, start_new_session=True)

    def _finish_cleaning(self, tick: Callable[[Fleet], None]) -> None:
        """Tell the normaliser that nothing more will come, and wait for it to finish what is pending."""
        if self._normaliser is None or self._normaliser.stdin is None:
            return
        self._normaliser.stdin.close()
        while self._normaliser.poll() is None and self.stopping < 2:
            tick(self)
            time.sleep(TICK)
        if self._normaliser.poll() not in (0, None):
            log = settings.home() / "logs" / "normalize.log"
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
        for crawl in self._running():
            crawl.process.send_signal(signal.SIGINT)

    def _end_all(self) -> None:
        processes: Sequence[subprocess.Popen[Any]] = [crawl.process for crawl in self.crawls]
        for process in (*processes, *([self._normaliser] if self._normaliser else [])):
            if process.poll() is None:
                process.kill()
            process.wait()


def last_line(log: Path) -> str:
    """The last line of a log that says something."""
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()] if log.exists() else []
    return lines[-1][:500] if lines else "it said nothing"

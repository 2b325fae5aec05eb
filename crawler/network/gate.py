"""The gate that every request passes: decides when the next may go, and whether any may (pauses, budget, hours)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler

from crawler.network.outcomes import Outcome, RequestEnded
from seeds.timing import are_open

SLICE = 0.25
"""Seconds between two checks, within a wait, whether the crawl was stopped."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on a run: its number of requests, and its hours."""

    budget: int = 0
    """Requests, at most, including robots.txt, redirects and retries; 0 for any number."""
    hours: tuple[str, ...] = ()

    def reached(self, sent: int, now: datetime) -> str | None:
        """Return why no further request may go after `sent` of them; None while one may."""
        if not are_open(self.hours, now):
            return f"outside its hours ({', '.join(self.hours)} in Vietnam)"
        if self.budget and sent >= self.budget:
            return f"its budget of {self.budget} requests is used up"
        return None


class Gate:
    """Lets the requests of a crawl go one after the other; each passes just before it is sent."""

    def __init__(self, at_once: int = 1) -> None:
        self.place = asyncio.Semaphore(at_once)
        """Held from a request's wait for its turn to its end: without a delay Scrapy 2.19 starts several together,
        whatever CONCURRENT_REQUESTS_PER_DOMAIN says, and an answer that asks for a pause would come too late for the
        others."""
        self.interval = 0.0
        """Seconds, at least, between the starts of two requests."""
        self.limits = Limits()
        self.sent = 0
        self.on_limit: Callable[[str], None] = self.close
        """Called once with the reason when a limit is reached."""
        self.on_give_up: Callable[[str], None] = self.close
        """Called with the reason when the host asks for it, or has stopped answering."""
        self.closed: str | None = None
        """Reason why requests no longer go; None while they do."""
        self.is_crawling: Callable[[], bool] = lambda: True
        """Returns False once a person has stopped the crawl: nothing is worth waiting for then."""
        self._free_at = 0.0
        self._turn = asyncio.Lock()

    async def turn(self) -> None:
        """Wait until the next request may go. Raises Ended, as cancelled, when none may."""
        async with self._turn:
            while (wait := self._free_at - time.monotonic()) > 0 and self._going_on:
                await asyncio.sleep(min(wait, SLICE))
            self._check()
            self.sent += 1
            self._free_at = time.monotonic() + self.interval

    async def rest(self, seconds: float) -> None:
        """Wait for so many seconds, or until the gate is closed; holds back no other request."""
        until = time.monotonic() + seconds
        while (wait := until - time.monotonic()) > 0 and self._going_on:
            await asyncio.sleep(min(wait, SLICE))

    def slow_down(self, interval: float) -> None:
        """Keep at least so many seconds between two requests from now on."""
        self.interval = max(self.interval, interval)
        self._free_at = max(self._free_at, time.monotonic() + self.interval)

    def pause(self, seconds: float) -> None:
        """Hold back all requests for so many seconds from now."""
        self._free_at = max(self._free_at, time.monotonic() + seconds)

    def close(self, reason: str) -> None:
        """Let no further request go; the first reason is kept."""
        self.closed = self.closed or reason

    @property
    def _going_on(self) -> bool:
        return self.closed is None and self.is_crawling()

    def _check(self) -> None:
        if self.closed is None and (why := self.limits.reached(self.sent, datetime.now(UTC))):
            self.on_limit(why)
            self.close(why)
        if self.closed is not None:
            raise RequestEnded(Outcome.CANCELLED, self.closed)
        if self._free_at > time.monotonic():
            raise RequestEnded(Outcome.CANCELLED, "the crawl was stopped")


_gates: WeakKeyDictionary[Crawler, Gate] = WeakKeyDictionary()


def gate_of(crawler: Crawler) -> Gate:
    """Return the crawl's one gate, which is open until the run's record gives it limits."""
    if crawler not in _gates:
        _gates[crawler] = Gate(crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"))
    return _gates[crawler]

"""The ways in which a run ends early: it fails, is given up, or reaches a limit that somebody set."""

from __future__ import annotations

import asyncio
import logging

from scrapy.crawler import Crawler

from crawler.network.gate import Limits, gate_of
from seeds.config.site import Site

logger = logging.getLogger(__name__)


class RunEndings:
    """The reasons to end a run that are known so far, and the gate that they close."""

    def __init__(self, crawler: Crawler, site: Site) -> None:
        self.crawler = crawler
        self.site = site
        self.failure: str | None = None
        """Reason why the run fails, as soon as it is known."""
        self.stopped: str | None = None
        """Reason why the run ends early though nothing is wrong."""
        self.gate = gate_of(crawler)
        self.notes: list[str] = []
        """Notes that a person should read about the run, however it ended."""
        self._stopping: asyncio.Future[None] | None = None

    def set_limits(self, now: bool) -> None:
        """Apply the limits of the settings and, unless the crawl was asked for `now`, the site's hours."""
        settings = self.crawler.settings
        self.gate.interval = settings.getfloat("DOWNLOAD_DELAY")
        self.gate.limits = Limits(settings.getint("REQUEST_BUDGET"), () if now else self.site.hours)
        self.gate.on_limit = self.stop
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

"""Consideration for the host: its Retry-After is kept to, and a circuit breaker pauses and ends the run."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.network.circuit_breaker import OVERLOADED, UNANSWERED, Advice, CircuitBreaker
from crawler.network.gate import gate_of
from crawler.network.outcomes import outcome_of_error, words
from crawler.network.retry_after import retry_after
from crawler.run.record import RunRecord

logger = logging.getLogger(__name__)


class Backoff:
    """Hears of every try as soon as it has ended, before the next one is sent.

    - MAX_RETRY_AFTER: the longest Retry-After, in seconds, that is waited for; a longer one ends the run.
    - BREAKER_TRIES, BREAKER_PAUSE: tries in a row without an answer, and the seconds of the pause after them. If the
      host leaves one more request and its retries unanswered, the run ends.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.crawler = crawler
        self.gate = gate_of(crawler)
        self.strikes = CircuitBreaker(settings.getint("BREAKER_TRIES"), settings.getint("RETRY_TIMES") + 1)
        self.pause = settings.getfloat("BREAKER_PAUSE")
        self.longest = settings.getfloat("MAX_RETRY_AFTER")

    def answered(self, response: Response) -> None:
        """Note an answer, of whatever status: keep to its Retry-After, and count an overloaded host."""
        asked = retry_after(response, datetime.now(UTC))
        if asked is not None:
            logger.info("%s asks for a pause of %g seconds", response.url, asked)
            self.gate.pause(min(asked, self.longest))
            if asked > self.longest:
                return self._give_up(f"asks to be left alone for {asked:.0f} seconds (status {response.status})")
        if response.status in OVERLOADED:
            return self._strike(f"status {response.status}")
        return self.strikes.answered()

    def failed(self, request: Request, error: Exception) -> None:
        """Note a try that brought no answer, or only a part of one."""
        outcome = outcome_of_error(error, request.url)
        if outcome in UNANSWERED:
            self._strike(f"{outcome}: {words(error)}")

    def _strike(self, why: str) -> None:
        advice = self.strikes.unanswered()
        if advice is Advice.PAUSE:
            logger.warning("%d tries without an answer (%s): a pause of %g s", self.strikes.most, why, self.pause)
            self.gate.pause(self.pause)
        if advice is Advice.GIVE_UP:
            self._give_up(f"stopped answering ({why})")

    def _give_up(self, why: str) -> None:
        record: Any = self.crawler.get_extension(RunRecord)
        if record is not None:
            record.give_up(f"{record.host} {why}"[:500])

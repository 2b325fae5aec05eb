"""Backoff from a host: its Retry-After is kept to, and a circuit breaker pauses and ends the run."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum, auto

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.network.gate import gate_of
from crawler.network.outcomes import Outcome, outcome_of_error, words

logger = logging.getLogger(__name__)

UNANSWERED = frozenset({Outcome.TIMEOUT, Outcome.CONNECTION_FAILED, Outcome.DNS_FAILED, Outcome.TLS_FAILED})
OVERLOADED = frozenset({429, 502, 503, 504})
"""Statuses that mean an overloaded host; these portals answer 500 for pages that do not exist, so 500 is not one."""
ASKING = frozenset({429, 503})
"""Statuses with which a host asks for fewer requests; on redirects the header means something else."""


class Advice(Enum):
    """Advice after one more unanswered try."""

    GO_ON = auto()
    PAUSE = auto()
    """Leave the host alone for a while, then try once more."""
    GIVE_UP = auto()


class CircuitBreaker:
    """Counts tries in a row: asks for one pause after `most` of them, and gives up `more` tries after it."""

    def __init__(self, most: int, more: int) -> None:
        self.most = most
        self.more = more
        self.in_a_row = 0

    def answered(self) -> None:
        """Note an answer, even an error of the host's own."""
        self.in_a_row = 0

    def unanswered(self) -> Advice:
        """Count one more unanswered try, and return what to do."""
        self.in_a_row += 1
        if self.in_a_row == self.most:
            return Advice.PAUSE
        return Advice.GIVE_UP if self.in_a_row >= self.most + self.more else Advice.GO_ON


class Backoff:
    """Hears of every try as soon as it has ended, before the next one is sent.

    - MAX_RETRY_AFTER: the longest Retry-After, in seconds, that is waited for; a longer one ends the run.
    - BREAKER_TRIES, BREAKER_PAUSE: tries in a row without an answer, and the seconds of the pause after them. If the
      host leaves one more request and its retries unanswered, the run ends.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.gate = gate_of(crawler)
        self.breaker = CircuitBreaker(settings.getint("BREAKER_TRIES"), settings.getint("RETRY_TIMES") + 1)
        self.pause = settings.getfloat("BREAKER_PAUSE")
        self.longest = settings.getfloat("MAX_RETRY_AFTER")

    def answered(self, response: Response) -> None:
        """Note an answer, of whatever status: keep to its Retry-After, and count an overloaded host."""
        asked = retry_after(response, datetime.now(UTC))
        if asked is not None:
            logger.info("%s asks for a pause of %g seconds", response.url, asked)
            self.gate.pause(min(asked, self.longest))
            if asked > self.longest:
                return self.gate.on_give_up(f"asks to be left alone for {asked:.0f} seconds (status {response.status})")
        if response.status in OVERLOADED:
            return self._count_failure(f"status {response.status}")
        return self.breaker.answered()

    def failed(self, request: Request, error: Exception) -> None:
        """Note a try that brought no answer, or only a part of one."""
        outcome = outcome_of_error(error, request.url)
        if outcome in UNANSWERED:
            self._count_failure(f"{outcome}: {words(error)}")

    def _count_failure(self, why: str) -> None:
        advice = self.breaker.unanswered()
        if advice is Advice.PAUSE:
            logger.warning("%d tries without an answer (%s): a pause of %g s", self.breaker.most, why, self.pause)
            self.gate.pause(self.pause)
        if advice is Advice.GIVE_UP:
            self.gate.on_give_up(f"stopped answering ({why})")


def retry_after(response: Response, now: datetime) -> float | None:
    """Return the seconds that the host asks to be left alone, at least 0; None without a readable Retry-After."""
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if response.status not in ASKING or not value:
        return None
    if value.isascii() and value.isdigit():
        return float(value[:12])
    try:
        moment = parsedate_to_datetime(value)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - now).total_seconds())
    except (ValueError, OverflowError, TypeError, IndexError):  # years and zones that no calendar has
        return None

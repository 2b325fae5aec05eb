"""A circuit breaker: counts tries in a row that a host left unanswered."""

from __future__ import annotations

from enum import Enum, auto

from crawler.network.outcomes import Outcome

UNANSWERED = frozenset({Outcome.TIMEOUT, Outcome.CONNECTION_FAILED, Outcome.DNS_FAILED, Outcome.TLS_FAILED})
OVERLOADED = frozenset({429, 502, 503, 504})
"""Statuses that mean an overloaded host; these portals answer 500 for pages that do not exist, so 500 is not one."""


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

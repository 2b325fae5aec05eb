"""Whether a host still answers: a circuit breaker over tries in a row that it left unanswered."""

from __future__ import annotations

from enum import Enum, auto

from crawler.outcomes import Outcome

UNANSWERED = frozenset({Outcome.TIMEOUT, Outcome.CONNECTION_FAILED, Outcome.DNS_FAILED, Outcome.TLS_FAILED})
OVERLOADED = frozenset({429, 502, 503, 504})
"""Statuses that say so of the host; 500 is the answer of these portals for a page that is not there."""


class Advice(Enum):
    """What to do after one more try that was left unanswered."""

    GO_ON = auto()
    PAUSE = auto()
    """Leave the host alone for a while, then try once more."""
    GIVE_UP = auto()


class Strikes:
    """Counts tries in a row: after `most` of them it asks for one pause, and gives up `more` tries after it."""

    def __init__(self, most: int, more: int) -> None:
        self.most = most
        self.more = more
        self.in_a_row = 0

    def answered(self) -> None:
        """The host answered, if only with an error of its own."""
        self.in_a_row = 0

    def unanswered(self) -> Advice:
        """One more try without an answer."""
        self.in_a_row += 1
        if self.in_a_row == self.most:
            return Advice.PAUSE
        return Advice.GIVE_UP if self.in_a_row >= self.most + self.more else Advice.GO_ON

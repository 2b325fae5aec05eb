"""Whether a host still answers: requests in a row that it left unanswered."""

from __future__ import annotations

from crawler.answers import Answer
from crawler.outcomes import Outcome

MAX_STRIKES = 10
"""Requests in a row (each tried three times) before a run gives the host up."""
OVERLOADED = frozenset({429, 500, 502, 503, 504})
UNANSWERED = frozenset({Outcome.TIMEOUT, Outcome.CONNECTION_FAILED, Outcome.DNS_FAILED, Outcome.TLS_FAILED})
NOT_ASKED = frozenset({Outcome.FORBIDDEN_BY_ROBOTS, Outcome.REFUSED_ADDRESS})
"""Outcomes of requests that never reached the host."""


class Strikes:
    """Counts them."""

    def __init__(self) -> None:
        self.in_a_row = 0

    def are_out(self, answer: Answer) -> bool:
        """Notes an answer; True when the host has to be given up."""
        if answer.outcome in UNANSWERED or (answer.outcome is Outcome.HTTP_ERROR and answer.status in OVERLOADED):
            self.in_a_row += 1
        elif answer.outcome not in NOT_ASKED:
            self.in_a_row = 0
        return self.in_a_row >= MAX_STRIKES

"""Retry policy of the corpus: how long and with which pauses, also for a command's first connection."""

from __future__ import annotations

import logging
import re
import time
from dataclasses import dataclass, field
from typing import Any

import psycopg

from corpus.database.dsn import parameters

logger = logging.getLogger(__name__)

RETRY_SECONDS = 60.0
"""Seconds that Postgres may be away."""
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds between attempts; the last holds for all that follow."""
_FULL = re.compile(
    r"too many (?:clients|connections)|connection slots are reserved"  # 53300
    r"|the database system is (?:starting up|shutting down|in recovery|not (?:yet )?accepting)"  # 57P03
)
"""Messages with which Postgres refuses a connection that it grants later. libpq gives no SQLSTATE where no connection
was made."""


@dataclass
class Retries:
    """The pauses between attempts at one piece of work."""

    patience: float = RETRY_SECONDS
    _attempt: int = 0
    _began: float = field(default_factory=time.monotonic)

    def goes_on(self, why: str) -> bool:
        """Pause before the next attempt; return False at once where patience has ended."""
        if time.monotonic() >= self._began + self.patience:
            return False
        logger.warning("Postgres is away, trying again: %s", why)
        time.sleep(PAUSES[min(self._attempt, len(PAUSES) - 1)])
        self._attempt += 1
        return True


def connect(url: str, patience: float = RETRY_SECONDS, **options: Any) -> psycopg.Connection:
    """Connect to `url`; retry where a server has no connection left or is about to start.

    An address at which no server answers is refused at once: it may be a wrong one. Raises psycopg.OperationalError.
    """
    waiting = Retries(patience)
    while True:
        try:
            return psycopg.connect(**parameters(url), **options)
        except psycopg.OperationalError as error:
            said = str(error).strip()
            if not _FULL.search(said) or not waiting.goes_on(said.splitlines()[-1]):
                raise

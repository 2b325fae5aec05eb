"""The normaliser beside crawls: `python -m tinhuy.normaliser [SITE…]` cleans snapshots until stdin is closed."""

from __future__ import annotations

import logging
import os
import select
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

from corpus import logs
from corpus.articles.publishing import Change, Pending
from corpus.articles.records import Outcome
from corpus.child_processes import die_with_parent
from corpus.database import engines
from normalize.workers.worker import clean_stored
from seeds.errors import TinhuyError

logger = logging.getLogger("tinhuy.normaliser")  # not __main__, as which it runs
HOUR = 3600.0


def main() -> int:
    """Clean the pending snapshots of the named sites (all, if none is named) as they come in. Returns the exit code."""
    die_with_parent()
    logs.set_up_plain()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us says when it is over, by closing stdin
    try:
        engine = engines.engine(engines.address())
        logger.info("Cleaning what comes in of %s", ", ".join(sys.argv[1:]) or "all sites")
        summary = Summary()
        clean_stored(engine, sites=sys.argv[1:] or None, more_to_come=_stdin_is_open, report=summary.count)
        summary.say()
        logger.info("All pages are cleaned")
    except TinhuyError as error:
        logs.complain(str(error))
        return error.exit_code
    return 0


@dataclass
class Summary:
    """Counts of pages cleaned since the last log line: one line an hour, so that a log of months stays small."""

    since: float = field(default_factory=time.monotonic)
    counts: Counter[str] = field(default_factory=Counter)

    def count(self, _: Pending, __: Outcome, change: Change) -> None:
        """Count a page that was cleaned."""
        self.counts[change.value] += 1
        if time.monotonic() - self.since >= HOUR:
            self.say()

    def say(self) -> None:
        """Log the counts and reset them."""
        words = ", ".join(f"{name} {number}" for name, number in self.counts.most_common())
        if words:
            logger.info("%d pages cleaned: %s", self.counts.total(), words)
        self.counts.clear()
        self.since = time.monotonic()


def _stdin_is_open() -> bool:
    readable, _, _ = select.select([sys.stdin], [], [], 0)
    return not readable or os.read(sys.stdin.fileno(), 1) != b""


if __name__ == "__main__":
    sys.exit(main())

"""Waiting with a limit, and with a message now and then to the person who waits."""

from __future__ import annotations

import time
from collections.abc import Callable

Notify = Callable[[str], object]

FIRST_WORD = 3.0  # seconds of silence at first
NEXT_WORD = 30.0  # seconds between two later words


class Wait:
    """Polling with a limit: call `step` until the goal is reached, or until `over` is True after `limit` seconds."""

    def __init__(self, limit: float, words: str = "", notify: Notify | None = None) -> None:
        self.limit = limit
        self._words, self._notify = words, notify
        self._began = time.monotonic()
        self._speak = FIRST_WORD

    @property
    def passed(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self._began

    @property
    def over(self) -> bool:
        """True once the limit has passed."""
        return self.passed > self.limit

    def step(self, seconds: float = 0.02) -> None:
        """Sleep, and notify if it is time."""
        time.sleep(seconds)
        if self._notify and self.passed > self._speak:
            self._notify(f"{self._words} ({self.passed:.0f} of at most {self.limit:.0f} s)")
            self._speak += NEXT_WORD

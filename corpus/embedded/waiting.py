"""Waiting with a limit, and with a word now and then to the person who waits."""

from __future__ import annotations

import time
from collections.abc import Callable

Notify = Callable[[str], object]

FIRST_WORD = 3.0  # seconds of silence at first
NEXT_WORD = 30.0  # seconds between two later words


class Wait:
    """Steps towards something; `over` once `limit` seconds have passed."""

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
        """Whether the limit has passed."""
        return self.passed > self.limit

    def step(self, seconds: float = 0.02) -> None:
        """Sleep, and speak if it is time."""
        time.sleep(seconds)
        if self._notify and self.passed > self._speak:
            self._notify(f"{self._words} ({self.passed:.0f} of at most {self.limit:.0f} s)")
            self._speak += NEXT_WORD

"""What a run has done so far, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from corpus.found import Role
from crawler.answers import Answer
from crawler.outcomes import Outcome


class Tally:
    """Counts of one run, and an address for each reason for which addresses were left alone."""

    def __init__(self) -> None:
        self.stored: Counter[Role] = Counter()
        self.outcomes: Counter[str] = Counter()
        self.ignored: Counter[str] = Counter()
        self.walks: Counter[str] = Counter()
        self.ways: Counter[str] = Counter()
        self.failed_lists: Counter[str] = Counter()
        """List pages that could not be had, by what was wrong."""
        self.named_articles = 0
        """Articles that stored lists, feeds and sitemaps name, known ones and repetitions included."""
        self._traps: dict[str, str] = {}

    def note(self, answer: Answer) -> None:
        """An answer whose traces are committed."""
        self.outcomes[answer.outcome] += 1
        self.ignored.update(answer.ignored)
        self._traps = {**answer.traps, **self._traps}
        if answer.found:
            self.ways[answer.way] += len(answer.found)
        if answer.outcome is Outcome.STORED:
            self.stored[answer.target.role] += 1
            self.named_articles += len(answer.named)
        elif answer.target.role is Role.LIST:
            self.failed_lists[f"{answer.outcome}: {answer.detail or answer.target.url}"] += 1

    def leave(self, reason: str, address: str) -> None:
        """A list, feed or sitemap that is beyond the run's budget; the first of each reason is named."""
        self.ignored[reason] += 1
        self._traps.setdefault(reason, address)

    def left_alone(self) -> Iterator[str]:
        """Notes for people: each reason that leads nowhere, with an address."""
        for reason, address in self._traps.items():
            yield f"left alone: {self.ignored[reason]} addresses ({reason}), such as {address}"[:500]

    def totals(self) -> dict[str, int]:
        """Pages that were stored, by what they are."""
        return {"items": self.stored[Role.ITEM], "lists": self.stored[Role.LIST], "feeds": self.stored[Role.FEED]}

    def named(self) -> dict[str, dict[str, int]]:
        """The counts that have names of their own."""
        counted = {"outcomes": self.outcomes, "ignored": self.ignored, "walks": self.walks, "ways": self.ways}
        return {name: dict(counts) for name, counts in counted.items()}

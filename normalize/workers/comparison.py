"""Compare an article by the old rules with the outcome of the present rules for its page. Pure."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Row = Mapping[str, Any]

FIELDS = {
    "text": ("text",),
    "title": ("title",),
    "lead": ("lead",),
    "date": ("published_at", "published_precision", "published_source"),
    "event date": ("event_date",),
    "author": ("author",),
    "source": ("source_name",),
    "section": ("section",),
    "images": ("images",),
    "attachments": ("attachments",),
    "references": ("references",),
    "other": ("language", "platform", "page_kind", "level", "province_code", "flags", "confidence"),
}
"""The kinds of change to an article, and the columns that show each."""


class Change(StrEnum):
    """The effect that the present rules would have on a page."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    LOST = "article to rejection"
    OLDER = "back to an older version"
    GAINED = "rejection to article"
    REASON = "rejected for another reason"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One page before and after."""

    site: str
    url: str
    fate: Change
    fields: tuple[str, ...] = ()
    """The kinds of change, by the names in FIELDS."""
    reason: str | None = None
    """Reason of the rejection (after, or before if the page becomes an article)."""
    before: Row = field(default_factory=dict)
    after: Row = field(default_factory=dict)

    @property
    def share(self) -> float:
        """Return the share of its words that change, title and lead included, regardless of order."""
        old, new = Counter(said(self.before).split()), Counter(said(self.after).split())
        return ((old - new).total() + (new - old).total()) / max(old.total() + new.total(), 1)


def fields_changed(before: Row, after: Row) -> tuple[str, ...]:
    """Return the kinds of change between two rows of an article."""
    return tuple(name for name, columns in FIELDS.items() if any(before[one] != after[one] for one in columns))


def said(row: Row) -> str:
    """Return an article's title, lead and text as readers see them."""
    return "\n".join(row[name] for name in ("title", "lead", "text") if row.get(name))


@dataclass
class Worst:
    """The `most` comparisons with the greatest weight, and no more, however many are shown to it."""

    most: int
    _heap: list[tuple[float, int, Comparison]] = field(default_factory=list)
    _shown: int = 0

    def show(self, comparison: Comparison, weight: float) -> None:
        """Keep a comparison if it is among the worst so far; of equals the first."""
        self._shown += 1
        if self.most > 0:
            push = heapq.heappush if len(self._heap) < self.most else heapq.heappushpop
            push(self._heap, (weight, -self._shown, comparison))

    def __iter__(self) -> Any:
        return (comparison for _, _, comparison in sorted(self._heap, reverse=True))


@dataclass
class Differences:
    """The effect that the present rules would have on all pages: counts, and the worst cases."""

    worst_of_each: int = 5
    pages: int = 0
    fates: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    """Articles that would be rejected, by reason."""
    worst: dict[Change, Worst] = field(init=False)

    def __post_init__(self) -> None:
        self.worst = {
            fate: Worst(self.worst_of_each) for fate in (Change.CHANGED, Change.LOST, Change.GAINED, Change.OLDER)
        }

    def add(self, one: Comparison) -> None:
        """Count one page."""
        self.pages += 1
        self.fates[one.fate] += 1
        self.fields.update(one.fields)
        if one.fate is Change.LOST:
            self.lost[one.reason or ""] += 1
        if one.fate in self.worst:
            # An article that is lost or gained as a whole is worse the longer it is.
            whole = len(said(one.before).split()) + len(said(one.after).split())
            self.worst[one.fate].show(one, one.share if one.fate is Change.CHANGED else whole)

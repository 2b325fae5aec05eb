"""Findings on a site's run: a closed list of codes, and a finding with its words and figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Code(StrEnum):
    """Code of a finding."""

    FAILED = "failed"
    """The run failed, or its process died."""
    BLOCKED = "blocked"
    """The host shows error pages, challenges or "account suspended" in place of its pages."""
    EMPTY_LIST = "empty list"
    """A list that named articles names none any more."""
    SILENT = "silent"
    """No new article for three times the usual interval."""
    FEW = "few articles"
    MANY = "many articles"
    REJECTED = "many rejections"
    UNFILLED = "field missing"
    """A field that articles usually have is missing."""
    PATTERNS = "patterns miss"
    """The site file's patterns fit few of the pages that the portal's lists link to."""
    LAYOUT = "layout changed"
    """The selector or other source that usually gives a field stopped matching."""
    HELD_LAYOUT = "layout held"
    """The newest layout is held: it would cut much of what was good text."""


class Verdict(StrEnum):
    """Verdict on a run."""

    HEALTHY = "healthy"
    FLAGGED = "flagged"
    LEARNING = "learning"
    """No finding, but too few earlier runs to know what is usual."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem of a run."""

    code: Code
    subject: str
    """Field, section, list or span, where there are several; else empty."""
    words: str
    figures: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        """Identity of the finding across runs: code and subject."""
        return self.code.value, self.subject


@dataclass(frozen=True, slots=True)
class Band:
    """Expected range of a figure."""

    name: str
    least: float | None = None
    most: float | None = None
    source: str = "learned"
    """Origin of the range: `learned` or `site file`."""

    @property
    def shown(self) -> str:
        """Range in words: 5 to 12, at least 90 %, at most 5 %."""
        ends = [None if end is None else self._number(end) for end in (self.least, self.most)]
        if ends[0] is None:
            return f"at most {ends[1]}"
        return f"{ends[0]} to {ends[1]}" if ends[1] is not None else f"at least {ends[0]}"

    def _number(self, value: float) -> str:
        return f"{value:.0%}" if self.name.startswith("share") else f"{value:g}"

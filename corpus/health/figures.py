"""What one run of a site gave: all that a verdict is made of, and what later runs learn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter

from corpus.records import Reason

FIELDS = ("title", "published_at", "author")
"""Fields of articles whose fill is watched."""
READ = ("title", "text", "published_at", "author")
"""Fields of which is watched by what they were read (`Article.sources`)."""
BLOCKED = (Reason.SUSPENDED, Reason.CHALLENGE_PAGE, Reason.ERROR_PAGE)
"""What a host shows in place of its pages when it is not itself."""

NAMES_NOTHING = ("the list names no article at all", "the page is no list", "the portal has no such list")
"""How a walk ends on a list that names nothing (crawler.walk.End)."""
NOT_READ = ("a list page could not be fetched", "under way")
"""How a walk ends that says nothing of its list."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section's days with new articles; the whole site counts as one, too."""

    name: str
    """Its path; empty for the whole site."""
    days: tuple[date, ...]
    """Newest first, a bounded number."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run gave."""

    run_id: int
    started_at: datetime
    ended_at: datetime
    finished: bool = True
    whole: bool = True
    """Whether it took all that was new: neither `limit` nor `since`, budget nor hours cut it."""
    failed: bool = False
    """Whether it failed or its process died; a run that a person stopped did neither."""
    reason: str | None = None
    """Why it ended as it did, where it did not finish."""
    failed_in_a_row: int = 0
    """Runs that failed, one after the other, up to this one."""
    hours: float | None = None
    """From the beginning of the run before to its own."""
    new: int = 0
    """Articles that it found first."""
    captures: int = 0
    """Pages that it fetched and that were cleaned: articles and rejections."""
    rejections: Mapping[str, int] = field(default_factory=dict)
    """Those of them that are no article, by reason."""
    described: int = 0
    """Articles of which is known by what they were read."""
    sources: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By what each field was read, and how often."""
    rules: str = ""
    """Number and hash of the rules that cleaned them."""
    walks: Mapping[str, str] = field(default_factory=dict)
    """How the walk of each list ended, by its address."""
    blocked: Mapping[str, str] = field(default_factory=dict)
    """Lists in whose place the host showed something else, and what."""
    week: int = 0
    """Articles dated in the seven days before its end."""
    linked: int = 0
    """Pages that the headlines of its lists lead to."""
    fitting: int = 0
    """Those of them that are articles by the site file's patterns."""

    @property
    def blocked_captures(self) -> int:
        """Pages in whose place the host showed that it is not itself."""
        return sum(self.rejections.get(reason, 0) for reason in BLOCKED)

    @property
    def rejected(self) -> int:
        """All other pages that are no article."""
        return sum(self.rejections.values()) - self.blocked_captures

    def filled(self, name: str) -> int:
        """Articles that have a field."""
        return sum(self.sources.get(name, {}).values())


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stood in the corpus when the run ended, beside what it fetched itself."""

    first_run: datetime
    """Beginning of the site's first run (of the one that was accepted): what was silent by then did not fall silent."""
    weeks: tuple[int, ...] = ()
    """Articles of each of the weeks before the last seven days, newest first, as far back as there are any."""
    sections: tuple[Section, ...] = ()


_FORM: TypeAdapter[Figures] = TypeAdapter(Figures)


def as_json(figures: Figures) -> dict[str, Any]:
    """For run_health.figures."""
    stored: dict[str, Any] = _FORM.dump_python(figures, mode="json")
    return stored


def from_json(stored: Mapping[str, Any]) -> Figures:
    """What run_health.figures says; what an older tinhuy did not write has its default."""
    return _FORM.validate_python(stored)

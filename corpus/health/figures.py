"""Figures of one run of a site: the input of a verdict, and what later runs learn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter

from corpus.articles.records import Reason

FIELDS = ("title", "published_at", "author")
"""Fields of articles whose share of filled values is watched."""
READ = ("title", "text", "published_at", "author")
"""Fields of articles whose provenance is watched (`Article.sources`)."""
BLOCKED = (Reason.SUSPENDED, Reason.CHALLENGE_PAGE, Reason.ERROR_PAGE)
"""Reasons for rejections that show a blocked host: it serves these pages in place of its own."""

NAMES_NOTHING = ("the list names no article at all", "the page is no list", "the portal has no such list")
"""Ends of a walk on a list that names nothing (crawler.discovery.list_walk.End)."""
NOT_READ = ("a list page could not be fetched", "under way")
"""Ends of a walk that say nothing about the list."""


@dataclass(frozen=True, slots=True)
class Section:
    """Days with new articles of a section; the whole site counts as one, too."""

    name: str
    """Path of the section; empty for the whole site."""
    days: tuple[date, ...]
    """Days, newest first, a bounded number."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one run."""

    run_id: int
    started_at: datetime
    ended_at: datetime
    finished: bool = True
    whole: bool = True
    """True where the run took all that was new: neither `limit` nor `since`, budget nor hours cut it."""
    failed: bool = False
    """True where the run failed or its process died; False where a person stopped it."""
    reason: str | None = None
    """Reason of the run's end, where it did not finish."""
    failed_in_a_row: int = 0
    """Failed runs since the last finished one, this one included."""
    hours: float | None = None
    """Hours from the start of the run before to the start of this one."""
    new: int = 0
    """Articles that the run found first."""
    captures: int = 0
    """Pages that the run fetched and that were cleaned: articles and rejections."""
    rejections: Mapping[str, int] = field(default_factory=dict)
    """Captures that are no article, by reason."""
    described: int = 0
    """Articles whose provenance is known."""
    sources: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Number of articles by field and by the source that gave the field."""
    rules: str = ""
    """Number and hash of the rules that cleaned the captures."""
    walks: Mapping[str, str] = field(default_factory=dict)
    """End of each list's walk, by the list's address."""
    blocked: Mapping[str, str] = field(default_factory=dict)
    """Kind of the page that the host showed in place of a list, by the list's address."""
    week: int = 0
    """Articles dated in the seven days before the run's end."""
    linked: int = 0
    """Pages that the headlines of the site's lists link to."""
    fitting: int = 0
    """Linked pages that are articles by the site file's patterns."""
    held_layout: str = ""
    """Reason why the site's newest layout is held; empty where it is in force."""

    @property
    def blocked_captures(self) -> int:
        """Captures that show a blocked host in place of a page."""
        return sum(self.rejections.get(reason, 0) for reason in BLOCKED)

    @property
    def rejected(self) -> int:
        """Captures that are no article for any other reason than a blocked host."""
        return sum(self.rejections.values()) - self.blocked_captures

    def filled(self, name: str) -> int:
        """Count the articles that have a field."""
        return sum(self.sources.get(name, {}).values())


@dataclass(frozen=True, slots=True)
class Surroundings:
    """State of the corpus when the run ended, beside what the run fetched itself."""

    first_run: datetime
    """Start of the site's first run (or of the accepted one): a section that was silent by then did not fall silent."""
    weeks: tuple[int, ...] = ()
    """Articles of each of the weeks before the last seven days, newest first, as far back as there are any."""
    sections: tuple[Section, ...] = ()


_FORM: TypeAdapter[Figures] = TypeAdapter(Figures)


def as_json(figures: Figures) -> dict[str, Any]:
    """Serialise figures for run_health.figures."""
    stored: dict[str, Any] = _FORM.dump_python(figures, mode="json")
    return stored


def from_json(stored: Mapping[str, Any]) -> Figures:
    """Parse run_health.figures; fields that an older tinhuy did not write get their defaults."""
    return _FORM.validate_python(stored)

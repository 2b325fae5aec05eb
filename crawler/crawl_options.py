"""The arguments of a crawl (`-a since=… -a limit=… -a full=1 -a now=1`), checked."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from seeds.errors import UsageError

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"", "0", "false", "no", "off", "none"})


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """The options of a run: which item pages it fetches, how many, and whether outside the site's hours."""

    since: date | None = None
    """Item pages listed (or, without a list's date, discovered) before this day are left in the frontier."""
    limit: int | None = None
    """Item pages fetched in this run, at most."""
    full: bool = False
    """True to fetch every known item page again."""
    now: bool = False
    """True to crawl outside the site's hours too."""

    def as_json(self) -> dict[str, Any]:
        """Return the options as JSON values for the run record."""
        return {name: str(value) if isinstance(value, date) else value for name, value in asdict(self).items()}


def read_options(since: object = None, limit: object = None, full: object = None, now: object = None) -> CrawlOptions:
    """Parse the options from Scrapy's arguments, which are text. Raises UsageError."""
    return CrawlOptions(_since(since), _limit(limit), _yes("full", full), _yes("now", now))


def _since(value: object) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise UsageError(f"since: {str(value)!r} is no date.", "Write it as YYYY-MM-DD.") from None


def _limit(value: object) -> int | None:
    if value is None:
        return None
    try:
        number = int(str(value))
    except ValueError:
        number = -1
    if number < 0:
        raise UsageError(f"limit: {str(value)!r} is no number of pages.", "Write it as 0, 1, 2, ….")
    return number


def _yes(name: str, value: object) -> bool:
    text = str(value if value is not None else "").strip().lower()
    if text in _YES | _NO:
        return text in _YES
    raise UsageError(f"{name}: {str(value)!r} is neither yes nor no.", f"Write {name}=1 or leave it out.")

"""Time as site files write it: Vietnam's zone, lengths of time (`30m`, `6h`, `2d`), and crawl hours (`22:00-06:00`)."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Fixed offset: there has been no summer time since 1975, long before the first portal."""
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_WINDOW = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
_DURATION = re.compile(r"([1-9]\d{0,3})([mhd])")


def duration(text: str) -> timedelta:
    """Parse a length of time. Raises ValueError."""
    found = _DURATION.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no length of time: write minutes, hours or days as 30m, 6h or 2d")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def window(text: str) -> tuple[time, time]:
    """Parse a window into its opening and closing time; one that closes first goes over midnight. Raises ValueError."""
    found = _WINDOW.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no window of hours: write it as 22:00-06:00, in Vietnam's time")
    hours = [int(part) for part in found.groups()]
    opens, closes = time(hours[0], hours[1]), time(hours[2], hours[3])
    if opens == closes:
        raise ValueError(f"{text!r} is no window of hours: it opens when it closes")
    return opens, closes


def are_open(windows: tuple[str, ...], now: datetime) -> bool:
    """Check whether `now`, with any time zone, is in one of the windows. Without windows: always."""
    clock = now.astimezone(VIETNAM).time()
    return not windows or any(_holds(*window(text), clock) for text in windows)


def _holds(opens: time, closes: time, clock: time) -> bool:
    if opens < closes:
        return opens <= clock < closes
    return clock >= opens or clock < closes

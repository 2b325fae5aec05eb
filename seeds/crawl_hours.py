"""The hours in which a portal may be crawled, as site files write them: `22:00-06:00`, in Vietnam's time."""

from __future__ import annotations

import re
from datetime import datetime, time

from seeds.vietnam_time import VIETNAM

_WINDOW = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


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

"""Lengths of time as site files write them: `30m`, `6h`, `2d`."""

from __future__ import annotations

import re
from datetime import timedelta

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_DURATION = re.compile(r"([1-9]\d{0,3})([mhd])")


def duration(text: str) -> timedelta:
    """Parse a length of time. Raises ValueError."""
    found = _DURATION.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no length of time: write minutes, hours or days as 30m, 6h or 2d")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})

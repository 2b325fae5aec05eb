"""Addresses that no editor made: those that grow endlessly, and families of lists that never end."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

MAX_SEGMENTS = 20
"""Parts of a path, at most. DNN writes parameters into it (`/tabid/55/mid/400/…`), a dozen parts; a growing path has
more."""
REPEATS = 3
"""Times in a row at which a repeated part makes a path a trap: twice happens on honest portals (`/tin-tuc/tin-tuc`)."""

DEEP = "path too deep"
REPEATING = "path repeats itself"
TOO_FAR = "list too many links away"
TOO_MANY = "too many lists"
SAME_SHAPE = "too many lists of one shape"
TRAPS = (DEEP, REPEATING, TOO_FAR, TOO_MANY, SAME_SHAPE)

_NUMBER = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")


def trap(address: str) -> str | None:
    """Return why a canonical address counts as one that grows endlessly (`/a/b/a/b/a/b`); None if it does not."""
    parts = [part for part in urlsplit(address).path.split("/") if part]
    if len(parts) > MAX_SEGMENTS:
        return DEEP
    for size in range(1, len(parts) // REPEATS + 1):
        for at in range(len(parts) - size * REPEATS + 1):
            run = parts[at : at + size]
            if run * REPEATS == parts[at : at + size * REPEATS] and any(map(_LETTER.search, run)):
                return REPEATING
    return None


def shape(address: str) -> str:
    """Mask an address so that those of one family are equal: numbers become 0, values of several parameters `*`.

    A calendar's months and the facets of a search are one shape each; sections named in words are one each.
    """
    parts = urlsplit(address)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = [f"{name}={'*' if len(pairs) > 1 else _NUMBER.sub('0', value)}" for name, value in sorted(pairs)]
    return f"{_NUMBER.sub('0', parts.path)}?{'&'.join(query)}"

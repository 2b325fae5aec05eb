"""Text as a terminal may be given it: what portals say can't move the cursor, colour, ring, or turn letters around."""

from __future__ import annotations

import re

_ORDERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters (C0 but line feed and tab, DEL, C1, NEL among them), line separators, those that turn the
direction of writing, and half characters, which no terminal's encoding takes."""


def printable(text: str) -> str:
    """The text with U+FFFD in place of every character that a terminal would obey instead of showing it."""
    return _ORDERS.sub("\ufffd", text)


def printable_json(text: str) -> str:
    """A line of JSON in which such characters are escaped: they say the same, and a terminal shows them."""
    return _ORDERS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)

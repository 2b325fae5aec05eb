"""Text that is safe for a terminal: portals' words can't move the cursor, colour, ring, or turn letters around."""

from __future__ import annotations

import re

_ORDERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters (C0 but line feed and tab, DEL, C1, NEL among them), line separators, characters that turn the
direction of writing, and half characters, which no terminal's encoding takes."""


def printable(text: str) -> str:
    """Replace every character that a terminal would obey instead of showing by U+FFFD."""
    return _ORDERS.sub("\ufffd", text)


def printable_json(text: str) -> str:
    """Escape every character that a terminal would obey in a line of JSON: the JSON keeps its meaning."""
    return _ORDERS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)

"""Numbers of documents made comparable: 27-NQ/TU, "27 nq tu" and 27–NQ/TU are one."""

from __future__ import annotations

import re

from corpus.folding import fold_plain, nfc

_CENTRAL = re.compile(r"(?<![^\W_])T\.?\s?Ư(?![^\W_])", re.IGNORECASE)  # Trung ương: folded it would be TU, Tỉnh ủy
_START = re.compile(r"[0-9]")


def spelled(number: str) -> str:
    """Return the number from its first digit on, with TW for Trung ương; empty if it has no digit."""
    central = _CENTRAL.sub("TW", nfc(number))
    start = _START.search(central)
    return central[start.start() :] if start else ""


def number_key(number: str) -> str:
    """Return the number's letters and digits, folded plainly, without leading zeros; empty if there are none.

    Words before the digits ("Nghị quyết số …") are left out.
    """
    return "".join(char for char in fold_plain(spelled(number)) if char.isalnum()).lstrip("0")

"""The two folds of schema.sql in Python, to highlight matches in the original text. Both keep the NFC length.

They differ from those in Postgres in one thing: there the plain one drops marks that stand alone, too.
"""

from __future__ import annotations

import re
import unicodedata

LONE_MARKS = "\u0300-\u036f"
"""Range of marks that NFC leaves beside their letter, as part of a word."""
_UNMARKED = str.maketrans("đðłø/-", "ddlo  ")  # letters that Unicode does not take apart, and what parts words


class _Plain(dict[int, int]):
    """Letters without their marks, learned as they come."""

    def __missing__(self, code: int) -> int:
        apart = unicodedata.normalize("NFD", chr(code))
        bare = ord(apart[0]) if all("\u0300" <= mark <= "\u036f" for mark in apart[1:]) else code
        self[code] = bare
        return bare


_PLAIN = _Plain(_UNMARKED)
_NEW = ("oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(), "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split())
_TONES = dict(zip(*_NEW, strict=True))
_TONE = re.compile(rf"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?![^\W\d_]|[{LONE_MARKS}])")
_BEHIND_QU = re.compile("q([ùúủũụ])([aăâeêioơy])")
"""Behind q, u bears no tone, but many type it so: qúy, qủa."""
_BOTH_CASES = (
    _TONES
    | {old.upper(): new.upper() for old, new in _TONES.items()}
    | {old.capitalize(): new.capitalize() for old, new in _TONES.items()}
)
_TONE_ANY_CASE = re.compile(rf"(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<![qQ])[uU][ỳýỷỹỵỲÝỶỸỴ])(?![^\W\d_]|[{LONE_MARKS}])")

WORD = re.compile(rf"[^\W_](?:[^\W_]|[{LONE_MARKS}])*")
"""A word of a folded or NFC text: letters and digits."""


def nfc(text: str) -> str:
    """Convert a text to NFC, to which offsets in either fold apply."""
    return unicodedata.normalize("NFC", text)


def _lower(text: str) -> str:
    """Lower-case letter by letter, as Postgres does: Python alone knows a final sigma, and makes two letters of İ."""
    lowered = text.lower()
    plain = len(lowered) == len(text) and "Σ" not in text
    return lowered if plain else "".join(char.lower()[0] for char in text)


def fold_exact(text: str) -> str:
    """Fold to NFC, lower case, ð as đ, one tone placement: `HOÀ` is `hòa`, `qúy` is `quý`."""
    lowered = _BEHIND_QU.sub(_tone_moved, _lower(nfc(text))).replace("ð", "đ")
    return _TONE.sub(lambda match: _TONES[match.group()], lowered)


def _tone_moved(match: re.Match[str]) -> str:
    tone = unicodedata.normalize("NFD", match[1])[-1]
    return "qu" + nfc(match[2] + tone)


def fold_plain(text: str) -> str:
    """Fold to NFC, lower case, letters without their marks (đ and ð as d), `/` and `-` as spaces."""
    return _lower(nfc(text)).translate(_PLAIN)


def one_placement(text: str) -> str:
    """Convert to NFC with one tone placement, case kept; content hashes are made of the result."""
    return _TONE_ANY_CASE.sub(lambda match: _BOTH_CASES.get(match.group(), match.group()), nfc(text))


def has_diacritics(word: str) -> bool:
    """Check whether a query word was typed with a letter beyond ASCII, and so must match exactly."""
    return not nfc(word).isascii()

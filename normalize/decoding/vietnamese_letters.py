"""Repair Vietnamese letters typed as lookalikes: marks in the wrong order, an African Đ, a caron for a breve."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from normalize.decoding.syllables import is_syllable

_QUALITY = "\u0302\u0306"
"""Circumflex and breve, which belong to the letter; a tone is above them, and behind them in Unicode."""
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MISPLACED = re.compile(f"[A-Za-zÀ-ỹ][{_TONES}]{{0,3}}[{_QUALITY}][{_TONES}]{{0,2}}")
_LOOKALIKES = {"Ɖ": "Đ", "ɖ": "đ", "Ǎ": "Ă", "ǎ": "ă"}
_TABLE = str.maketrans(_LOOKALIKES)
_WORD = re.compile(rf"\w{{0,7}}[{''.join(_LOOKALIKES)}]\w{{0,7}}")


def vietnamese_letters(text: str) -> str:
    """Repair letters typed as lookalikes: marks in any word, other letters where that gives a Vietnamese syllable.

    Pinyin has ǎ as well, in words that are no Vietnamese syllables with ă.
    """
    if any(mark in text for mark in _QUALITY):
        text = _MISPLACED.sub(lambda found: _ordered(found[0]), text)
    if any(letter in text for letter in _LOOKALIKES):
        text = _WORD.sub(_meant, text)
    return text


@lru_cache(maxsize=1024)
def _ordered(letter: str) -> str:
    """Put the marks of one letter in order; there are some hundred such letters."""
    apart = unicodedata.normalize("NFD", letter)
    marks = sorted(apart[1:], key=lambda mark: mark not in _QUALITY)
    return unicodedata.normalize("NFC", apart[0] + "".join(marks))


def _meant(found: re.Match[str]) -> str:
    word = found[0].translate(_TABLE)
    return word if is_syllable(word) else found[0]

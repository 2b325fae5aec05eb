"""Cleans characters, never words: the text keeps the spelling that the portal published."""

from __future__ import annotations

import re
import unicodedata

import ftfy
from ftfy.badness import is_bad

_SPACES = re.compile(r"[^\S\n]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
_CONTROLS = dict.fromkeys(code for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\n")


def clean_characters(text: str) -> str:
    """NFC text without control and invisible characters; every kind of space is one plain space, newlines stay."""
    text = text.translate(_INVISIBLE)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _SPACES.sub(" ", text.translate(_CONTROLS))


def one_line(text: str) -> str:
    """The text on one line, trimmed."""
    return " ".join(clean_characters(text).split())


def mend_encoding(text: str) -> str:
    """Text that was decoded twice ("Tá»‰nh á»§y") as it was meant; other text as it is (ftfy's evidence)."""
    return ftfy.fix_encoding(text) if is_bad(text[:20_000]) else text


def squeezed(text: str) -> str:
    """Letters and digits alone, in lower case: what two spellings of one line have in common."""
    return "".join(char for char in text.lower() if char.isalnum())


def words(text: str) -> list[str]:
    """The words of a text: runs without spaces that hold a letter or digit."""
    return [word for word in text.split() if any(char.isalnum() for char in word)]

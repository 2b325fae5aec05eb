"""Clean characters, never words: the text keeps the spelling that the portal published."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import unescape
from itertools import islice

from lxml.html import HtmlElement

from seeds.line_cache import OTHER_LINES, TINY, TINY_LINES

MOST_ESCAPES = 3
"""Most times that a title is unescaped; each layer of a CMS may escape it once."""
SHORT = 200
"""Characters of a short line: the caches keep every such line of a page, even thousands."""
LONG = 2_000
"""Characters from which on the small cache holds no text, so that thousands of long texts can't fill the memory."""
LONGEST = 2_000_000
"""Characters of the longest text that is cached: a whole page in one paragraph. Only the last two such texts are kept.
"""
_SPACES = re.compile(r"[^\S\n ][^\S\n]*| [^\S\n]+")
"""Matches every run that is not already one plain space."""
_PRIVATE = "\ue000-\uf8ff"
_DIRT = re.compile(
    "[\\0-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    f"{_PRIVATE}\ufe00-\ufe0f\ufeff\ufff9-\ufffc\ufffe\uffff]"
)
_BULLET = re.compile(
    "^[^\\S\n]*[\uf02d\uf06c\uf06e\uf06f\uf071\uf076\uf077\uf09f-\uf0a8\uf0b7\uf0d8\uf0e8\uf0fc\uf0fe]"
    f"[{_PRIVATE}]*[^\\S\n]*(?=[^\\s–-])",
    re.MULTILINE,
)
"""Marks of items in Word's symbol fonts (Symbol, Wingdings)."""
_LETTER = re.compile(r"[^\W_]")
"""A letter or digit, exactly as `str.isalnum` defines it; a pattern finds the first one faster."""
_WORD = re.compile(r"[^\W_]\S*")
"""A word from its first letter or digit on."""
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]{2}")
"""Two letters of Thai, Japanese or Chinese: about a word."""
_BREAKS = dict.fromkeys("\r\x0b\x0c\u2028\u2029", "\n")
_BLANKS = dict.fromkeys("\u2800\u3164", " ")


def _cleaned(dirt: re.Match[str]) -> str:
    """Return the replacement of a broken character; one from U+0080 on means a sign of Windows-1252."""
    char = dirt.group()
    if "\x80" <= char <= "\x9f":
        return char.encode("latin-1").decode("cp1252", "ignore")
    return _BREAKS.get(char) or _BLANKS.get(char, "")


def clean_characters(text: str) -> str:
    """Return NFC text without control and invisible characters.

    Every kind of space becomes one plain space; newlines stay.
    """
    return _SPACES.sub(" ", _composed(text))


def one_line(text: str) -> str:
    """Return the text on one line, trimmed."""
    return " ".join(_composed(text).split())


def unescaped(text: str) -> str:
    """Decode character references in a text, however often it was escaped."""
    for _ in range(MOST_ESCAPES):
        plain = unescape(text)
        if plain == text:
            break
        text = plain
    return text


def text_in(element: HtmlElement) -> str:
    """Return the text of an element; most have no child elements, so nothing need be collected."""
    return str(element.text_content()) if len(element) else element.text or ""


def has_letter(text: str) -> bool:
    """Decide whether a text has a letter or digit."""
    return _LETTER.search(text) is not None


def lowered(text: str) -> str:
    """Return a text in lower case, letter for letter, as a pattern that ignores case reads it: İ is one letter, i."""
    lower = text.lower()
    return lower if len(lower) == len(text) else lower.replace("i\u0307", "i")


def letters(text: str) -> int:
    """Count the letters and digits of a text."""
    return sum(map(str.isalnum, text))


def _composed(text: str) -> str:
    if _DIRT.search(text):
        text = _DIRT.sub(_cleaned, _BULLET.sub("- ", text.replace("\r\n", "\n")))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def squeezed(text: str) -> str:
    """Return letters and digits alone, in lower case: what two spellings of one line have in common."""
    return _squeezed(text) if len(text) < LONG else _squeezed.__wrapped__(text)


@lru_cache(maxsize=4096)
def _squeezed(text: str) -> str:
    """Squeeze a text, cached: each line of a page is compared with others in several steps."""
    return "".join(filter(str.isalnum, text.lower()))


def words(text: str) -> list[str]:
    """Return the words of a text: runs without spaces that hold a letter or digit.

    Chinese, Japanese and Thai are written without spaces: two of their letters are a word.
    """
    if not text.isascii() and _UNSPACED.search(text):
        text = _UNSPACED.sub(r"\g<0> ", text)
    return [word for word in text.split() if word.isalnum() or _LETTER.search(word)]


def has_words(text: str, least: int) -> bool:
    """Decide whether a text has at least `least` words.

    Where the text is written with spaces, reading stops as soon as there are enough.
    """
    found = sum(1 for _ in islice(_WORD.finditer(text), least))
    return found >= least or (_UNSPACED.search(text) is not None and word_count(text) >= least)


def word_count(text: str) -> int:
    """Count the words of a text, cached: the steps ask some ten times for each block of a page."""
    length = len(text)
    if length < TINY:
        return _count_in_tiny_line(text)
    if length < SHORT:
        return _count_in_line(text)
    if length < LONG:
        return _count_in_paragraph(text)
    return _count_in_page(text) if length < LONGEST else _count(text)


def _count(text: str) -> int:
    return len(words(text))


_count_in_tiny_line = lru_cache(maxsize=TINY_LINES)(_count)
_count_in_line = lru_cache(maxsize=OTHER_LINES)(_count)
_count_in_paragraph = lru_cache(maxsize=4096)(_count)
_count_in_page = lru_cache(maxsize=2)(_count)

"""Repair text whose UTF-8 was read as Windows-1252 or Latin-1 and encoded again ("Tá»‰nh á»§y")."""

from __future__ import annotations

import re

import ftfy
from ftfy.badness import is_bad

from normalize.decoding.legacy_encodings import is_modern
from normalize.decoding.syllables import is_syllable

_TRACES = (
    "á»", "áº", "Ã¡", "Ã¢", "Ãª", "Ã´", "Ã³", "Ã£", "Ã©", "Ã­", "Ã¹", "Ãº", "Ã\xa0", "Ä‘", "Ä\x91", "Äƒ", "Ä\x83", "Æ°",
    "Æ¡", "â€", "â\x80", "Ì€", "Ì\x80", "Ì\x81", "Ì‰", "Ì\x89", "Ìƒ", "Ì\x83", "Ì£",
)  # fmt: skip
"""Traces of broken text: two letters. Each first letter is looked for by itself first, because that costs a tenth."""
_BY_FIRST = {first: tuple(trace for trace in _TRACES if trace[0] == first) for first in {trace[0] for trace in _TRACES}}
_PIECE = re.compile(r"[^<>\n]+")
_HIGH = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""The second and later bytes of UTF-8 as either charset shows them."""
_SEQUENCE = re.compile(f"[áâ][{_HIGH}]{{2}}|[ÂÃÄÅÆÌ][{_HIGH}]")
_BETWEEN = re.compile(r"([ \t\r!-/:-@\[-`{-~]+)")
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_PUNCTUATION = re.compile("[‘’“”„‚…–—•›‹»«]")


def repair_mojibake(text: str) -> str:
    """Repair text that was decoded twice; sound text stays as it is, even on the same line."""
    likely = (trace for first, traces in _BY_FIRST.items() if first in text for trace in traces if trace[1] in text)
    if not any(trace in text for trace in likely):
        return text
    return _PIECE.sub(lambda piece: _mended(piece.group()), text)


def _mended(piece: str) -> str:
    if not _SEQUENCE.search(piece):
        return piece
    if is_modern(piece):
        return _mended_words(piece)
    if is_bad(piece) and not _is_sound(piece):
        return ftfy.fix_encoding(piece)
    return _mended_words(piece)


def _is_sound(piece: str) -> bool:
    """Decide whether the words that look broken are Vietnamese as they are: XÃ” ends a quotation, it is no XÔ."""
    return all(_is_word(word) for word in _BETWEEN.split(piece) if _SEQUENCE.search(word))


def _mended_words(piece: str) -> str:
    """Repair word by word, because the line has sound letters too: only where a non-word becomes a syllable."""
    words = _BETWEEN.split(piece)
    sure = [_decoded(word) if _is_broken(word) else word for word in words]
    if sure == words:
        return piece
    return "".join(_decoded(word) if _may_be_broken(word) else word for word in sure)


def _is_broken(word: str) -> bool:
    """Decide whether a word is broken: no word now, but one when decoded.

    A word with signs at its end that close no word (chá»§) is broken, too.
    """
    found = _SEQUENCE.search(word)
    if found is None or not _is_word(_decoded(word)):
        return False
    return not _is_word(word) or (len(found.group()) == 3 and not _PUNCTUATION.search(found.group()[-1]))


def _may_be_broken(word: str) -> bool:
    """Decide whether a word may be broken beside words that surely are: HÃ and a no-break space is Hà."""
    found = _SEQUENCE.search(word)
    return found is not None and not _PUNCTUATION.search(found.group()) and _is_word(_decoded(word))


def _is_word(word: str) -> bool:
    core = _EDGES.sub("", word)
    return (core.islower() or core.isupper() or core.istitle()) and is_syllable(core)


def _decoded(word: str) -> str:
    return _SEQUENCE.sub(lambda found: _as_utf8(found.group()), word)


def _as_utf8(sequence: str) -> str:
    try:
        return b"".join(map(_byte, sequence)).decode()
    except UnicodeError:
        return sequence


def _byte(char: str) -> bytes:
    return bytes((ord(char),)) if ord(char) < 256 else char.encode("cp1252")

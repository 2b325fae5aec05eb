"""Convert lines in encodings older than Unicode, recognised by their syllables and never by guess.

A line is converted where its words are no Vietnamese before and are Vietnamese after. A doubtful line, such as one that
is half Unicode already, stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from normalize.decoding.legacy_tables import CONVERT, TCVN3
from normalize.decoding.syllables import is_syllable

FLAG = "legacy-encoding:"
MIXED = FLAG + "mixed"

STRICT = 2
"""Words that must speak for an encoding before a line is converted by its words alone."""
GOOD = 0.8
"""Share of the changed words that must be syllables after conversion: names and slips are the rest."""
VIETNAMESE = 0.6
"""Share of all words that must be syllables after conversion. German or French with a few letters that change stays far
below.
"""

LONGEST_WORD = 40
"""Letters of the longest word that is cached."""

_STRANGE = "¡-¿ÄÅÆÇËÎÏÑÖ×ØÛÜßäåæçëîïñö÷øûüþÿ"
SIGNS = re.compile(
    f"[{_STRANGE}ÐÞðÌÒìò](?:(?<=[A-Za-z][{_STRANGE}])|(?<=[{_STRANGE}])(?=[a-z])|(?<=[ÐÞð])"
    "|(?<=[AEIOUYaeiouyÂÊÔâêô][ÌÒìò]))"
)
"""A letter where no Vietnamese word in Unicode has it: a line without any needs no further look.

The pattern begins with the letters alone, so that a search skips all others: 0.2 ms a page; alternatives took 30 ms.
"""
_MODERN = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_WORD = re.compile(r"[^\s!-/:-@\[-`{-~“”‘’„…–—\d]+")
_LONE = re.compile(r"(?<!\S)[¡-¿×](?!\S)|(?<=\d)[×°](?=\d)")
"""A sign between blanks is meant as that sign: a bullet, a copyright mark."""
_ETH = re.compile(r"\b[Ðð]\w{1,6}")


@dataclass(frozen=True, slots=True)
class Weight:
    """The evidence of a line's words for one encoding."""

    changed: int
    before: int
    """How many of the changed words are syllables before conversion."""
    after: int
    plain: int
    """Words that conversion does not change, without abbreviations."""
    plain_syllables: int

    @property
    def gain(self) -> int:
        """Return how many more words the encoding explains than Unicode does."""
        return self.after - self.before

    @property
    def fits(self) -> bool:
        """Decide whether the line would be Vietnamese in this encoding."""
        whole = self.plain + self.changed
        return self.after >= GOOD * self.changed > 0 and self.plain_syllables + self.after >= VIETNAMESE * whole


def weigh(line: str, name: str) -> Weight:
    """Weigh the evidence of a line's words for one encoding."""
    of_words = [
        (_weigh_word if len(word) <= LONGEST_WORD else _weigh_word.__wrapped__)(word, name)
        for word in _WORD.findall(line)
    ]
    return Weight(*map(sum, zip(*of_words, strict=True))) if of_words else Weight(0, 0, 0, 0, 0)


@lru_cache(maxsize=16_384)
def _weigh_word(word: str, name: str) -> tuple[int, int, int, int, int]:
    """Weigh one word, cached: the words of a page are few, and each line is weighed for each encoding."""
    other = CONVERT[name](word)
    if word == other:
        return (0, 0, 0, 0, 0) if _short(word) else (0, 0, 0, 1, is_syllable(word))
    if len(word) == 1 or _short(other):
        return 0, 0, 0, 0, 0
    return 1, is_syllable(word), is_syllable(other), 0, 0


def _short(word: str) -> bool:
    """Decide whether a word is an abbreviation (HĐND), which is no evidence."""
    return word.isupper() and not re.search("[AEIOUYÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠ-Ỹ]", word)


def is_modern(line: str) -> bool:
    """Decide whether a line has letters that only Unicode has."""
    return _MODERN.search(line) is not None


def encoding_of(line: str, known: Iterable[str] = CONVERT, need: int = STRICT) -> str | None:
    """Return the old encoding of a line; None where the evidence is too thin.

    At least `need` words must speak for one of the `known` encodings, and no other encoding may fit as well.
    """
    if is_modern(line) or line.isascii():
        return None
    gains = {name: weight.gain for name in known if (weight := weigh(line, name)).fits and weight.gain >= need}
    best = [name for name, gain in gains.items() if gain == max(gains.values())]
    return best[0] if len(best) == 1 else None


def main_encoding(text: str) -> str | None:
    """Return the old encoding that most lines of a text are in."""
    told = Counter(name for line in text.split("\n") if SIGNS.search(line) and (name := encoding_of(line)))
    return told.most_common(1)[0][0] if told else None


def converted(line: str, name: str, *, capitals: bool = False) -> str:
    """Convert the line to Unicode; to capitals where its font shows capitals, or its other letters are capitals."""
    kept = [found.group() for found in _LONE.finditer(line)]
    parts = [CONVERT[name](part) for part in _LONE.split(line)]
    text = "".join(part + sign for part, sign in zip(parts, [*kept, ""], strict=True))
    return _raised(line, text, capitals) if name == TCVN3 else text


def _raised(line: str, text: str, capitals: bool) -> str:
    """Restore capitals with tones, which TCVN3 lacks.

    "TØNH ñY" is TỈNH ỦY in a font whose small letters look like capitals.
    """
    ascii_letters = re.sub("[^A-Za-z]", "", line)
    if capitals or (len(ascii_letters) > 2 and ascii_letters.isupper()):
        return text.upper()
    return re.sub(r"\w{3,}", lambda found: _capital(found.group()), text)


@lru_cache(maxsize=4096)
def _capital(word: str) -> str:
    plain = re.sub("[^A-Za-z]", "", word)
    return word.upper() if len(plain) > 1 and plain.isupper() else word


def modern(line: str, known: Iterable[str] = CONVERT) -> str:
    """Convert the line to Unicode if its own words show its encoding; else return it as it is."""
    if not SIGNS.search(line):
        return line
    name = encoding_of(line, known)
    return with_stroke(converted(line, name) if name else line)


def with_stroke(line: str) -> str:
    """Replace an Icelandic Ð by the Vietnamese Đ, which it looks like, where that gives a syllable."""
    if "Ð" not in line and "ð" not in line:
        return line
    return _ETH.sub(lambda found: _stroked(found.group()), line)


def _stroked(word: str) -> str:
    other = word.replace("Ð", "Đ").replace("ð", "đ")
    return other if is_syllable(other) else word


def is_half_converted(line: str) -> bool:
    """Decide whether words of an old encoding are left in Vietnamese text.

    At least two words must have letters as no word in Unicode has them.
    """
    left = [word for word in _WORD.findall(line) if not is_modern(word) and SIGNS.search(word)]
    if len(left) < STRICT:
        return False
    return any(weight.gain >= STRICT and weight.fits for weight in (weigh(" ".join(left), name) for name in CONVERT))

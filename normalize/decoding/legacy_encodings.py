"""Lines of text in an encoding older than Unicode: told by their syllables, never by guess, and converted.

A line is converted where its words are no Vietnamese as they stand and Vietnamese once converted. What stays in doubt,
such as a line half of which is Unicode already, stays as it is.
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
"""Words that speak for an encoding before a line is converted on its own evidence."""
GOOD = 0.8
"""Share of the words changed that must be syllables afterwards: names and slips are the rest."""
VIETNAMESE = 0.6
"""Share of all words that must be syllables afterwards. German or French with a few such letters stays far below."""

_STRANGE = "¡-¿ÄÅÆÇËÎÏÑÖ×ØÛÜßäåæçëîïñö÷øûüþÿ"
SIGNS = re.compile(
    f"[{_STRANGE}ÐÞðÌÒìò](?:(?<=[A-Za-z][{_STRANGE}])|(?<=[{_STRANGE}])(?=[a-z])|(?<=[ÐÞð])"
    "|(?<=[AEIOUYaeiouyÂÊÔâêô][ÌÒìò]))"
)
"""A letter in a place where no Vietnamese word in Unicode has it: without any, there is nothing to look at.

Begins with the letters alone, by which a search skips all others: 0.2 ms a page; alternatives took 30 ms.
"""
_MODERN = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_WORD = re.compile(r"[^\s!-/:-@\[-`{-~“”‘’„…–—\d]+")
_LONE = re.compile(r"(?<!\S)[¡-¿×](?!\S)|(?<=\d)[×°](?=\d)")
"""A sign between blanks is that sign: a bullet, a copyright mark."""
_ETH = re.compile(r"\b[Ðð]\w{1,6}")


@dataclass(frozen=True, slots=True)
class Weight:
    """What the words of a line say of one encoding."""

    changed: int
    before: int
    """Of the words changed, those that are syllables as they stand."""
    after: int
    plain: int
    """Words that stay the same, abbreviations left out."""
    plain_syllables: int

    @property
    def gain(self) -> int:
        """Words that the encoding explains and Unicode does not."""
        return self.after - self.before

    @property
    def fits(self) -> bool:
        """Whether the line would be Vietnamese in this encoding."""
        whole = self.plain + self.changed
        return self.after >= GOOD * self.changed > 0 and self.plain_syllables + self.after >= VIETNAMESE * whole


def weigh(line: str, name: str) -> Weight:
    """Weigh one encoding for a line."""
    pairs = [(word, CONVERT[name](word)) for word in _WORD.findall(line)]
    changed = [(word, other) for word, other in pairs if word != other and len(word) > 1 and not _short(other)]
    plain = [word for word, other in pairs if word == other and not _short(word)]
    return Weight(
        len(changed),
        sum(is_syllable(word) for word, _ in changed),
        sum(is_syllable(other) for _, other in changed),
        len(plain),
        sum(map(is_syllable, plain)),
    )


def _short(word: str) -> bool:
    """Abbreviations (HĐND) say nothing."""
    return word.isupper() and not re.search("[AEIOUYÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠ-Ỹ]", word)


def is_modern(line: str) -> bool:
    """Whether there are letters in it that only Unicode has."""
    return _MODERN.search(line) is not None


def encoding_of(line: str, known: Iterable[str] = CONVERT, need: int = STRICT) -> str | None:
    """The old encoding of a line, if `need` of its words speak for one of those known, and no other does as well."""
    if is_modern(line) or line.isascii():
        return None
    gains = {name: weight.gain for name in known if (weight := weigh(line, name)).fits and weight.gain >= need}
    best = [name for name, gain in gains.items() if gain == max(gains.values())]
    return best[0] if len(best) == 1 else None


def main_encoding(text: str) -> str | None:
    """The old encoding that most lines of a text tell."""
    told = Counter(name for line in text.split("\n") if SIGNS.search(line) and (name := encoding_of(line)))
    return told.most_common(1)[0][0] if told else None


def converted(line: str, name: str, *, capitals: bool = False) -> str:
    """The line in Unicode; in capitals where its font shows it so, or its other letters say so."""
    kept = [found.group() for found in _LONE.finditer(line)]
    parts = [CONVERT[name](part) for part in _LONE.split(line)]
    text = "".join(part + sign for part, sign in zip(parts, [*kept, ""], strict=True))
    return _raised(line, text, capitals) if name == TCVN3 else text


def _raised(line: str, text: str, capitals: bool) -> str:
    """TCVN3 has no capitals with tones: "TØNH ñY" is TỈNH ỦY in a font whose small letters look like capitals."""
    ascii_letters = re.sub("[^A-Za-z]", "", line)
    if capitals or (len(ascii_letters) > 2 and ascii_letters.isupper()):
        return text.upper()
    return re.sub(r"\w{3,}", lambda found: _capital(found.group()), text)


@lru_cache(maxsize=4096)
def _capital(word: str) -> str:
    plain = re.sub("[^A-Za-z]", "", word)
    return word.upper() if len(plain) > 1 and plain.isupper() else word


def modern(line: str, known: Iterable[str] = CONVERT) -> str:
    """The line in Unicode if its own words tell its encoding; else as it is."""
    if not SIGNS.search(line):
        return line
    name = encoding_of(line, known)
    return with_stroke(converted(line, name) if name else line)


def with_stroke(line: str) -> str:
    """An Icelandic Ð that stands for the Vietnamese Đ, which it looks like: where that gives a syllable."""
    if "Ð" not in line and "ð" not in line:
        return line
    return _ETH.sub(lambda found: _stroked(found.group()), line)


def _stroked(word: str) -> str:
    other = word.replace("Ð", "Đ").replace("ð", "đ")
    return other if is_syllable(other) else word


def is_half_converted(line: str) -> bool:
    """Whether words of an old encoding are left in Vietnamese text: two at least, such as no Unicode word looks."""
    left = [word for word in _WORD.findall(line) if not is_modern(word) and SIGNS.search(word)]
    if len(left) < STRICT:
        return False
    return any(weight.gain >= STRICT and weight.fits for weight in (weigh(" ".join(left), name) for name in CONVERT))

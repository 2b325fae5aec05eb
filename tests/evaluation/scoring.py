"""How alike two texts are, in words, and what stands in a text that belongs elsewhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from normalize.text import squeezed, words

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
LONG = 6
"""Words from which on a sentence can be told from a phrase that anyone might use."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Precision, recall and F1 of the words of a text against its gold."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def likeness(text: str, gold: str) -> Likeness:
    """Words that both have in the same order (their longest common subsequence), as shares of either."""
    got, wanted = _words(text), _words(gold)
    if not got or not wanted:
        return Likeness(float(not got), 1.0) if not wanted else Likeness(0.0, 0.0)
    common = common_words(got, wanted)
    return Likeness(common / len(got), common / len(wanted))


def common_words(one: list[str], other: list[str]) -> int:
    """Length of the longest common subsequence, by Hyyrö's bit-parallel method: long pages cost milliseconds."""
    places: dict[str, int] = {}
    for at, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << at
    full = (1 << len(one)) - 1
    row = full
    for word in other:
        matching = row & places.get(word, 0)
        row = ((row + matching) | (row - matching)) & full
    return len(one) - row.bit_count()


def sentences(text: str) -> list[str]:
    """The sentences of a text, each line by itself."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]


def long_sentences(text: str) -> set[str]:
    """Those long enough to be of one text only, squeezed."""
    return {squeezed(sentence) for sentence in sentences(text) if len(words(sentence)) >= LONG}


def leaks(text: str, own: str, others: Iterable[str], chrome: Iterable[str]) -> list[str]:
    """Lines of chrome in the text, and sentences in it that the gold of other articles has and its own has not."""
    lines = {squeezed(line) for line in text.split("\n")}
    own_lines = {squeezed(line) for line in own.split("\n")}
    found = [line for line in chrome if squeezed(line) in lines - own_lines]
    strange = set(others) - long_sentences(own)
    return found + [sentence for sentence in sentences(text) if squeezed(sentence) in strange]


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())

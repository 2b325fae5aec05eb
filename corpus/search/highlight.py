"""Highlighting of matches in the text that people read.

`ts_headline` can't do it: it does not know folded words in the original.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from corpus.folding import LONE_MARKS, WORD, fold_exact, fold_plain, nfc
from corpus.search.query import Term

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Highlighted:
    """A text in NFC, and the parts that matched."""

    text: str
    marks: tuple[Span, ...] = ()
    """Offsets of first letter and end, in order, without overlaps."""

    def render(self, opening: str, closing: str, escape: Callable[[str], str] = str) -> str:
        """Return the text with each match between `opening` and `closing`; `escape` (html.escape) is for the text."""
        parts, at = [], 0
        for start, end in self.marks:
            parts += [escape(self.text[at:start]), opening, escape(self.text[start:end]), closing]
            at = end
        return "".join([*parts, escape(self.text[at:])])


def highlight(text: str, terms: Sequence[Term]) -> Highlighted:
    """Highlight every occurrence of the terms in `text`."""
    original = nfc(text)
    folded = _Folded(original)
    spans = sorted(span for term in terms for span in folded.spans_of(term))
    return Highlighted(original, tuple(_merged(spans)))


class _Folded:
    """An NFC text in both folds, each made once for all terms, and only if one asks for it."""

    def __init__(self, original: str) -> None:
        self._original = original

    @cached_property
    def _plain(self) -> str:
        return fold_plain(self._original)

    @cached_property
    def _exact(self) -> str:
        return fold_exact(self._original)

    def spans_of(self, term: Term) -> list[Span]:
        """Find where the words of a term follow each other, in one fold; exact words are read in the other."""
        folds = term.folds()
        exact = [fold for fold, is_exact in folds if is_exact]
        if len(exact) == len(folds):
            return [match.span() for match in _pattern(tuple(exact), term.prefix).finditer(self._exact)]
        plain = tuple(fold_plain(word) for word in term.words)
        found = [match.span() for match in _pattern(plain, term.prefix).finditer(self._plain)]
        return [span for span in found if self._is_exact(span, folds)] if exact else found

    def _is_exact(self, span: Span, folds: Sequence[tuple[str, bool]]) -> bool:
        words = WORD.findall(self._exact[slice(*span)])
        return all(word.startswith(fold) for word, (fold, is_exact) in zip(words, folds, strict=True) if is_exact)


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...], prefix: bool) -> re.Pattern[str]:
    """Compile a pattern for whole words that follow each other in a fold; of a prefix, the last word goes on."""
    begins, ends = rf"(?<![^\W_])(?<![{LONE_MARKS}])", rf"(?![^\W_]|[{LONE_MARKS}])"
    goes_on = rf"(?:[^\W_]|[{LONE_MARKS}])*+"
    return re.compile(begins + r"[\W_]+".join(map(re.escape, words)) + (goes_on if prefix else ends))


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def snippet(text: str, terms: Sequence[Term], length: int = 240) -> Highlighted:
    """Cut about `length` letters around the place with most matches, at word boundaries, with "…" at each cut."""
    whole = highlight(" ".join(nfc(text).split()), terms)
    start, end = _window(whole, length)
    before, after = ("… " if start else ""), (" …" if end < len(whole.text) else "")
    shift = len(before) - start
    kept = tuple((a + shift, b + shift) for a, b in whole.marks if start <= a and b <= end)
    return Highlighted(before + whole.text[start:end] + after, kept)


def concordance(text: str, terms: Sequence[Term], words: int) -> list[Highlighted]:
    """List every place that matches, with so many words on both sides (keyword in context), in the text's order."""
    whole = highlight(" ".join(nfc(text).split()), terms)
    starts, ends = (
        zip(*(match.span() for match in re.finditer(r"\S+", whole.text)), strict=True) if whole.marks else ((), ())
    )
    places = []
    for first, end in whole.marks:
        left = starts[max(0, bisect_right(starts, first) - 1 - words)]
        right = ends[min(len(ends) - 1, bisect_left(ends, end) + words)]
        places.append(Highlighted(whole.text[left:right], ((first - left, end - left),)))
    return places


def _window(whole: Highlighted, length: int) -> Span:
    if len(whole.text) <= length:
        return 0, len(whole.text)
    starts = [a for a, _ in whole.marks]
    reach = (bisect_left(starts, at + length) - number for number, at in enumerate(starts))  # they stand in order
    best = max(zip(reach, (-at for at in starts), strict=True), default=(0, 0))[1] * -1
    start = _word_start(whole.text, max(0, min(best - length // 4, len(whole.text) - length)))
    end = min(len(whole.text), start + length)
    if end < len(whole.text):
        cut = whole.text.rfind(" ", start + length // 2, end + 1)
        covered = max((b for a, b in whole.marks if a < end), default=0)
        end = max(cut if cut > 0 else end, covered if covered <= end + length else 0)
    return start, end


def _word_start(text: str, at: int) -> int:
    """Return the start of the word at `at`; `at` itself if there is no space within 40 letters before."""
    if at == 0:
        return 0
    space = text.rfind(" ", max(0, at - 40), at)
    return space + 1 if space >= 0 else at

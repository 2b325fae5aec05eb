"""Diff of two texts, word by word: removed and added words, with a few words around each change."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple

from rich.text import Text

CONTEXT = 8
"""Words shown around a change."""
LARGEST = 20_000_000
"""Pairs of words beyond which a stretch is shown as replaced whole: comparing them takes seconds."""
BREAK = "¶"
_STYLES = {"-": "red strike", "+": "green", "…": "dim"}
_MARKS = {"-": ("[-", "-]"), "+": ("{+", "+}")}


class Piece(NamedTuple):
    """A stretch of words: kept (" "), removed ("-"), added ("+") or elided ("…")."""

    sign: str
    words: list[str]


def word_diff(before: str, after: str) -> list[Piece]:
    """Compare two texts. Returns pieces in reading order, none if all words are equal; ¶ is a line break."""
    runs = [(sign, list(run)) for sign, run in groupby(_signed(_lines(before), _lines(after)), itemgetter(0))]
    if all(sign == " " for sign, _ in runs):
        return []
    return [
        piece
        for at, (sign, run) in enumerate(runs)
        for piece in _shortened(Piece(sign, [word for _, word in run]), at > 0, at < len(runs) - 1)
    ]


def marked(pieces: list[Piece]) -> str:
    """Format pieces for files and pipes: `[-old-]{+new+}`."""
    marks = ((piece, *_MARKS.get(piece.sign, ("", ""))) for piece in pieces)
    return " ".join(f"{begin}{' '.join(piece.words)}{end}" for piece, begin, end in marks)


def coloured(pieces: list[Piece]) -> Text:
    """Format pieces for terminals: removed words red and struck through, added words green."""
    return Text(" ").join(Text(" ".join(piece.words), style=_STYLES.get(piece.sign, "")) for piece in pieces)


def _lines(text: str) -> list[tuple[str, ...]]:
    lines = [tuple(line.split()) for line in text.splitlines()]
    return [(*line, BREAK) for line in lines if line]


def _signed(old: list[tuple[str, ...]], new: list[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yield every word with its sign. Lines are compared first: texts have many equal words and few equal lines."""
    for tag, i, j, k, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = list(chain(*old[i:j])), list(chain(*new[k:n]))
        if tag == "equal" or len(gone) * len(come) > LARGEST:
            yield from _replaced(tag, gone, come)
            continue
        for inner, a, b, c, d in SequenceMatcher(None, gone, come, autojunk=False).get_opcodes():
            yield from _replaced(inner, gone[a:b], come[c:d])


def _replaced(tag: str, gone: list[str], come: list[str]) -> Iterator[tuple[str, str]]:
    yield from ((" " if tag == "equal" else "-", word) for word in gone)
    if tag != "equal":
        yield from (("+", word) for word in come)


def _shortened(piece: Piece, after_change: bool, before_change: bool) -> Iterator[Piece]:
    """Shorten a kept stretch to the few words after the change before it, and before the change after it."""
    head, tail = CONTEXT * after_change, CONTEXT * before_change
    if piece.sign != " " or len(piece.words) <= head + tail + 2:
        yield piece
        return
    parts = ((" ", piece.words[:head]), ("…", ["…"]), (" ", piece.words[len(piece.words) - tail :]))
    yield from (Piece(sign, words) for sign, words in parts if words)

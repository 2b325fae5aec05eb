"""Decide which old encoding each line of a page is in: by its words, by its font, by the lines around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from normalize.decoding.legacy_encodings import SIGNS, STRICT, converted, encoding_of, is_modern, weigh, with_stroke
from normalize.decoding.legacy_fonts import ORDINARY, Font


class Line(NamedTuple):
    """A line and the font that it is set in."""

    text: str
    font: Font = ORDINARY


def encodings_of(lines: Sequence[Line]) -> list[str | None]:
    """Return the old encoding of each line; None where the line is in Unicode, or the evidence is too thin."""
    told = [_told(line) for line in lines]
    proven = _proven(told)
    if not proven:
        return told
    # People convert a text and leave the old font on it: on this page, such a font is no evidence.
    false_fonts = {line.font for line in lines if line.font.encoding and is_modern(line.text)}
    return [
        name or _by_company(line, proven, trusted=line.font not in false_fonts)
        for line, name in zip(lines, told, strict=True)
    ]


def modern_lines(lines: Sequence[str]) -> tuple[list[str], dict[str, list[str]]]:
    """Convert lines without fonts to Unicode; also return the converted lines, as they read now, by encoding."""
    if not any(map(SIGNS.search, lines)):
        return list(lines), {}
    names = encodings_of([Line(line) for line in lines])
    read = [with_stroke(converted(line, name) if name else line) for line, name in zip(lines, names, strict=True)]
    done: dict[str, list[str]] = {}
    for line, name in zip(read, names, strict=True):
        if name:
            done.setdefault(name, []).append(line)
    return read, done


def _proven(told: Iterable[str | None]) -> list[str]:
    """Return the encodings that the page surely has: of those that its lines show, all but the odd one out."""
    counts = Counter(name for name in told if name)
    return [name for name in counts if counts[name] >= STRICT] or list(counts)


def tells(line: Line) -> bool:
    """Decide whether a line by itself shows its old encoding."""
    return _told(line) is not None


def _told(line: Line) -> str | None:
    """Return the encoding that a line shows by itself: by its words alone, or by its font and a word."""
    font = line.font
    if font.signs or line.text.isascii() or not (font.encoding or SIGNS.search(line.text)):
        return None
    if font.encoding and encoding_of(line.text, (font.encoding,), 1):
        return font.encoding
    return encoding_of(line.text)


def _by_company(line: Line, proven: Iterable[str], *, trusted: bool) -> str | None:
    """Return the encoding of a line that shows too little itself, on a page where other lines show theirs."""
    name = line.font.encoding
    if line.font.signs or line.text.isascii() or is_modern(line.text):
        return None
    if name and name in proven and trusted and weigh(line.text, name).fits:
        return name
    return encoding_of(line.text, proven, 1)

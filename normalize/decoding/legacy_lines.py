"""Which lines of a page are in which old encoding: by their own words, by their font, by the company they keep."""

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
    """The old encoding of each line; None where it is in Unicode already, or where nothing tells."""
    told = [_told(line) for line in lines]
    proven = _proven(told)
    if not proven:
        return told
    # People convert a text and leave the old font on it: such a font is no evidence on this page.
    false_fonts = {line.font for line in lines if line.font.encoding and is_modern(line.text)}
    return [
        name or _by_company(line, proven, trusted=line.font not in false_fonts)
        for line, name in zip(lines, told, strict=True)
    ]


def modern_lines(lines: Sequence[str]) -> tuple[list[str], dict[str, list[str]]]:
    """Lines without fonts in Unicode; and those that were converted, as they read now, by encoding."""
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
    """The encodings that the page has: of those that lines told, all but the odd one out."""
    counts = Counter(name for name in told if name)
    return [name for name in counts if counts[name] >= STRICT] or list(counts)


def tells(line: Line) -> bool:
    """Whether the line tells its old encoding by itself."""
    return _told(line) is not None


def _told(line: Line) -> str | None:
    """The encoding that the line tells by itself: by its words alone, or by its font and a word."""
    font = line.font
    if font.signs or line.text.isascii() or not (font.encoding or SIGNS.search(line.text)):
        return None
    if font.encoding and encoding_of(line.text, (font.encoding,), 1):
        return font.encoding
    return encoding_of(line.text)


def _by_company(line: Line, proven: Iterable[str], *, trusted: bool) -> str | None:
    """The encoding of a line that tells too little itself, on a page where others were told."""
    name = line.font.encoding
    if line.font.signs or line.text.isascii() or is_modern(line.text):
        return None
    if name and name in proven and trusted and weigh(line.text, name).fits:
        return name
    return encoding_of(line.text, proven, 1)

"""Read the lines of a text that another extractor left: undo wraps, drop debris, know captions by their form."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from itertools import pairwise

from normalize.content.captions import announced, is_file_name, repeats_last_sentence
from normalize.decoding.syllables import is_syllable
from normalize.fields.language import is_vietnamese
from normalize.text import clean_characters, one_line, squeezed, word_count

STOPS = (".", "…", ";", ":", "!", "?", '."', ".”", "/", ".)")
"""Endings of a line that closes a sentence or announces a list."""
WIDEST = 130
"""Characters of the widest line of a text that was wrapped by hand or by Word."""
NARROWEST = 55
"""Characters: shorter lines of one length are verses, or a list."""
FULL = 0.72
"""Share of the widest line from which on a line is full: the next word did not fit."""
FULLEST = 0.9
"""Share of the widest line from which on a line with a stop is full; such a line may also end its paragraph."""
MOST_CLOSED = 0.3
"""Largest share of lines with a stop in a text that is broken at a width: there, sentences end at a line's end by
chance only.
"""
SHORTEST_PARAGRAPH = 8
"""Words from which on a line with a stop is a paragraph."""
LONGEST_HEADLINE = 45
"""Words: a line with more is a paragraph, even if the text breaks off in it."""
LONGEST_CREDITED = 70
"""Words of the longest caption that is known by its credit."""
LONGEST_CAPTION = 30
"""Words of the longest caption that is known only by its place and its words."""
KNOWN_WORDS = 0.8
"""Share of a caption's pairs of words that were read before: a caption repeats what the text says."""
_ITEM = re.compile(r"[-–•+*]\s+\S|\d{1,3}[.)]\s|[a-zđ][.)]\s|[IVX]{1,5}[.)]\s")
_PLACEHOLDER = re.compile(r"[%{$<\[]+[^\s%{}$<>\[\]]{1,60}[%}>\]]+")
_CREDIT = re.compile(r"\bảnh\s*:\s*[^:]{2,60}$", re.IGNORECASE)
_PICTURED = re.compile(r"\(?\s*(?:hình )?ảnh\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text, and how it was set."""

    text: str
    raw: str
    """With its no-break spaces and runs of blanks, which separate the steps of a breadcrumb."""
    alone: bool
    """True if a blank line came before it."""


def lines_of(text: str) -> list[Line]:
    """Return the lines that have text, with hard-wrapped lines joined."""
    lines: list[Line] = []
    alone = True
    for raw in re.split(r"\r?\n|\r|\u2028", text):
        line = one_line(clean_characters(raw))
        if line:
            lines.append(Line(line, raw.strip(" \t"), alone))
        alone = not line
    return _unwrapped(lines)


def is_item(line: str) -> bool:
    """Decide whether a line is marked as an item of a list."""
    return _ITEM.match(line) is not None


def is_paragraph(line: str) -> bool:
    """Decide whether a line is running text: a sentence with its stop, or too long for a headline."""
    count = word_count(line)
    return count > LONGEST_HEADLINE or (
        count >= SHORTEST_PARAGRAPH and line.endswith((".", "…", ";", ":", '."', ".”", ".)", "./"))
    )


def is_debris(line: str) -> bool:
    """Decide whether a line is debris of a page's code or pictures.

    Debris has no letters, is a name that no reader sees, or says one thing twice.
    """
    if not any(map(str.isalnum, line)):
        return True
    if _PLACEHOLDER.fullmatch(line):
        return True
    words = line.split()
    half = len(words) // 2
    if len(words) >= 4 and len(words) % 2 == 0 and words[:half] == words[half:]:
        return True
    return len(words) == 1 and _is_no_word(line)


def _is_no_word(word: str) -> bool:
    """Decide whether a lone word is neither a syllable nor a name, an abbreviation, a number or an address."""
    return word.isascii() and word.isalpha() and word.islower() and not is_syllable(word)


def is_unaccented(line: str) -> bool:
    """Decide whether a line is Vietnamese without diacritics, as names of pictures and of their links are."""
    words = line.split()
    if len(words) < 3 or not line.isascii() or any(map(str.isdigit, line.replace(" ", "")[:4])):
        return False
    return sum(map(is_syllable, words)) >= 0.8 * len(words)


def is_credited(line: str) -> bool:
    """Decide whether a line names itself as a picture's: by its credit, or by its first word."""
    if announced(line) or _CREDIT.search(line):
        return True
    return _PICTURED.match(line) is not None and word_count(line) <= LONGEST_CAPTION and line[-1] not in ":;"


def is_caption(lines: list[str], at: int, known: Set[tuple[str, str]]) -> bool:
    """Decide whether a line is the caption of a picture that the text no longer has.

    `known`: pairs of words read so far.
    """
    line = lines[at]
    count = word_count(line)
    if is_file_name(line) or is_item(line) or count > LONGEST_CREDITED:
        return False
    if is_credited(line):
        return True
    twice = squeezed(line)
    if (
        count >= 3
        and not line.endswith(STOPS)
        and any(squeezed(lines[other]) == twice for other in (at - 1, at + 1) if 0 <= other < len(lines))
    ):
        return True
    if at and repeats_last_sentence(line, lines[at - 1]):
        return True
    if not may_be_caption(line):
        return False
    if at and is_debris(lines[at - 1]):
        return True
    return _says_again(line, known)


def may_be_caption(line: str) -> bool:
    """Decide whether a line has the form of a caption: short, without a stop, no heading and no item."""
    return 3 <= word_count(line) <= LONGEST_CAPTION and not (line.endswith(STOPS) or line.isupper() or is_item(line))


def pairs_in(line: str) -> list[tuple[str, str]]:
    """Return the pairs of neighbouring words of a line."""
    return [(one, other) for one, other in pairwise(map(squeezed, line.split())) if one and other]


def _says_again(line: str, known: Set[tuple[str, str]]) -> bool:
    pairs = pairs_in(line)
    return len(pairs) >= 2 and sum(pair in known for pair in pairs) >= KNOWN_WORDS * len(pairs)


def _unwrapped(lines: list[Line]) -> list[Line]:
    """Join lines that were broken at a width: full lines, and lines that go on with a small letter."""
    groups: list[list[Line]] = []
    for stanza in _stanzas(lines):
        width = max(len(line.text) for line in stanza)
        wrapped = _is_wrapped(stanza, width)
        for at, line in enumerate(stanza):
            if groups and _goes_on(groups[-1][-1].text, line, width if wrapped and at else None):
                groups[-1].append(line)
            else:
                groups.append([line])
    return [_joined(group) for group in groups]


def _joined(group: list[Line]) -> Line:
    if len(group) == 1:
        return group[0]
    return Line(" ".join(line.text for line in group), " ".join(line.raw for line in group), group[0].alone)


def _stanzas(lines: list[Line]) -> list[list[Line]]:
    """Group lines that have no blank line between them."""
    found: list[list[Line]] = []
    for line in lines:
        if line.alone or not found:
            found.append([])
        found[-1].append(line)
    return found


def _is_wrapped(stanza: list[Line], width: int) -> bool:
    lengths = [len(line.text) for line in stanza]
    if len(stanza) < 3 or not NARROWEST <= width <= WIDEST:
        return False
    full = sum(length >= FULL * width for length in lengths)
    closed = sum(line.text.endswith(STOPS) for line in stanza[:-1])
    return full >= 0.6 * (len(stanza) - 1) and closed <= MOST_CLOSED * (len(stanza) - 1)


def _goes_on(last: str, line: Line, width: int | None) -> bool:
    """Decide whether a line continues the line before it.

    `width`: characters of the widest line, where the text is wrapped.
    """
    if is_item(line.text) or is_file_name(line.text) or is_file_name(last) or is_debris(line.text) or is_debris(last):
        return False
    small = line.text[0].islower() and len(last) >= NARROWEST
    if small and not last.endswith(STOPS) and not (line.alone and last.endswith(",")):
        return True
    if width is None or line.alone:
        return False
    return len(last) >= (FULLEST if last.endswith(STOPS) else FULL) * width


def speaks_vietnamese(lines: list[Line]) -> bool:
    """Decide whether most lines of a text have letters that only Vietnamese has."""
    return sum(is_vietnamese(line.text) for line in lines) > len(lines) / 2

"""Find lines that recur among a host's texts: its boilerplate, known without any list of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from normalize.decoding.decode import decode
from normalize.extracted_lines import lines_of
from normalize.rejection import RejectedError
from normalize.text import squeezed

FEWEST = 3
"""Texts that must have a line: two may be two captures of one page."""
SHARE = 0.05
"""Share of the texts that must have a line: among many texts, three may say the same by chance."""


def recurring_lines(texts: Iterable[bytes]) -> frozenset[str]:
    """Return the lines, squeezed, that recur among texts of one host.

    Of texts with the same longest line only one counts.
    """
    by_body: dict[str, frozenset[str]] = {}
    for text in texts:
        lines = _lines(text)
        if lines:
            by_body.setdefault(max(lines, key=len), lines)
    counts = Counter(line for lines in by_body.values() for line in lines)
    needed = max(FEWEST, SHARE * len(by_body))
    return frozenset(line for line, count in counts.items() if count >= needed)


def _lines(text: bytes) -> frozenset[str]:
    try:
        read = decode(text, "text/plain; charset=utf-8")
    except RejectedError:
        return frozenset()
    return frozenset(squeezed(line.text) for line in lines_of(read)) - {""}

"""The date that a list shows beside a link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from lxml.etree import _Element

from seeds.dates import parse_shown

MAX_WORDS_AROUND = 30
"""Letters that a date line may have around its date ("Thứ Năm, … | Lượt xem: 345"); a sentence has more."""

_AT_THE_END = re.compile(r"[(\[–-]\s*+([\d/.\s-]{8,14}?)\s*+[)\]]?\s*+$")
_LETTERS = re.compile(r"[^\W\d_]")


def date_beside(block: _Element, links: set[_Element]) -> date | None:
    """Find the date in `block` beside the links of one article: a <time>, else a string that is a date line.

    Dates inside sentences and titles belong to events and are no publication dates; only one in brackets that closes a
    title is taken.
    """
    for time in block.iter("time"):
        if found := _day_in(str(time.get("datetime") or "")):
            return found
    for text, in_link in _strings(block, links):
        if in_link:
            closing = _AT_THE_END.search(text)
            found = _day_in(closing[1]) if closing else None
        else:
            found = _day_in(text) if len(_LETTERS.findall(text)) <= MAX_WORDS_AROUND else None
        if found:
            return found
    return None


def first_date_beside(blocks: Iterable[_Element], links: Iterable[_Element]) -> date | None:
    """Return the first date that one of these blocks shows beside `links` (those of one article), if any."""
    own = set(links)
    return next(filter(None, (date_beside(block, own) for block in blocks)), None)


def _day_in(text: str) -> date | None:
    moment = parse_shown(text)
    return moment.day if moment else None


def _strings(block: _Element, links: set[_Element]) -> Iterator[tuple[str, bool]]:
    """Yield every string shown in `block`, and whether it is inside one of `links`."""
    inside: set[_Element] = set()
    for element in block.iter():
        parent = element.getparent()
        if element in links or parent in inside:
            inside.add(element)
        if isinstance(element.tag, str) and element.tag not in ("script", "style") and element.text:
            yield element.text, element in inside
        if element is not block and element.tail:
            yield element.tail, parent in inside

"""Elements that show a date by the headline: told by their own names or markup, and by where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from normalize.text import one_line, words
from seeds.clock import VIETNAM
from seeds.dates import Moment, Precision, has_published_label, parse_shown, parse_stated, relative, without_dates

LONGEST = 200
"""Characters of an element that shows a date; what is longer is text."""
LEVELS = 8
"""Elements above the headline within which its date is looked for."""
LEVELS_BEFORE = 2
"""The same for a date above the headline: in the page's header stands a clock."""
BEFORE, BEHIND = 150, 400
"""Characters of text between headline and date: sections, writers and buttons stand there, no paragraph."""
MOST_WORDS = 8
"""Words beside the date in its element: a label, a weekday, a writer, a place."""
_CANDIDATES = cast(
    "Callable[[HtmlElement], list[HtmlElement]]",
    etree.XPath(
        "descendant::time | descendant::*[@itemprop='datePublished' or @itemprop='dateCreated' or @pubdate] | "
        "descendant::*[@class][contains(translate(@class, 'DTPNC', 'dtpnc'), 'date') or "
        "contains(translate(@class, 'DTPNC', 'dtpnc'), 'time') or contains(translate(@class, 'P', 'p'), 'publi') or "
        "contains(translate(@class, 'N', 'n'), 'ngay') or contains(translate(@class, 'M', 'm'), 'meta') or "
        "contains(translate(@class, 'I', 'i'), 'info')] | "
        "descendant::*[@id][contains(translate(@id, 'DTPN', 'dtpn'), 'date') or contains(@id, 'ngay')]"
    ),
)
_SHORT_LINES = cast(
    "Callable[[HtmlElement], list[HtmlElement]]",
    etree.XPath("descendant::*[text()[string-length() < 80 and (contains(., '20') or contains(., '19'))]]"),
)
_MARKED = cast(
    "Callable[[HtmlElement], list[HtmlElement]]",
    etree.XPath(
        "descendant::*[@itemprop='datePublished' or @itemprop='dateCreated'] | descendant::time[@pubdate] | "
        "descendant::*[contains(concat(' ', @class, ' '), ' published ')]"
    ),
)
_TEXTS = cast(
    "Callable[[HtmlElement], list[str]]",
    etree.XPath("descendant::text()[not(parent::script or parent::style)]", smart_strings=False),
)
_CHANGED = re.compile(r"modif|updat|change|expire|sua|capnhat", re.IGNORECASE)
_ASIDE = frozenset(("aside", "footer", "nav", "form"))


def spaced_text(element: HtmlElement) -> str:
    """The text of an element with blanks where one of its elements ends: day, month and year may have one each."""
    return one_line(" ".join(map(str, element.itertext())))


def shown_in(element: HtmlElement, fetched_at: datetime | None, *, month_first: bool = False) -> Moment | None:
    """The date that an element shows, with the time of its `datetime` attribute where that is of the same day."""
    text = one_line(str(element.text_content()))[:LONGEST]
    shown = parse_shown(text, month_first=month_first) or parse_shown(spaced_text(element)[:LONGEST], month_first=month_first)
    stated = next((moment for moment in map(_stated, (element, *islice(element.iter("time"), 3))) if moment), None)
    return agreed(shown, stated) or relative(text, fetched_at)


def _stated(holder: HtmlElement) -> Moment | None:
    """The machine-readable time of an element; none where it is that of a change."""
    names = f"{holder.get('itemprop') or ''} {holder.get('class') or ''}"
    value = holder.get("datetime") or holder.get("content") or ""
    if not value or (_CHANGED.search(names) and "publish" not in names.lower()):
        return None
    return parse_stated(value)


def agreed(shown: Moment | None, stated: Moment | None) -> Moment | None:
    """One moment of what is shown and what is stated: the day that is shown, as exactly as either tells it.

    What is stated counts in its own zone, in Vietnam's, or as Vietnam's time under a wrong label, whichever gives the
    day that is shown: many portals label local time Z.
    """
    if shown is None or stated is None:
        return shown or stated
    if stated.precision is Precision.DAY:
        return shown
    local = stated.at.replace(tzinfo=VIETNAM)
    day = shown.at.date()
    if shown.precision is not Precision.DAY:
        same = local.replace(second=0) == shown.at.replace(second=0, tzinfo=VIETNAM)
        named = stated.at.utcoffset() and stated.at.utcoffset() != VIETNAM.utcoffset(None)
        return stated if same and named else shown
    if stated.at.astimezone(VIETNAM).date() == day or (stated.at.date() == day and stated.at.utcoffset()):
        return stated
    return Moment(local, stated.precision) if local.date() == day else shown


@dataclass(frozen=True, slots=True)
class ByHeadline:
    """A date by the headline."""

    moment: Moment
    text: str
    behind: bool
    """Whether it stands behind the headline, where no clock of the page's header does."""


def by_headline(
    headline: HtmlElement | None, fetched_at: datetime | None, *, month_first: bool = False, named: bool = True
) -> Iterator[ByHeadline]:
    """The dates of elements near the headline, the nearest behind it first. `named`: only of those with such names."""
    boxes = [box for box in islice(headline.iterancestors(), LEVELS) if box.tag not in ("body", "html")] if headline is not None else []
    candidates = set((_CANDIDATES if named else _SHORT_LINES)(boxes[-1])) if boxes else set()
    if headline is None or not candidates:
        return
    before = frozenset(boxes[min(len(boxes), LEVELS_BEFORE) - 1].iter())
    places = _places(boxes[-1], headline, candidates)
    near = [(at < 0, abs(at), element) for at, element in places if -BEFORE <= at <= BEHIND]
    for is_before, _, element in sorted(near, key=lambda one: one[:2]):
        moment = _moment_of(element, fetched_at, month_first=month_first)
        if moment is not None and (not is_before or element in before):
            yield ByHeadline(moment, spaced_text(element), not is_before)


def in_microdata(tree: HtmlElement) -> Moment | None:
    """The date that a page marks as its publication's in microdata or hAtom, if all such marks agree on the day."""
    found = [moment for moment in map(_marked, _MARKED(tree)) if moment is not None]
    return found[0] if len({moment.at.date() for moment in found}) == 1 else None


def _marked(element: HtmlElement) -> Moment | None:
    return _stated(element) or parse_shown(spaced_text(element)[:LONGEST])


def said_once(tree: HtmlElement) -> Moment | None:
    """The only day on a page that a line says to be of the publication ("Veröffentlicht am 16.08.2019"), or that a
    `time` element shows; None where there are several.
    """
    labelled = (text for text in map(str, _TEXTS(tree)) if len(text) <= LONGEST and has_published_label(text))
    for moments in (map(parse_shown, labelled), map(_marked, tree.iter("time"))):
        found = [moment for moment in moments if moment is not None]
        if found:
            return found[0] if len({moment.at.date() for moment in found}) == 1 else None
    return None


def _places(box: HtmlElement, headline: HtmlElement, wanted: set[HtmlElement]) -> list[tuple[int, HtmlElement]]:
    """How many characters of text stand between the headline and each of these elements: below 0 before it."""
    at, start, end = 0, None, None
    found: list[tuple[int, HtmlElement]] = []
    for event, element in etree.iterwalk(box, events=("start", "end")):
        if event == "start":
            start = at if element is headline else start
            if element in wanted:
                found.append((at, element))
            at += len(element.text or "") if isinstance(element.tag, str) else 0
        else:
            end = at if element is headline else end
            at += len(element.tail or "")
        if end is not None and at > end + BEHIND:
            break
    if start is None or end is None:
        return []
    inside = frozenset(headline.iter())
    return [
        (0 if element in inside else place - end if place >= end else min(place - start, -1), element)
        for place, element in found
        if element is not headline
    ]


def _moment_of(element: HtmlElement, fetched_at: datetime | None, *, month_first: bool) -> Moment | None:
    if any(holder.tag in _ASIDE for holder in element.iterancestors()):
        return None
    text = spaced_text(element)
    rest = without_dates(text) if len(text) <= LONGEST else None
    if rest is None and _stated(element) is None and relative(text, fetched_at) is None:
        return None
    if len(words(rest or "")) > MOST_WORDS:
        return None
    return shown_in(element, fetched_at, month_first=month_first)

"""Find elements that show a date by the headline: by their own names or markup, and by their place."""

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
from seeds.dates import Moment, Precision, has_published_label, parse_shown, parse_stated, relative, without_dates
from seeds.timing import VIETNAM

MOST_READ = 2_000
"""Characters of an element that are read to see that its text is short, blanks of the markup included."""
LONGEST = 200
"""Characters of the longest element that shows a date; a longer one is text."""
LEVELS = 8
"""Elements above the headline within which its date is looked for."""
LEVELS_BEFORE = 2
"""Elements above the headline within which a date before it is looked for: further out is the header's clock."""
BEFORE, BEHIND = 150, 400
"""Most characters between headline and date: sections, writers and buttons are there, but no paragraph."""
MOST_WORDS = 8
"""Most words beside the date in its element: a label, a weekday, a writer, a place."""
_NAMES = re.compile(r"date|time|publi|posted|created|ngay|meta|info", re.IGNORECASE)
"""Parts of the names of elements that show a date."""
_MARKS = ("datePublished", "dateCreated")
LONGEST_LINE = 80
"""Characters of the longest line that may be a date in an element without a date's name."""
_MARKED = cast(
    "Callable[[HtmlElement], list[HtmlElement]]",
    etree.XPath(
        "descendant::*/@itemprop[. = 'datePublished' or . = 'dateCreated']/.. | descendant::time[@pubdate] | "
        "descendant::*/@class[contains(., 'published') and contains(concat(' ', ., ' '), ' published ')]/.."
    ),
)
_MAY_HAVE_YEAR = cast(
    "Callable[[HtmlElement], list[str]]",
    etree.XPath(
        "descendant::text()[contains(., '19') or contains(., '20')][not(parent::script or parent::style)]",
        smart_strings=False,
    ),
)
_CHANGED = re.compile(r"modif|updat|change|expire|sua|capnhat", re.IGNORECASE)
_ASIDE = frozenset(("aside", "footer", "nav", "form"))


def spaced_text(element: HtmlElement) -> str:
    """Return the text of an element with blanks at the ends of its elements: day, month and year may have one each.

    Of a long text, which shows no date, only the beginning is read: nested elements may share it.
    """
    texts: list[str] = []
    read = 0
    for text in element.itertext(etree.Element, with_tail=True):
        texts.append(str(text)[:MOST_READ])
        read += len(texts[-1])
        if read > MOST_READ or len(texts) > MOST_READ:
            break
    return one_line(" ".join(texts))


def shown_in(element: HtmlElement, fetched_at: datetime | None, *, month_first: bool = False) -> Moment | None:
    """Return the date that an element shows, with the time of its `datetime` attribute if that is on the same day."""
    text = one_line(str(element.text_content()))[:LONGEST]
    shown = parse_shown(text, month_first=month_first) or parse_shown(
        spaced_text(element)[:LONGEST], month_first=month_first
    )
    stated = next((moment for moment in map(_stated, (element, *islice(element.iter("time"), 3))) if moment), None)
    return agreed(shown, stated) or relative(text, fetched_at)


def _stated(holder: HtmlElement) -> Moment | None:
    """Return the machine-readable time of an element; None where it is that of a change."""
    names = f"{holder.get('itemprop') or ''} {holder.get('class') or ''}"
    value = holder.get("datetime") or holder.get("content") or ""
    if not value or (_CHANGED.search(names) and "publish" not in names.lower()):
        return None
    return parse_stated(value)


def agreed(shown: Moment | None, stated: Moment | None) -> Moment | None:
    """Join a shown and a stated moment: on the shown day, with the precision of the more exact one.

    The stated moment counts in its own zone, in Vietnam's, or as Vietnam's time under a wrong label, whichever gives
    the shown day: many portals label local time Z.
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
    """True if it is behind the headline, where no header has its clock."""


def by_headline(
    headline: HtmlElement | None, fetched_at: datetime | None, *, month_first: bool = False, named: bool = True
) -> Iterator[ByHeadline]:
    """Yield the dates of elements near the headline, the nearest behind it first.

    `named`: only of elements with names of dates.
    """
    if headline is None:
        return
    may_show = _is_named if named else _has_year
    for behind, elements in ((True, _behind(headline)), (False, _before(headline))):
        for element in filter(may_show, elements):
            moment = _moment_of(element, fetched_at, month_first=month_first)
            if moment is not None:
                yield ByHeadline(moment, spaced_text(element), behind)


def _is_named(element: HtmlElement) -> bool:
    if element.tag == "time" or element.get("itemprop") in _MARKS:
        return True
    return _NAMES.search(f"{element.get('class') or ''} {element.get('id') or ''}") is not None


def _has_year(element: HtmlElement) -> bool:
    """Decide whether a short text directly in the element may have a year."""
    texts = (element.text, *(child.tail for child in element))
    return any(text and len(text) <= LONGEST_LINE and ("20" in text or "19" in text) for text in texts)


def _behind(headline: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements in and behind the headline, in reading order, up to as much text as a paragraph has."""
    yield from headline.iterdescendants(etree.Element)
    read = 0
    for box in (headline, *islice(headline.iterancestors(), LEVELS)):
        if box.tag in ("body", "html"):
            return
        read += len((box.tail or "").strip())
        for sibling in box.itersiblings(etree.Element):
            for element in sibling.iter(etree.Element):
                if read > BEHIND:
                    return
                yield element
                read += len((element.text or "").strip()) + len((element.tail or "").strip())


def _before(headline: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements directly before the headline, the nearest first."""
    read = 0
    for box in (headline, *islice(headline.iterancestors(), LEVELS_BEFORE - 1)):
        if box.tag in ("body", "html"):
            return
        for sibling in box.itersiblings(etree.Element, preceding=True):
            read += len(one_line(str(sibling.text_content())))
            if read > BEFORE:
                return
            yield from reversed(list(sibling.iter(etree.Element)))


def in_microdata(tree: HtmlElement) -> Moment | None:
    """Return the publication date in microdata or hAtom; None unless all its marks agree on the day."""
    found = [moment for moment in map(_marked, _MARKED(tree)) if moment is not None]
    return found[0] if len({moment.at.date() for moment in found}) == 1 else None


def _marked(element: HtmlElement) -> Moment | None:
    return _stated(element) or parse_shown(spaced_text(element)[:LONGEST])


def said_once(tree: HtmlElement) -> Moment | None:
    """Return the only day that the page labels as its publication's ("Veröffentlicht am 16.08.2019").

    Without such labels, the only day that `time` elements show. None where there are several days.
    """
    labelled = (text for text in map(str, _MAY_HAVE_YEAR(tree)) if len(text) <= LONGEST and has_published_label(text))
    for moments in (map(parse_shown, labelled), map(_marked, tree.iter("time"))):
        found = [moment for moment in moments if moment is not None]
        if found:
            return found[0] if len({moment.at.date() for moment in found}) == 1 else None
    return None


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

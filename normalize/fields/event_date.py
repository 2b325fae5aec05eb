"""Read the day of an article's event from its first words ("Chiều ngày 23/6/2022, …", "Sáng 19/6, …")."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

from seeds.month_names import MONTHS
from seeds.written_days import day_of

_DAYPART = r"(?:rạng\s+|tờ\s+mờ\s+)?(?:sáng|trưa|chiều|tối|đêm|khuya|tinh\s+mơ)(?:\s+(?:nay|qua|cùng\s+ngày))?"
_NUMBERS = (
    r"(?P<day>[0-3]?\d)(?:\s*+(?:-|–|và|đến)\s*+[0-3]?\d)?"
    r"(?:\s*+[/.\-]|\s++tháng(?=\s))\s*+(?P<month>[01]?\d)"
)
_YEAR = r"(?:\s*+(?:[/.\-]|,?\s*+năm)\s*+(?P<year>(?:19|20)\d\d))?"
_OPENING = re.compile(
    rf"(?:(?:\b{_DAYPART})\s*+,?\s*+(?:thứ\s++\w++\s*+,?\s*+)?\(?\s*+(?:ngày\s++)?"
    rf"|(?:^|[.!?…]\s++)(?:vào\s++|trong\s++)?(?:(?:hai|ba|\d++)\s++)?ngày\s++)"
    rf"{_NUMBERS}(?!\d){_YEAR}(?![\d%])",
    re.IGNORECASE,
)
_ANYWHERE = re.compile(
    r"\bngày\s+(?P<day>[0-3]?\d)[/.\-](?P<month>[01]?\d)[/.\-](?P<year>(?:19|20)\d\d)", re.IGNORECASE
)
_ENGLISH = re.compile(
    r"\bon\s+(?:[a-z]{3,6}day,?\s+)?(?:(?P<name>[a-z]{3,9})\s+(?P<day>[0-3]?\d)|(?P<day2>[0-3]?\d)\s+"
    r"(?P<name2>[a-z]{3,9}))\b(?:,?\s+(?P<year>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\d\s*[-/]\s*[A-ZĐ]|\b(?:số|văn bản|công văn|chỉ thị|nghị quyết|kế hoạch|quyết định)\b", re.IGNORECASE
)
CLOSE = timedelta(days=31)
"""Largest distance between the event and its publication, where only a bare "ngày …" names the event's day."""
_YEAR_OF_TERM = re.compile(r"(?:tháng|quý\s+[IV\d]+|(?:tháng\s+)?(?:đầu|cuối))\s+năm\s+((?:19|20)\d\d)", re.IGNORECASE)

OPENING_LENGTH = 400
"""Characters at the start of the lead or first paragraph in which an event's date is looked for."""


def opens_with_day(text: str) -> bool:
    """Decide whether a text opens with an event's day ("Sáng 19/6/2024, …"), as news does and notices seldom do."""
    return _OPENING.match(text) is not None


def event_date(lead: str | None, text: str, published: date | None) -> date | None:
    """Return the event's day, from the lead or else the first paragraph; None where the day or its year is unknown.

    A missing year comes from the publication date, else from a span that the text reports on ("6 tháng đầu năm 2024");
    a day that would be after the publication is of the year before.
    """
    openings = [opening for opening in (lead, text.partition("\n\n")[0]) if opening]
    found = (_opening_date(opening[:OPENING_LENGTH], text, published) for opening in openings)
    return next((day for day in found if day is not None), None)


def _opening_date(opening: str, whole: str, published: date | None) -> date | None:
    match = _OPENING.search(opening)
    if match is None:
        return _near_publication(opening, published)
    if match["year"]:
        return _date(int(match["year"]), match)
    if published is not None:
        return _nearest_before(match, published)
    year = _reported_year(whole)
    return _date(year, match) if year else None


def _near_publication(opening: str, published: date | None) -> date | None:
    """Return a whole date anywhere in the opening that is no document's, if it is within a month of the publication."""
    for match in _ANYWHERE.finditer(opening):
        day = _date(int(match["year"]), match)
        of_a_document = _DOCUMENT.search(opening[max(0, match.start() - 60) : match.start()])
        if day and published and not of_a_document and abs(published - day) <= CLOSE:
            return day
    return _in_english(opening, published)


def _in_english(opening: str, published: date | None) -> date | None:
    """Read "… on November 17": in the year named, else in the year that is within a month of the publication."""
    for match in _ENGLISH.finditer(opening) if published else ():
        month = MONTHS.get((match["name"] or match["name2"]).lower())
        if month is not None and published is not None:
            return _close(published, match["year"], month, int(match["day"] or match["day2"]))
    return None


def _close(published: date, named: str | None, month: int, day: int) -> date | None:
    for year in (int(named),) if named else (published.year, published.year - 1):
        found = day_of(year, month, day)
        if found is not None and abs(published - found) <= CLOSE:
            return found
    return None


def _nearest_before(match: re.Match[str], published: date) -> date | None:
    for year in (published.year, published.year - 1):
        day = _date(year, match)
        if day is not None and day <= published + timedelta(days=7):
            return day
    return None


def _reported_year(text: str) -> int | None:
    years = Counter(_YEAR_OF_TERM.findall(text))
    return int(years.most_common(1)[0][0]) if years else None


def _date(year: int, match: re.Match[str]) -> date | None:
    return day_of(year, int(match["month"]), int(match["day"]))

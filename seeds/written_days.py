"""Days and times of day as people write them, in the languages of the pages; `seeds.dates` makes moments of them.

Every pattern is bounded, so that a text costs time in proportion to its length, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from seeds.month_names import MONTHS

BESIDE = 24
"""Characters before and after a date within which its time of day is looked for."""
ASKED_AGAIN = 120
"""Characters up to which a line's dates are cached: each of a page's lines is looked up about five times."""
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NUMERALS = ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
_WRITTEN = {name: number for number, name in enumerate(_NUMERALS, start=1)}
_THANG = r"(?:tháng|thg|th)\.?\s{0,2}"
_VIETNAMESE = rf"(?P<written>mười\s(?:một|hai)|{'|'.join(_NUMERALS[:10])}|1[0-2]|0?[1-9])"
_NAME = r"(?P<name>[^\W\d_]{3,12})"
_DAY = r"(?P<day>[0-3]?\d)"
_OF = r"(?:(?:st|nd|rd|th|er|ste|\.|º|ª)?,?\s{0,2}(?:of\s|de\s|d['’])?\s?)"
_FORMS = [
    re.compile(rf"(?<![\d/.\-]){form}(?!\d|[/\-]\d)", re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?P<separator>[-/.])\s?(?P<month>[01]?\d)(?P=separator)\s?{_DAY}",
        rf"{_DAY}\s{{0,2}}[/.\-]\s{{0,2}}(?P<month>[0-3]?\d)\s{{0,2}}[/.\-]\s{{0,2}}{_YEAR}",
        rf"{_YEAR}\s?[年년]\s?(?P<month>[01]?\d)\s?[月월]\s?{_DAY}\s?[日일]?",
        rf"{_DAY}\s{{0,3}}[,/-]?\s?{_THANG}{_VIETNAMESE}\s{{0,2}}[,/-]?\s{{0,2}}(?:năm\s{{1,2}})?{_YEAR}",
        rf"(?<!\w){_THANG}{_VIETNAMESE}\s{{1,2}}{_DAY}\s?,\s{{0,2}}{_YEAR}",
        rf"{_DAY}{_OF}{_NAME}\.?,?\s{{0,2}}(?:de\s|del\s|of\s)?{_YEAR}",
        rf"{_DAY}[-/]{_NAME}[-/]{_YEAR}",
        rf"(?<!\w){_NAME}\.?\s{{1,2}}{_DAY}(?:st|nd|rd|th|\.)?\s?,?\s{{1,2}}{_YEAR}",
        rf"(?<!\w){_NAME}\s{_DAY},?\s(?:at\s)?[0-2]?\d:[0-5]\d(?::[0-5]\d)?\s(?:[^\W\d_]{{2,5}}\s)?{_YEAR}",
        rf"{_YEAR}[,.]?\s{{1,2}}{_NAME}\.?\s{{1,2}}{_DAY}",
    )
]
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d[-/.]")
_RUN = re.compile(r"[^\W\d_]{3,24}")
_LOOSE = re.compile("^(?:st|nd|rd|th|er|ste|º|ª)|(?:de|del|of)$")
"""Letters right beside the name of a month, without a blank."""
_SHORT_YEAR = re.compile(r"(?<![\w/.\-:])(?P<day>[0-3]?\d)(?P<separator>[/.\-])(?P<month>[0-3]?\d)(?P=separator)"
                         r"(?P<year>\d\d)(?![\w/\-]|[.:]\d)")  # fmt: skip
HAS_YEAR = re.compile(r"(?:19|20)\d\d")
MAY_BE_DAY = re.compile(r"\d(?:[09]\d\d|[/.\-][0-3]?\d[/.\-]\d\d)")
"""What every whole date has, a year or three numbers: most lines have none, and looking for a date takes far longer."""
HALF = r"[ap]\.?m\b\.?|sa\b|ch\b|sáng\b|trưa\b|chiều\b|tối\b|đêm\b"
CLOCK = re.compile(
    rf"(?=[\dapsctđ])(?<![\d/:.])(?:(?<!\w)(?P<before>{HALF})[\s,:]{{1,2}})?(?P<hour>[0-2]?\d)"
    r"(?:\s?(?:[:hg]|giờ|uhr)\s?(?P<minute>[0-5]\d)(?![\d/])(?::(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?"
    r"(?:\s?(?:phút|['’′]))?|\s?(?:giờ|h|g)(?![\w:]))"
    rf"(?:\s?(?P<behind>{HALF}))?"
    r"(?:\s?\(?(?:(?P<utc>GMT|UTC|Z\b)|(?=[+-]\d\d:?\d\d\b))(?:\s?(?P<sign>[+-])\s?(?P<off>\d{1,2}):?(?P<off2>\d\d)?\b)?\)?"
    r"|\s\(?(?P<zone>[A-Z]{2,4}T|MEZ|MESZ|WIB)\b\)?)?",
    re.IGNORECASE,
)
MAY_BE_CLOCK = re.compile(r"\d\s?[:hgu]", re.IGNORECASE)
"""What every time of day has: of lines with a date most have none, and looking for a whole one takes much longer."""


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day of these numbers, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _forms_in(text: str) -> Iterator[re.Pattern[str]]:
    """Yield the forms of dates that a text with a year can hold: each form that is tried reads the whole text."""
    year_first, numbers, cjk, *months, day_name, day_dash, name_first, with_clock, year_name = _FORMS
    if _YEAR_FIRST.search(text):
        yield year_first
    slashed = "/" in text or "-" in text
    if slashed or "." in text:
        yield numbers
    if "月" in text or "월" in text:
        yield cjk
    lowered = text.lower()
    if "th" in lowered:
        yield from months
    if any(map(_names_month, _RUN.findall(lowered))):
        yield from (day_name, name_first, year_name)
        if slashed:
            yield day_dash
        if ":" in text:
            yield with_clock


@lru_cache(maxsize=4096)
def _names_month(run: str) -> bool:
    """Check whether a run of letters holds a month's name. The words of a page are few."""
    return run in MONTHS or _LOOSE.sub("", run) in MONTHS


Days = tuple[tuple[int, int, date], ...]


def days_in(text: str, *, month_first: bool) -> Days:
    """Return start, end and day of each whole date: the earlier first, of two at one place the longer, none twice."""
    found: list[tuple[int, int, date]] = []
    if HAS_YEAR.search(text):
        for form in _forms_in(text):
            for match in form.finditer(text):
                day = _day(match, text, month_first=month_first)
                if day is not None:
                    found.append((match.start(), match.end(), day))
    if not found and len(text) <= 60:
        for match in _SHORT_YEAR.finditer(text):
            first, second = int(match["day"]), int(match["month"])
            day = day_of(2000 + int(match["year"]), *((first, second) if month_first else (second, first)))
            if day is not None:
                found.append((match.start(), match.end(), day))
    if len(found) < 2:
        return tuple(found)
    apart: list[tuple[int, int, date]] = []
    for one in sorted(found, key=lambda one: (one[0], -one[1])):
        if not apart or one[0] >= apart[-1][1]:
            apart.append(one)
    return tuple(apart)


def _day(match: re.Match[str], text: str, *, month_first: bool) -> date | None:
    groups = match.groupdict()
    year, day = int(groups["year"]), int(groups["day"])
    if groups.get("month"):
        month = int(groups["month"])
        if "separator" in groups:
            return day_of(year, month, day)
        if month_first:
            return day_of(year, day, month) or day_of(year, month, day)
        return day_of(year, month, day) or (day_of(year, day, month) if _is_american(text, match.end()) else None)
    if groups.get("written"):
        written = " ".join(groups["written"].lower().split())
        return day_of(year, int(written) if written.isdigit() else _WRITTEN[written], day)
    number = MONTHS.get(groups["name"].lower())
    return day_of(year, number, day) if number else None


def _is_american(text: str, end: int) -> bool:
    """Check whether AM or PM follows a date with a twelve-hour time, as .NET writes it."""
    clock = CLOCK.search(text, end, min(len(text), end + BESIDE))
    return clock is not None and (clock["behind"] or "").upper() in ("AM", "PM")

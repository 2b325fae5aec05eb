"""Dates as these portals write them: day first, in Asia/Ho_Chi_Minh, and never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from corpus.records import Precision
from seeds.clock import VIETNAM

EARLIEST = date(1996, 1, 1)
"""Vietnam went on-line in 1997: an earlier date is no publication date."""

LONGEST_LABEL = 12
"""Letters beside a date in a line that is nothing but a date and its label."""

_DAY = r"(?P<day>[0-3]?\d)\s*[/.\-]\s*(?P<month>[01]?\d)\s*[/.\-]\s*(?P<year>(?:19|20)\d\d)"
_WORDS = r"ngày\s+(?P<day>[0-3]?\d)\s+tháng\s+(?P<month>[01]?\d)\s*(?:,|năm)?\s*(?P<year>(?:19|20)\d\d)"
_DAY_AND_MONTH_IN_WORDS = r"(?P<day>[0-3]?\d)\s+tháng\s+(?P<month>[01]?\d)\s*(?:,|năm)?\s*(?P<year>(?:19|20)\d\d)"
MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sep sept", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NUMERALS = {
    name: number
    for number, name in enumerate(
        ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"), start=1
    )
}
_WRITTEN_MONTH = (
    rf"(?P<day>[0-3]?\d)\s+tháng\s+(?P<written>mười một|mười hai|{'|'.join(_NUMERALS)}),?\s*(?:năm\s+)?"
    r"(?P<year>(?:19|20)\d\d)"
)
_ENGLISH = rf"(?P<day>[0-3]?\d)\s+(?P<name>{'|'.join(MONTHS)})\.?,?\s+(?P<year>(?:19|20)\d\d)"
_AMERICAN = rf"\b(?P<name>{'|'.join(MONTHS)})\.?\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)"
_ISO = r"(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)"
_FORMS = [
    re.compile(rf"(?<![\d/.\-]){form}(?!\d|[/\-]\d)", re.IGNORECASE)
    for form in (_ISO, _DAY, _WORDS, _DAY_AND_MONTH_IN_WORDS, _WRITTEN_MONTH, _ENGLISH, _AMERICAN)
]
_CLOCK = re.compile(r"(?<![\d/])(?P<hour>[0-2]?\d)\s*(?:[:hH]|giờ)\s*(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?"
                    r"(?:\.\d+)?\s*(?P<half>[AaPp]\.?[Mm]\b|SA\b|CH\b)?")  # fmt: skip
_ISO_TIME = re.compile(
    r"^\s*(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?\s*$", re.IGNORECASE
)


_UNITS = {
    "giây": timedelta(seconds=1),
    "phút": timedelta(minutes=1),
    "giờ": timedelta(hours=1),
    "tiếng": timedelta(hours=1),
    "ngày": timedelta(days=1),
    "tuần": timedelta(weeks=1),
}
"""Units that say which day is meant; months and years ago name no day."""
_SPAN = re.compile(rf"(\d{{1,3}})\s*({'|'.join(_UNITS)})", re.IGNORECASE)
_RELATIVE = re.compile(rf"(?:\b\d{{1,3}}\s*(?:{'|'.join(_UNITS)})\s*(?:,|và)?\s*)+trước\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as exactly as it is known."""

    at: datetime
    precision: Precision

    @property
    def day(self) -> date:
        """The day in Vietnam."""
        return self.at.astimezone(VIETNAM).date()


def parse_iso(text: str) -> Moment | None:
    """A machine-readable time (`2022-06-23T08:12:00+07:00`); one without a zone is Vietnam's. None if it is none."""
    match = _ISO_TIME.match(text)
    if not match:
        return None
    day, clock, zone = match.groups()
    zone = "+00:00" if zone in ("Z", "z") else zone or "+07:00"
    try:
        at = datetime.fromisoformat(f"{day}T{clock}{zone}")
    except ValueError:
        return None
    return Moment(at, Precision.SECOND if clock.count(":") == 2 else Precision.MINUTE)


def find_date(text: str) -> tuple[date, re.Match[str]] | None:
    """The first whole date in the text and where it stands."""
    found = []
    for form in _FORMS:
        for match in form.finditer(text):
            day = _day(match)
            if day is not None:
                found.append((match.start(), -match.end(), day, match))
                break
    if not found:
        return None
    *_, day, match = min(found, key=lambda entry: entry[:2])
    return day, match


def is_bare_date(text: str) -> bool:
    """Whether a line is a date of any form, with at most a label ("Date: 12 February 2013")."""
    found = find_date(text) if len(text) <= 40 else None
    return found is not None and len(text) - len(found[1][0]) <= LONGEST_LABEL


def parse_shown(text: str) -> Moment | None:
    """A date as a page shows it ("Thứ Năm, 23/06/2022 | 08:12"), with the time beside it. None if there is no date."""
    moment = parse_iso(text)
    if moment is not None:
        return moment
    found = find_date(text)
    if found is None:
        return None
    day, match = found
    # The time stands just before the date ("14:30 19/06/2024") or just behind it, within a few words.
    around = text[max(0, match.start() - 20) : match.start()] + " # " + text[match.end() : match.end() + 20]
    clock = _CLOCK.search(around)
    if clock is None:
        return Moment(datetime(day.year, day.month, day.day, tzinfo=VIETNAM), Precision.DAY)
    return _with_clock(day, clock)


def relative(text: str, fetched_at: datetime | None) -> Moment | None:
    """The day that a line such as "2 ngày trước" or "1 tuần trước" means, seen from the time of the fetch."""
    match = _RELATIVE.search(text) if len(text) <= 80 else None
    if match is None or fetched_at is None:
        return None
    spans = [int(number) * _UNITS[unit.lower()] for number, unit in _SPAN.findall(match[0])]
    day = (fetched_at - sum(spans, timedelta())).astimezone(VIETNAM).date()
    return Moment(datetime(day.year, day.month, day.day, tzinfo=VIETNAM), Precision.DAY)


def plausible(moment: Moment, fetched_at: datetime | None) -> bool:
    """Whether a page may bear this date: not before the web, and not later than a day after it was fetched."""
    return moment.day >= EARLIEST and (fetched_at is None or moment.at <= fetched_at + timedelta(days=1))


def _day(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    month = _month(groups)
    try:
        return date(int(groups["year"]), month, int(groups["day"]))
    except ValueError:
        return None


def _month(groups: dict[str, str]) -> int:
    if groups.get("month"):
        return int(groups["month"])
    return _NUMERALS[groups["written"].lower()] if groups.get("written") else MONTHS[groups["name"].lower()]


def _with_clock(day: date, clock: re.Match[str]) -> Moment:
    hour, minute = int(clock["hour"]), int(clock["minute"])
    half = (clock["half"] or "").replace(".", "").upper()
    if half in ("PM", "CH") and hour < 12:
        hour += 12
    elif half in ("AM", "SA") and hour == 12:
        hour = 0
    if hour > 23:
        return Moment(datetime(day.year, day.month, day.day, tzinfo=VIETNAM), Precision.DAY)
    second = int(clock["second"] or 0)
    precision = Precision.SECOND if clock["second"] else Precision.MINUTE
    return Moment(datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=VIETNAM), precision)

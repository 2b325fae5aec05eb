"""Parser of dates as pages, feeds and interfaces write them, for all packages. No I/O; it never guesses.

Day first and in Vietnam's time unless the text says otherwise. Every pattern is bounded, so that a text costs time in
proportion to its length, whatever it holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from enum import StrEnum
from functools import lru_cache

from seeds.line_cache import cached_lines
from seeds.timing import VIETNAM
from seeds.written_days import ASKED_AGAIN, BESIDE, CLOCK, HAS_YEAR, MAY_BE_CLOCK, MAY_BE_DAY, days_in

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""First and last year of a time that a page can have."""
EARLIEST = date(1996, 1, 1)
"""Vietnam went on-line in 1997: an earlier date is no publication date."""
AHEAD = timedelta(hours=12)
"""Time by which a date may be later than the fetch: clocks and time zones of servers differ by so much."""
LONGEST = 2_000
"""Characters of a text that are searched for a date: a text that shows one is much shorter."""
LONGEST_LABEL = 12
"""Letters beside a date in a line that has only a date and its label, at most."""


class Precision(StrEnum):
    """Precision of a publication date; the time of a day is midnight in Asia/Ho_Chi_Minh."""

    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as exactly as it is known, in the zone that its text names (else in Vietnam's)."""

    at: datetime
    precision: Precision

    @property
    def day(self) -> date:
        """The day in Vietnam."""
        return self.at.astimezone(VIETNAM).date()


@dataclass(frozen=True, slots=True)
class Shown:
    """A date in a text: from `start` to `end` with its time of day, from `day_start` to `day_end` without."""

    moment: Moment
    start: int
    end: int
    day_start: int
    day_end: int


_ZONES = {
    "ET": -5, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "WET": 0,
    "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "ICT": 7, "WIB": 7, "HKT": 8,
    "SGT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11,
}  # fmt: skip
"""Hours ahead of UTC. A name of several zones has the offset that most pages mean by it."""
_ISO = re.compile(
    r"\s*(\d{4})-?(\d{1,2})-?(\d{1,2})(?:T|\s)\s?(\d{1,2}):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?\s?"
    r"(Z|[+-]\d\d(?::?\d\d)?)?\s*",
    re.IGNORECASE,
)
_UNITS = {
    "giây": timedelta(seconds=1), "phút": timedelta(minutes=1), "giờ": timedelta(hours=1),
    "tiếng": timedelta(hours=1), "ngày": timedelta(days=1), "tuần": timedelta(weeks=1),
}  # fmt: skip
"""Units that name a day; months and years ago name no day."""
_SPAN = re.compile(rf"(\d{{1,3}})\s{{0,2}}({'|'.join(_UNITS)})", re.IGNORECASE)
_RELATIVE = re.compile(
    rf"(?<!\w)(?:\d{{1,3}}\s{{0,2}}(?:{'|'.join(_UNITS)})\s{{0,2}}(?:,|và)?\s{{0,2}}){{1,4}}trước\b", re.IGNORECASE
)
_PUBLISHED = re.compile(
    r"đăng|xuất bản|phát hành|publish|posted|veröffentlicht|erstellt|publi|pubblicat|gepubliceerd", re.IGNORECASE
)
_CHANGED = re.compile(
    r"cập nhật|sửa|chỉnh|updated|modified|edited|aktualisiert|geändert|mis à jour|modifi|actualiz|atualiz|aggiornat",
    re.IGNORECASE,
)
_MILLISECONDS = 100_000_000_000
"""Number from which on a time is in milliseconds: in seconds it would be in the year 5138."""
_MICROSOFT = re.compile(r"/Date\((-?\d{1,16})(?:[+-]\d{4})?\)/")
_NUMBER = re.compile(r"\d{9,14}(?:\.\d{1,9})?")
_NO_YEAR = re.compile(r"(?<![+\-:\d])000\d(?!\d)")
"""Year 1, which .NET writes for no date, and year 0, which WordPress writes; RFC 822 would read them as 2001 and
2000."""


def whole_day(day: date) -> Moment:
    """Return a day without a time of day as a Moment."""
    return Moment(datetime(day.year, day.month, day.day, tzinfo=VIETNAM), Precision.DAY)


def parse_iso(text: str) -> Moment | None:
    """Parse a machine-readable time (`2022-06-23T08:12:00+07:00`); one without a zone is Vietnam's. None if it is none.

    Years before 1900 and after 2100 count as no date: .NET writes year 1 or 9999 where it knows none.
    """
    match = _ISO.fullmatch(text) if len(text) <= 60 else None
    if match is None:
        return None
    year, month, day, hour, minute = (int(number) for number in match.groups()[:5])
    second, zone = match[6], match[7]
    if not 1900 <= year <= 2100:
        return None
    try:
        at = datetime(year, month, day, hour, minute, int(second or 0), tzinfo=_offset(zone))
    except ValueError:
        return None
    return Moment(at, Precision.SECOND if second else Precision.MINUTE)


def _offset(zone: str | None) -> timezone:
    """Parse the offset of a zone; None is Vietnam's. Raises ValueError where there is no such offset."""
    if zone is None:
        return VIETNAM
    if zone in "Zz":
        return UTC
    digits = zone[1:].replace(":", "")
    shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return _zone_at(-shift if zone[0] == "-" else shift)


@lru_cache(maxsize=64)
def _zone_at(shift: timedelta) -> timezone:
    return VIETNAM if shift == timedelta(hours=7) else timezone(shift)


def dates_in(text: str, *, month_first: bool = False) -> tuple[Shown, ...]:
    """Find every whole date in a text, in order, each with the time of day beside it.

    `month_first`: True where 10/4/2021 is in October, as on American pages. Where it is False and the second number is
    too great for a month, the month is read first only if AM or PM follows (`10/14/2021 4:20:00 PM`, as .NET writes).
    """
    if not MAY_BE_DAY.search(text):
        return ()
    if len(text) <= ASKED_AGAIN and not month_first:
        return _dates_of_line(text)
    return _read_dates(text[:LONGEST], month_first=month_first)


def _read_dates(text: str, *, month_first: bool) -> tuple[Shown, ...]:
    found = days_in(text, month_first=month_first)
    if not MAY_BE_CLOCK.search(text):
        return tuple(Shown(whole_day(day), start, end, start, end) for start, end, day in found)
    shown: list[Shown] = []
    free = 0
    for at, (start, end, day) in enumerate(found):
        until = found[at + 1][0] if at + 1 < len(found) else len(text)
        inside = CLOCK.search(text, start, end) if end - start > 16 and ":" in text[start:end] else None
        before = _last_clock(text, max(free, start - BESIDE), start)
        clock = inside or before or CLOCK.search(text, end, min(until, end + BESIDE))
        moment = whole_day(day) if clock is None else _with_clock(day, clock)
        first, last = (start, end) if clock is None else (min(start, clock.start()), max(end, clock.end()))
        shown.append(Shown(moment, first, last, start, end))
        free = last
    return tuple(shown)


@cached_lines
def _dates_of_line(line: str) -> tuple[Shown, ...]:
    return _read_dates(line, month_first=False)


def parse_shown(text: str, *, month_first: bool = False) -> Moment | None:
    """Parse a date as a page shows it ("Thứ Năm, 23/06/2022 | 08:12"), with the time beside it. None without a date.

    Of several dates the one labelled as the publication counts, else the first that is not labelled as a change.
    """
    moment = parse_iso(text)
    if moment is not None:
        return moment
    shown = dates_in(text, month_first=month_first)
    if not shown:
        return None
    ends = [0, *(one.end for one in shown)]
    labels = [text[max(end, one.start - 40) : one.start] for end, one in zip(ends, shown, strict=False)]
    published = (one for label, one in zip(labels, shown, strict=True) if _PUBLISHED.search(label))
    unchanged = (one for label, one in zip(labels, shown, strict=True) if not _CHANGED.search(label))
    return next((one.moment for one in (*published, *unchanged)), shown[0].moment)


def find_date(text: str) -> tuple[date, int, int] | None:
    """Find the first whole date in a text; return the day, its start and its end."""
    found = next(iter(days_in(text[:LONGEST], month_first=False)), None) if MAY_BE_DAY.search(text) else None
    return (found[2], found[0], found[1]) if found else None


def is_bare_date(text: str) -> bool:
    """Check whether a line is a date of any form, with at most a label ("Date: 12 February 2013")."""
    found = find_date(text) if len(text) <= 40 else None
    return found is not None and len(text) - (found[2] - found[1]) <= LONGEST_LABEL


def without_dates(text: str) -> str | None:
    """Return a line without its dates and their times of day; None where it has no date."""
    if not MAY_BE_DAY.search(text):
        return None
    return (_remembered if len(text) <= ASKED_AGAIN else _beside_dates)(text)


def _beside_dates(text: str) -> str | None:
    shown = dates_in(text)
    if not shown:
        return None
    pieces, at = [], 0
    for one in shown:
        pieces.append(text[at : one.start])
        pieces.append(text[one.start : one.end].replace(text[one.day_start : one.day_end], " "))
        at = one.end
    rest = " ".join([*pieces, text[at:]])
    return CLOCK.sub(" ", rest) if MAY_BE_CLOCK.search(rest) else rest


_remembered = cached_lines(_beside_dates)


def has_clock(text: str) -> bool:
    """Check whether a text shows a time of day."""
    if MAY_BE_CLOCK.search(text) is None:
        return False
    beside_date = any(one.moment.precision is not Precision.DAY for one in dates_in(text))  # cached
    return beside_date or CLOCK.search(text[:LONGEST]) is not None


def has_published_label(text: str) -> bool:
    """Check whether a text with a year says that something was published."""
    return HAS_YEAR.search(text) is not None and _PUBLISHED.search(text) is not None


def relative(text: str, fetched_at: datetime | None) -> Moment | None:
    """Convert "2 ngày trước" or "50 phút trước" to a day, or to a minute, counted back from the time of the fetch."""
    match = _RELATIVE.search(text) if len(text) <= 80 else None
    if match is None or fetched_at is None:
        return None
    spans = _SPAN.findall(match[0])
    at = (fetched_at - sum((int(number) * _UNITS[unit.lower()] for number, unit in spans), timedelta())).astimezone(
        VIETNAM
    )
    if all(_UNITS[unit.lower()] < timedelta(hours=1) for _, unit in spans[-1:]):
        return Moment(at.replace(second=0, microsecond=0), Precision.MINUTE)
    return whole_day(at.date())


def parse_stated(text: str) -> Moment | None:
    """Parse a time of a feed, sitemap or interface: RFC 822 (also with two-digit years), ISO, or as shown."""
    if _NO_YEAR.search(text):
        return None
    moment = parse_shown(text)
    if moment is not None:
        return moment
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return Moment(at if at.tzinfo else at.replace(tzinfo=VIETNAM), Precision.SECOND) if at.year >= 1900 else None


def day_stated(text: str) -> date | None:
    """Return the day in Vietnam of a time as feeds, sitemaps and interfaces write it."""
    return _day_stated(text[:LONGEST])


@lru_cache(maxsize=4096)  # a sitemap says few days, and each many times
def _day_stated(text: str) -> date | None:
    moment = parse_stated(text)
    return moment.day if moment else None


def parse_number(text: str) -> Moment | None:
    """Parse a number as a time: seconds or milliseconds since 1970, Microsoft's form, or a time's digits.

    Microsoft's form is `/Date(1634199600000+0700)/`. Digits such as `20240612083000` would, as milliseconds, be in the
    years from 2286 on, or before 1991.
    """
    if (written := _as_digits(text)) is not None:
        return written
    match = _MICROSOFT.fullmatch(text) if len(text) <= 40 else None
    if match is None and not _NUMBER.fullmatch(text):
        return None
    number = float(match[1] if match else text)
    try:
        seconds = number / 1000 if match or number >= _MILLISECONDS else number
        when = datetime.fromtimestamp(int(seconds), VIETNAM)
        return Moment(when, Precision.SECOND) if when.year <= LAST_YEAR else None
    except (ValueError, OverflowError, OSError):
        return None


def without_relative(text: str) -> str | None:
    """Return a line without "2 ngày trước" and the like; None where it has nothing like it."""
    return _RELATIVE.sub(" ", text) if "trước" in text.lower() and _RELATIVE.search(text) else None


def _as_digits(text: str) -> Moment | None:
    form, precision = {14: ("%Y%m%d%H%M%S", Precision.SECOND), 12: ("%Y%m%d%H%M", Precision.MINUTE)}.get(
        len(text), ("", Precision.DAY)
    )
    if not form or not (text.isascii() and text.isdigit()):
        return None
    try:
        when = datetime.strptime(text, form).replace(tzinfo=VIETNAM)
    except ValueError:
        return None
    return Moment(when, precision) if FIRST_YEAR <= when.year <= LAST_YEAR else None


def plausible(moment: Moment, fetched_at: datetime | None) -> bool:
    """Check whether a page may bear this date: not before the web, and not later than the fetch."""
    return moment.day >= EARLIEST and (fetched_at is None or moment.at <= fetched_at + AHEAD)


def _last_clock(text: str, start: int, end: int) -> re.Match[str] | None:
    """Find the last time of day between two offsets, the one nearest before a date."""
    return max(CLOCK.finditer(text, start, end), key=lambda match: match.start(), default=None)


def _with_clock(day: date, clock: re.Match[str]) -> Moment:
    hour = _hour(int(clock["hour"]), (clock["behind"] or clock["before"] or "").replace(".", "").lower())
    if hour > 23:
        return whole_day(day)
    second = int(clock["second"] or 0)
    at = datetime(day.year, day.month, day.day, hour, int(clock["minute"] or 0), second, tzinfo=_zone_of(clock))
    return Moment(at, Precision.SECOND if clock["second"] else Precision.MINUTE)


def _hour(hour: int, half: str) -> int:
    """Convert an hour of a twelve-hour clock, and the word for its half, to the hour of the day."""
    if half in ("pm", "ch", "chiều", "tối") or (half == "trưa" and hour < 3) or (half == "đêm" and 6 <= hour < 12):
        return hour + 12 if hour < 12 else hour
    return 0 if half in ("am", "sa", "sáng", "đêm") and hour == 12 else hour


def _zone_of(clock: re.Match[str]) -> timezone:
    if clock["off"]:
        shift = timedelta(hours=int(clock["off"]), minutes=int(clock["off2"] or 0))
        shift = -shift if clock["sign"] == "-" else shift
        return _zone_at(shift) if abs(shift) < timedelta(hours=15) else VIETNAM
    if clock["utc"]:
        return UTC
    name = (clock["zone"] or "").upper()
    return _zone_at(timedelta(hours=_ZONES[name])) if name in _ZONES else VIETNAM

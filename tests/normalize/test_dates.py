"""Dates as portals show them, and dates that are none."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from corpus.records import Precision
from seeds.clock import VIETNAM
from seeds.dates import Moment, find_date, parse_iso, parse_shown, plausible


def _at(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        ("23/6/2022", date(2022, 6, 23)),
        ("Thứ Hai, 19/06/2023", date(2023, 6, 19)),
        ("Ngày đăng: 05-03-2021", date(2021, 3, 5)),
        ("28.10.2020", date(2020, 10, 28)),
        ("Chủ nhật, ngày 4 tháng 2 năm 2024", date(2024, 2, 4)),
        ("15 Tháng Mười Hai 2020 và 15 tháng 12, 2020", date(2020, 12, 15)),
        ("27 January 2003", date(2003, 1, 27)),
        ("Sept. 3rd, 2019", date(2019, 9, 3)),
        ("2024-06-19", date(2024, 6, 19)),
        ("01/02/2023", date(2023, 2, 1)),
    ],
)
def test_the_day_stands_first(shown: str, day: date) -> None:
    moment = parse_shown(shown)
    assert moment is not None
    assert (moment.day, moment.precision) == (day, Precision.DAY)


@pytest.mark.parametrize(
    ("shown", "at"),
    [
        ("09/10/2023 | 14:30", _at(2023, 10, 9, 14, 30)),
        ("23/06/2022 08:12", _at(2022, 6, 23, 8, 12)),
        ("08:12 23/06/2022", _at(2022, 6, 23, 8, 12)),
        ("Cập nhật: 15:20 24-10-2024", _at(2024, 10, 24, 15, 20)),
        ("Thứ Năm, 23/06/2022 | 8 giờ 05", _at(2022, 6, 23, 8, 5)),
        ("20/06/2018 | 4:12 PM | View count: 349", _at(2018, 6, 20, 16, 12)),
        ("20/06/2018 12:05 AM", _at(2018, 6, 20, 0, 5)),
        ("20/06/2018 12:05 PM", _at(2018, 6, 20, 12, 5)),
        ("20/06/2018 02:05 CH", _at(2018, 6, 20, 14, 5)),
        ("20/06/2018 14:05 PM", _at(2018, 6, 20, 14, 5)),
        ("13h45 ngày 01/08/2021", _at(2021, 8, 1, 13, 45)),
    ],
)
def test_the_clock_beside_the_date_counts(shown: str, at: datetime) -> None:
    moment = parse_shown(shown)
    assert moment == Moment(at, Precision.MINUTE)


def test_seconds_are_kept() -> None:
    assert parse_shown("05/03/2021 10:09:08") == Moment(_at(2021, 3, 5, 10, 9, 8), Precision.SECOND)


@pytest.mark.parametrize(
    "shown",
    [
        "31/02/2023", "32/01/2023", "10/13/2023", "", "Hôm nay", "27-NQ/TU", "0272 3000 041", "2 tháng 2 tuần trước",
        "5/6", "1/2/20233", "99/99/2020",
    ],
)  # fmt: skip
def test_what_is_no_day_is_no_date(shown: str) -> None:
    assert parse_shown(shown) is None


def test_an_impossible_day_does_not_hide_a_possible_one() -> None:
    found = find_date("Số 31/02/2023, đăng ngày 01/03/2023")
    assert found is not None and found[0] == date(2023, 3, 1)


def test_an_impossible_clock_leaves_the_day() -> None:
    assert parse_shown("05/03/2021 29:59") == Moment(_at(2021, 3, 5), Precision.DAY)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2022-06-23T08:12:00+07:00", _at(2022, 6, 23, 8, 12)),
        ("2022-06-23T01:12:00Z", _at(2022, 6, 23, 8, 12)),
        ("2022-06-23 08:12:00", _at(2022, 6, 23, 8, 12)),
        ("2022-06-23T08:12:00.123+0700", _at(2022, 6, 23, 8, 12)),
    ],
)
def test_machine_time_without_zone_is_vietnams(written: str, at: datetime) -> None:
    moment = parse_iso(written)
    assert moment is not None
    assert (moment.at, moment.precision) == (at, Precision.SECOND)


@pytest.mark.parametrize("written", ["23/06/2022", "2022-06-23", "2022-13-23T08:12:00", "soon", ""])
def test_what_is_no_machine_time(written: str) -> None:
    assert parse_iso(written) is None


def test_the_day_is_counted_in_vietnam() -> None:
    assert Moment(datetime(2022, 6, 22, 20, 0, tzinfo=UTC), Precision.SECOND).day == date(2022, 6, 23)


def test_a_page_bears_no_date_before_the_web_or_after_its_fetch() -> None:
    fetched = _at(2024, 5, 1)
    assert plausible(Moment(_at(2024, 5, 1, 12), Precision.MINUTE), fetched)
    assert not plausible(Moment(fetched + timedelta(days=2), Precision.DAY), fetched)
    assert not plausible(Moment(_at(1930, 2, 3), Precision.DAY), fetched)
    assert plausible(Moment(_at(2030, 1, 1), Precision.DAY), None)

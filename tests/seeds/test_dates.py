"""Dates as portals show them, and dates that are none."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

import pytest

from seeds.dates import (
    Moment,
    Precision,
    dates_in,
    day_stated,
    find_date,
    is_bare_date,
    parse_iso,
    parse_number,
    parse_shown,
    plausible,
    relative,
    without_dates,
)
from seeds.timing import VIETNAM


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
        ("Tháng Ba 7, 2020", date(2020, 3, 7)),
        ("Tháng 11 9, 2019", date(2019, 11, 9)),
        ("7 Tháng Ba, 2020", date(2020, 3, 7)),
        ("7Th32020", date(2020, 3, 7)),
        ("07 Th11 2020", date(2020, 11, 7)),
        ("2020/3/7", date(2020, 3, 7)),
        ("2020. 03. 07.", date(2020, 3, 7)),
        ("7/3/20", date(2020, 3, 7)),
        ("schedule07/03/2020visibility", date(2020, 3, 7)),
        ("2020年3月7日", date(2020, 3, 7)),
        ("7. März 2020", date(2020, 3, 7)),
        ("7 de marzo de 2020", date(2020, 3, 7)),
        ("1er août 2020", date(2020, 8, 1)),
        ("7 марта 2020", date(2020, 3, 7)),
        ("7-Mar-2020", date(2020, 3, 7)),
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
        ("9 giờ 05 phút, ngày 01/08/2021", _at(2021, 8, 1, 9, 5)),
        ("9h05' ngày 01/08/2021", _at(2021, 8, 1, 9, 5)),
        ("Lúc 9:05 (GMT+7), chủ nhật 01/08/2021", _at(2021, 8, 1, 9, 5)),
        ("9:05 (Chủ nhật) ngày 01/08/2021", _at(2021, 8, 1, 9, 5)),
        ("01/08/2021 CH 09:05", _at(2021, 8, 1, 21, 5)),
        ("01/08/2021 - 9:05 tối", _at(2021, 8, 1, 21, 5)),
        ("chiều 2:05, 01/08/2021", _at(2021, 8, 1, 14, 5)),
        ("2021/08/01 09:05 PM", _at(2021, 8, 1, 21, 5)),
        ("Đăng: 01/08/2021 09:05 | Cập nhật: 03/08/2021 10:00", _at(2021, 8, 1, 9, 5)),
        ("Cập nhật 10:00 03/08/2021 | Đăng lúc 09:05 01/08/2021", _at(2021, 8, 1, 9, 5)),
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
        "01/01/0001 12:00:00 SA", "31/12/9999", "Nghị quyết 27-NQ/TU và 1.2.3.4", "192.168.1.20",
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


@pytest.mark.parametrize(
    "written",
    [
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59+07:00",
        "23/06/2022",
        "2022-06-23",
        "2022-13-23T08:12:00",
        "soon",
        "",
    ],
)
def test_what_is_no_machine_time(written: str) -> None:
    assert parse_iso(written) is None


def test_the_day_is_counted_in_vietnam() -> None:
    assert Moment(datetime(2022, 6, 22, 20, 0, tzinfo=UTC), Precision.SECOND).day == date(2022, 6, 23)


def test_the_month_stands_first_where_the_clock_is_american_or_the_page_is() -> None:
    assert parse_shown("12/25/2021 4:20:00 PM") == Moment(_at(2021, 12, 25, 16, 20), Precision.SECOND)
    assert parse_shown("12/25/2021") is None
    assert [one.moment.day for one in dates_in("3/7/2020", month_first=True)] == [date(2020, 3, 7)]


def test_zones_that_a_clock_names() -> None:
    shown = {text: parse_shown(text) for text in ("March 7, 2020 at 4:20pm EST", "Sat, 07 Mar 2020 21:20:00 +0000")}
    utc = datetime(2020, 3, 7, 21, 20, tzinfo=UTC)
    assert [moment and moment.at for moment in shown.values()] == [utc, utc]


def test_what_was_said_before_the_fetch() -> None:
    fetched = _at(2024, 5, 1, 12, 30)
    assert relative("50 phút trước", fetched) == Moment(_at(2024, 5, 1, 11, 40), Precision.MINUTE)
    assert relative("1 tuần 2 ngày trước", fetched) == Moment(_at(2024, 4, 22), Precision.DAY)
    assert relative("2 ngày trước", None) is None


def test_what_feeds_and_interfaces_state() -> None:
    assert day_stated("Wed, 22 Jun 22 20:00:00 GMT") == date(2022, 6, 23)
    assert day_stated("Mon, 01 Jan 0001 00:00:00 GMT") is None
    assert parse_number("/Date(1634199600000+0700)/") == parse_number("1634199600") == parse_number("1634199600000")
    assert parse_number("12345") is None


def test_what_a_line_says_beside_its_dates() -> None:
    assert (without_dates("Lan Chi - 14:30 01/08/2021") or "").split() == ["Lan", "Chi", "-"]
    assert without_dates("Lan Chi") is None
    assert is_bare_date("Date: 12 February 2013") and not is_bare_date("Hội nghị tổng kết ngày 12/02/2013")


@pytest.mark.parametrize(
    "piece", ["1 ", "1/", " ", "2020-", "2020 ", "12:00 ", "ngày 1 tháng 1 ", "20 giờ ", "mười một ", "January ", "a"]
)
def test_a_long_text_costs_no_more_than_its_length(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    before = time.process_time()
    parse_shown(text), find_date(text), without_dates(text), relative(text, _at(2024, 5, 1)), day_stated(text)
    assert time.process_time() - before < 0.25


def test_a_page_bears_no_date_before_the_web_or_after_its_fetch() -> None:
    fetched = _at(2024, 5, 1)
    assert plausible(Moment(_at(2024, 5, 1, 12), Precision.MINUTE), fetched)
    assert not plausible(Moment(fetched + timedelta(days=2), Precision.DAY), fetched)
    assert not plausible(Moment(_at(1930, 2, 3), Precision.DAY), fetched)
    assert plausible(Moment(_at(2030, 1, 1), Precision.DAY), None)

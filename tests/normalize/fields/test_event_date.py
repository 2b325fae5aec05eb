"""The day of the event, told from the days that articles merely mention."""

from __future__ import annotations

from datetime import date

import pytest

from normalize.fields.event_date import event_date

PUBLISHED = date(2022, 6, 24)


@pytest.mark.parametrize(
    "opening",
    [
        "Chiều ngày 23/6/2022, tại hội trường Tỉnh ủy, Ban Thường vụ làm việc.",
        "Chiều 23/6/2022, Huyện ủy tổ chức hội nghị.",
        "Sáng 23-6, đồng chí Bí thư dự lễ.",
        "Ngày 23/6, Huyện ủy khai mạc hội nghị.",
        "Trong 2 ngày 23 - 24/6/2022, Thành ủy tập huấn.",
        "Tối ngày 23 tháng 6 năm 2022, chương trình nghệ thuật diễn ra.",
        "Sáng nay (23/6), đoàn công tác làm việc.",
        "Thiết thực chào mừng. Sáng 23/6, lễ ra quân diễn ra.",
    ],
)
def test_the_opening_names_the_day(opening: str) -> None:
    assert event_date(None, opening, PUBLISHED) == date(2022, 6, 23)


@pytest.mark.parametrize(
    "opening",
    [
        "Thực hiện Nghị quyết số 27-NQ/TU ngày 23/5/2021 của Tỉnh ủy, huyện đạt nhiều kết quả.",
        "Năm 2022 là năm thứ hai thực hiện Nghị quyết Đại hội XIII của Đảng.",
        "Sau 35 năm, kể từ ngày 2/9/1987, quê hương đổi mới.",
        "Sáng 31/2, không có ngày này.",
        "Sáng mai, mọi người đều đến.",
    ],
)
def test_other_days_are_no_event(opening: str) -> None:
    assert event_date(None, opening, PUBLISHED) is None


@pytest.mark.parametrize(
    "opening",
    ["The delegation toured the centre in Tan Khanh on June 23.", "On Thursday, 23 June 2022, the committee met.",
     "Từ tinh mơ ngày 23/6, sân trường đã đông."],
)  # fmt: skip
def test_english_and_early_openings(opening: str) -> None:
    assert event_date(None, opening, PUBLISHED) == date(2022, 6, 23)


def test_an_english_day_far_from_the_publication_is_no_event() -> None:
    assert event_date(None, "The law that was passed on March 2 of last year is in force.", PUBLISHED) is None
    assert event_date(None, "The law was passed on May 31, 2019.", PUBLISHED) is None


def test_a_year_left_out_is_that_of_the_publication_or_the_one_before() -> None:
    assert event_date(None, "Sáng 28/12, Huyện ủy tổng kết năm.", date(2023, 1, 3)) == date(2022, 12, 28)


def test_without_publication_the_year_comes_from_the_span_reported_on() -> None:
    text = "Sáng 19/6, hội nghị giao ban.\n\nTrong 6 tháng đầu năm 2024, kinh tế phát triển ổn định."
    assert event_date(None, text, None) == date(2024, 6, 19)
    assert event_date(None, "Sáng 19/6, hội nghị giao ban.", None) is None


def test_the_lead_goes_before_the_text() -> None:
    assert event_date("Sáng 1/6/2022, khai mạc.", "Chiều 2/6/2022, bế mạc.", PUBLISHED) == date(2022, 6, 1)
    assert event_date("Không khí vui tươi.", "Chiều 2/6/2022, bế mạc.", PUBLISHED) == date(2022, 6, 2)


def test_only_the_first_paragraph_counts() -> None:
    assert event_date(None, "Quê hương đổi mới.\n\nSáng 2/6/2022, bế mạc.", PUBLISHED) is None

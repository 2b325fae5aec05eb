"""A class of addresses is left alone once its pages have shown that nothing is to be had there, and not before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from corpus.crawling.portal_map import ClassRecord
from crawler.exploring.address_classes import AGAIN, BARREN, DUPLICATES, NOTHING_NEW, SHOWN_AGAIN, ClassMap
from seeds.pages.page_type import PageType

NOW = datetime(2026, 11, 27, tzinfo=UTC)
HOST = "http://cong.example.vn"


def note(
    classes: ClassMap, path: str, kind: PageType = PageType.OTHER, duplicate: bool = False, gains: bool = False
) -> None:
    classes.note(HOST + path, False, kind, duplicate, gains, None)


def test_a_calendar_is_left_alone_after_some_pages_with_nothing_new() -> None:
    classes = ClassMap([], NOW)
    for day in range(1, BARREN):
        note(classes, f"/lich?ngay={day}")
        assert classes.leave(f"{HOST}/lich?ngay={day + 1}", False) is None
    note(classes, f"/lich?ngay={BARREN}")
    assert classes.leave(f"{HOST}/lich?ngay=99", False) == NOTHING_NEW
    assert not classes.is_worth_it(f"{HOST}/lich?ngay=99", False, f"{HOST}/")


def test_choices_of_a_filter_that_led_nowhere_are_not_tried_together() -> None:
    classes = ClassMap([], NOW)
    for number in range(BARREN // 2):
        note(classes, f"/loc?vung={number}", PageType.LIST)
        note(classes, f"/loc?nam={number}&vung=1", PageType.LIST)
    together = f"{HOST}/loc?loai=1&nam=2&vung=1"
    assert classes.leave(together, False) is None, "one of its choices was never seen"
    note(classes, "/loc?loai=1&vung=1", PageType.LIST)
    assert classes.leave(together, False) == NOTHING_NEW
    assert classes.leave(together, True) is None, "a headline leads to it"
    assert classes.leave(f"{HOST}/loc?trang=2&vung=1", False) is None, "a list may go on so"


def test_lists_that_still_name_something_new_are_walked_on() -> None:
    classes = ClassMap([], NOW)
    for page in range(40):
        note(classes, f"/tin?trang={page}", PageType.LIST, gains=page % BARREN == 0)
    assert classes.leave(f"{HOST}/tin?trang=41", False) is None


def test_print_views_are_left_alone_after_three() -> None:
    classes = ClassMap([], NOW)
    for number in range(DUPLICATES):
        note(classes, f"/in/{number}", PageType.ARTICLE, duplicate=True)
    assert classes.leave(f"{HOST}/in/99", False) == SHOWN_AGAIN


def test_a_class_with_articles_is_not_left_alone_for_some_duplicates() -> None:
    classes = ClassMap([], NOW)
    for number in range(20):
        note(classes, f"/tin/{number}", PageType.ARTICLE, duplicate=number % 2 == 1)
    assert classes.leave(f"{HOST}/tin/99", False) is None


def test_headlines_and_menus_of_one_form_are_two_classes() -> None:
    classes = ClassMap([], NOW)
    for number in range(BARREN):
        note(classes, f"/bieu-mau-{number}.html")
    assert classes.leave(f"{HOST}/bieu-mau-99.html", False) == NOTHING_NEW
    assert classes.leave(f"{HOST}/bieu-mau-99.html", True) is None


def test_what_was_left_alone_is_looked_at_again_after_a_while() -> None:
    closed = {"closed": NOTHING_NEW, "fetched": 9}
    record = ClassRecord("/lich?ngay=0", False, f"{HOST}/lich?ngay=1", at=NOW - AGAIN + timedelta(days=1), **closed)  # type: ignore[arg-type]
    assert ClassMap([record], NOW).leave(f"{HOST}/lich?ngay=7", False) == NOTHING_NEW
    assert ClassMap([record], NOW + timedelta(days=2)).leave(f"{HOST}/lich?ngay=7", False) is None

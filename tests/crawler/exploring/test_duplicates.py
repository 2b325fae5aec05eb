"""Views of one page are one page; articles that merely read alike stay two."""

from __future__ import annotations

from hashlib import sha256

from crawler.exploring.duplicates import Duplicates
from seeds.pages.page_type import Line

HOST = "http://cong.example.vn"
TEXT = [
    "Sáng nay Ban Thường vụ tổ chức hội nghị đánh giá kết quả công tác quý ba",
    "Các đại biểu thảo luận về nhiệm vụ và giải pháp trong thời gian tới",
]
OTHER = ["Chiều qua đoàn công tác thăm và tặng quà các gia đình chính sách trên địa bàn xã"]
HINT = "Ban Thường vụ đánh giá công tác"


def lines(texts: list[str], place: int = 0) -> list[Line]:
    return [Line(text, len(text.split()), 0, place, False) for text in texts]


def find(pages: Duplicates, path: str, texts: list[str], hint: str | None = None) -> str | None:
    headline = [hint] if hint else []
    found = pages.find(sha256(path.encode()).digest(), HOST + path, hint, lines([*headline, *texts]))
    return found.address.removeprefix(HOST) if found else None


def test_a_print_view_shows_what_its_article_shows() -> None:
    pages = Duplicates({})
    assert find(pages, "/tin/hoi-nghi-123.html", TEXT, HINT) is None
    assert find(pages, "/in/123", TEXT, "In tin") == "/tin/hoi-nghi-123.html"


def test_an_article_under_two_categories_is_one() -> None:
    pages = Duplicates({})
    assert find(pages, "/kinh-te/hoi-nghi-danh-gia-ket-qua", TEXT, HINT) is None
    assert find(pages, "/xa-hoi/hoi-nghi-danh-gia-ket-qua", TEXT, HINT) == "/kinh-te/hoi-nghi-danh-gia-ket-qua"


def test_two_notices_of_one_text_stay_two() -> None:
    pages = Duplicates({})
    assert find(pages, "/tin/thong-bao-hop-dinh-ky-101", [*TEXT, "Ngày 3/5/2023"], HINT) is None
    assert find(pages, "/tin/thong-bao-giao-ban-thang-202", [*TEXT, "Ngày 3/6/2023"], HINT) is None


def test_one_text_under_two_headlines_stays_two() -> None:
    pages = Duplicates({})
    assert find(pages, "/tin/123", TEXT, HINT) is None
    assert find(pages, "/bai/123", TEXT, "Đoàn công tác thăm các gia đình") is None


def test_a_parameter_that_changes_nothing_is_known_after_two_pages_and_one_that_matters_never_is() -> None:
    pages = Duplicates({})
    for number in (11, 12, 13):
        text = [f"{line} lần thứ {number * 'x'}" for line in TEXT]
        assert find(pages, f"/tin?id={number}", text, HINT + "x" * number) is None
        assert find(pages, f"/tin?id={number}&mau=toi", text) == f"/tin?id={number}"
    assert pages.idle_parameters() == {"mau"}


def test_a_parameter_with_which_something_else_is_shown_matters() -> None:
    pages = Duplicates({})
    for number in (11, 12, 13):
        text = [f"{line} lần thứ {number * 'x'}" for line in TEXT]
        find(pages, f"/tin?id={number}", text)
        find(pages, f"/tin?id={number}&p=1", text)
        find(pages, f"/tin?id={number}&p=2", [line + number * "y" for line in OTHER])
    assert pages.idle_parameters() == frozenset()


def test_lists_that_name_the_same_articles_are_one() -> None:
    pages = Duplicates({})
    items = [bytes([number]) for number in range(5)]
    assert pages.find_list(b"a", f"{HOST}/tin", items) is None
    assert pages.find_list(b"a", f"{HOST}/tin", items) is None
    again = pages.find_list(b"b", f"{HOST}/tin?sap-xep=cu", items[::-1])
    assert again is not None and again.address == f"{HOST}/tin"
    assert pages.find_list(b"c", f"{HOST}/tin?trang=2", [*items, b"x"]) is None


def test_a_view_for_phones_shows_the_article_without_what_stands_around_it() -> None:
    pages = Duplicates({})
    around = ["Đọc xong thấy nhớ quê, mong nhà báo viết thêm nhiều bài nữa", "Ở xã bên, bà con góp công sửa cầu"]
    assert find(pages, "/tin/1040.htm", [*TEXT, *around], HINT) is None
    key = sha256(b"/m/tin/1040.htm").digest()
    view = pages.find(key, f"{HOST}/m/tin/1040.htm", "Xem trên điện thoại", lines([HINT, *TEXT]))
    assert view is not None and view.address == f"{HOST}/tin/1040.htm"


def test_a_view_that_its_article_names_needs_no_other_witness() -> None:
    pages = Duplicates({})
    assert find(pages, "/t/3a7d21f09c", TEXT, HINT) is None
    article = sha256(b"/t/3a7d21f09c").digest()
    assert pages.find(b"view", f"{HOST}/in/17", None, lines(TEXT)) is None
    again = Duplicates({})
    assert find(again, "/t/3a7d21f09c", TEXT, HINT) is None
    assert again.find(b"view", f"{HOST}/in/17", None, lines(TEXT), linked={article}) is not None

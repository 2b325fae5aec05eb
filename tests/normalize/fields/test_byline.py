"""Who wrote it and where it comes from, told from last lines that are sentences."""

from __future__ import annotations

import pytest

from normalize.fields.byline import Byline, is_name, read_byline, split_dateline


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Trần Rem", "Trần Rem"),
        ("Tin, ảnh: Trần Rem", "Trần Rem"),
        ("Tin và ảnh: Bá Hoàng", "Bá Hoàng"),
        ("Bài, ảnh: Nguyễn Văn Út Em.", "Nguyễn Văn Út Em"),
        ("Tác giả: ThS. Viên Đình Lộc", "ThS. Viên Đình Lộc"),
        ("TS. Mạc Thị Hường Giang – ThS. Viên Đình Lộc", "TS. Mạc Thị Hường Giang – ThS. Viên Đình Lộc"),
        ("Thu Hà - Minh Đức", "Thu Hà - Minh Đức"),
    ],
)
def test_writers(line: str, author: str) -> None:
    assert read_byline(line) == Byline(author=author)


@pytest.mark.parametrize(
    ("line", "author", "source"),
    [
        ("N.Ý", "N.Ý", None),
        ("K. Hà", "K. Hà", None),
        ("LH (ST)", "LH", None),
        ("NGUYÊN ĐOAN (thực hiện)", "NGUYÊN ĐOAN", None),
        ("Lan Chi (tổng hợp)", "Lan Chi", None),
        ("Lan Chi tổng hợp", "Lan Chi", None),
        ("Lan Chi (Theo TTXVN)", "Lan Chi", "TTXVN"),
        ("Lan Chi - Theo Báo Hà Nam", "Lan Chi", "Báo Hà Nam"),
        ("Trường Giang - Thành Nam", "Trường Giang - Thành Nam", None),
        ("Tác giả: Ban Tuyên giáo Huyện ủy", None, "Ban Tuyên giáo Huyện ủy"),
        ("Người đăng tin: Admin", None, None),
        ("Nguồn: https://www.baohanam.com.vn/tin/1.html", None, "baohanam.com.vn"),
    ],
)
def test_names_without_what_was_done_and_offices_are_sources(line: str, author: str | None, source: str | None) -> None:
    assert read_byline(line) == Byline(author, source)


@pytest.mark.parametrize(
    ("line", "source"),
    [("Nguồn: Báo Nhân Dân", "Báo Nhân Dân"), ("(Theo TTXVN)", "TTXVN"), ("Theo Báo Hà Nam", "Báo Hà Nam"),
     ("(Nguồn: baohanam.com.vn)", "baohanam.com.vn")],
)  # fmt: skip
def test_sources(line: str, source: str) -> None:
    assert read_byline(line) == Byline(source_name=source)


@pytest.mark.parametrize(
    "line",
    ["Hội nghị thành công tốt đẹp.", "Huyện ủy Bình Gia", "Nơi nhận:", "Kết luận", "Theo kế hoạch, hội nghị bế mạc.",
     "An sinh xã hội được đảm bảo", ""],
)  # fmt: skip
def test_other_last_lines_are_no_signoff(line: str) -> None:
    assert read_byline(line) is None


def test_an_office_signs_only_where_the_form_of_the_line_says_so() -> None:
    assert read_byline("Văn phòng Huyện ủy") is None
    assert read_byline("Văn phòng Huyện ủy", marked=True) == Byline(source_name="Văn phòng Huyện ủy")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Lê Rạng", True),
        ("Lê", False),
        ("lê rạng", False),
        ("Lê Rạng 2", False),
        ("Tỉnh Hà Nam", False),
        ("I. CHỨC NĂNG", False),
        ("M. Hà", True),
    ],
)
def test_names(line: str, name: bool) -> None:
    assert is_name(line) is name


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("(Quanlynhanuoc.vn) – Năm 2022 là năm thứ hai.", ("Quanlynhanuoc.vn", "Năm 2022 là năm thứ hai.")),
        ("(TTXVN) - Chiều nay.", ("TTXVN", "Chiều nay.")),
        ("(Ảnh) – Chiều nay.", (None, "(Ảnh) – Chiều nay.")),
        ("Năm 2022 (Quanlynhanuoc.vn) – nói.", (None, "Năm 2022 (Quanlynhanuoc.vn) – nói.")),
    ],
)
def test_datelines(text: str, parts: tuple[str | None, str]) -> None:
    assert split_dateline(text) == parts

"""Documents cited by number: found, told from other numbers, and filled with what the text says of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.articles.document_keys import number_key
from corpus.articles.records import Article, Reference
from normalize.extracted_text import normalise_text
from normalize.fields.citations import references_of
from seeds.config.catalogue import catalogue
from tests.evaluation.real import shared

CENTRAL = "Ban Chấp hành Trung ương"
BTV_TU = "Ban Thường vụ Tỉnh ủy"


def cited(text: str) -> list[tuple[str, str | None, str | None, date | None]]:
    """Number, kind, issuer and date of each document."""
    return [(one.number, one.kind, one.issuer, one.date) for one in references_of("Tựa đề", None, text)]


@pytest.mark.parametrize(
    ("text", "number", "kind", "issuer", "day"),
    [
        ("Nghị quyết số 38/NQ-CP ngày 17/3/2022 của Chính phủ", "38/NQ-CP", "Nghị quyết", "Chính phủ", (2022, 3, 17)),
        ("Nghị quyết số 27-NQ/TU, ngày 23/5/2022 của BTV Tỉnh ủy về", "27-NQ/TU", "Nghị quyết", BTV_TU, (2022, 5, 23)),
        ("Kế hoạch số 120-KH/HU của Huyện ủy ngày 10/02/2023 về", "120-KH/HU", "Kế hoạch", "Huyện ủy", (2023, 2, 10)),
        ("kế hoạch số 120-KH/HU (ngày 10/02/2023) về", "120-KH/HU", "Kế hoạch", None, (2023, 2, 10)),
        ("Nghị quyết số 71/NQ-TW của Ban Chấp hành Đảng bộ tỉnh về", "71/NQ-TW", "Nghị quyết",
         "Ban Chấp hành Đảng bộ tỉnh", None),
        ("Thực hiện 21-KL/TW, các chi bộ", "21-KL/TW", "Kết luận", "Trung ương", None),
        ("Kết luận 21-KL/TW của Ban Chấp hành Trung ương Đảng (khóa XIII)", "21-KL/TW", "Kết luận",
         f"{CENTRAL} Đảng", None),
        ("Nghị quyết 04-NQ/TW (khóa XII) của BCH Trung ương", "04-NQ/TW", "Nghị quyết", CENTRAL, None),
        ("Quy định số 99-QĐ/TW, ngày 27 tháng 2 năm 2023 của Ban Bí thư về cờ Đảng", "99-QĐ/TW", "Quy định",
         "Ban Bí thư", (2023, 2, 27)),
        ("Quyết định 99-QD/TW của Bộ Chính trị", "99-QD/TW", "Quyết định", "Bộ Chính trị", None),
        ("theo số 99-QĐ/TW", "99-QĐ/TW", None, "Trung ương", None),
        ("theo 12/QĐ-UBND", "12/QĐ-UBND", "Quyết định", None, None),
        ("Luật số 59/2020/QH14 của Quốc hội", "59/2020/QH14", "Luật", "Quốc hội", None),
        ("Luật Phòng, chống tham nhũng số 36/2018/QH14", "36/2018/QH14", "Luật", "Quốc hội", None),
        ("Nghị quyết số 43/2022/QH15 về", "43/2022/QH15", "Nghị quyết", "Quốc hội", None),
        ("Nghị định 15/2017/NĐ-CP", "15/2017/NĐ-CP", "Nghị định", "Chính phủ", None),
        ("Thông tư số 09/2014/TT-BTTTT ngày 19/8/2014 của Bộ Thông tin và Truyền thông quy định", "09/2014/TT-BTTTT",
         "Thông tư", "Bộ Thông tin và Truyền thông", (2014, 8, 19)),
        ("Chỉ thị số 16/CT-TTg ngày 31/3/2020", "16/CT-TTg", "Chỉ thị", "Thủ tướng Chính phủ", (2020, 3, 31)),
        ("Chương trình hành động số 31-CTr/TU của Tỉnh ủy; phần vốn", "31-CTr/TU", "Chương trình", "Tỉnh ủy", None),
        ("Công văn số: 568 /STTTT-BCXBTT về", "568/STTTT-BCXBTT", "Công văn", None, None),
        ("Báo cáo số 386-BC/ThU", "386-BC/ThU", "Báo cáo", None, None),
        ("nghị quyết số 27-nq/tu", "27-NQ/TU", "Nghị quyết", None, None),
        ("27-nq/tu", "27-NQ/TU", "Nghị quyết", None, None),
        ("27 - NQ/TU", "27-NQ/TU", "Nghị quyết", None, None),
        ("27–NQ/TU", "27-NQ/TU", "Nghị quyết", None, None),
        ("Quyết định số 217 QĐ/TW", "217-QĐ/TW", "Quyết định", "Trung ương", None),
        ("Kết luận số 01-KL/TƯ", "01-KL/TW", "Kết luận", "Trung ương", None),
        ("Nghị quyết số 05-NQ/T.Ư của Bộ Chính trị", "05-NQ/TW", "Nghị quyết", "Bộ Chính trị", None),
        ("Giấy phép số 123/GP-TTĐT", "123/GP-TTĐT", "Giấy phép", None, None),
        ("Quy chế số 05-QC/TU ngày 30/2/2021", "05-QC/TU", "Quy chế", None, None),
        ("Nghị quyết số 27-NQ/TU, 13/18 nhiệm vụ", "27-NQ/TU", "Nghị quyết", None, None),
    ],
)  # fmt: skip
def test_one_document(
    text: str, number: str, kind: str | None, issuer: str | None, day: tuple[int, int, int] | None
) -> None:
    assert cited(text) == [(number, kind, issuer, date(*day) if day else None)]


@pytest.mark.parametrize(
    "text",
    [
        "Chiều ngày 23/6/2022, nhiệm kỳ 2020-2025, giai đoạn 2022 – 2030.",
        "Đạt 13/18 nhiệm vụ, 7/8 chỉ tiêu, 8/9 xã, 24/24 giờ, 8,44 tiêu chí/xã, 5 triệu đồng/người.",
        "Số 12/3 đường Trần Phú, điện thoại 0226.3851.234, nhà số 12/A-B, biển số 29-LD/NG.",
        "Dịch Covid-19, đội tuyển U23/VN, câu lạc bộ 5-HTX/CLB, liên trường 10-THCS/THPT, 20-kg/ha.",
        "Nghị quyết Trung ương 4 (khóa XI, XII), Nghị quyết Đại hội XIII của Đảng, Nghị quyết số 18, Chỉ thị 05.",
        "Các QĐ-UBND và NQ/TW; tệp 27-NQ-TU.pdf tại http://vidu.example/27-NQ/TU.",
    ],
)
def test_other_numbers_are_no_documents(text: str) -> None:
    assert cited(text) == []


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("của Ban Thường vụ Huyện ủy đặt ra yêu cầu", "Ban Thường vụ Huyện ủy"),
        ("của Bộ Văn hóa, Thể thao và Du lịch về", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("của Sở Lao động - Thương binh và Xã hội tỉnh", "Sở Lao động - Thương binh và Xã hội tỉnh"),
        ("của Bộ Nông nghiệp và Phát triển nông thôn thì", "Bộ Nông nghiệp và Phát triển nông thôn"),
        ("của Sở Tài chính và Mẫu phiếu kèm theo", "Sở Tài chính"),
        ("của Tỉnh ủy và Kế hoạch của huyện", "Tỉnh ủy"),
        ("của UBND xã Tân Văn giao các thôn", "UBND xã Tân Văn"),
        ("của Ủy ban nhân dân tỉnh yêu cầu", "Ủy ban nhân dân tỉnh"),
        ("của Ban Chỉ đạo 389 tỉnh", "Ban Chỉ đạo 389 tỉnh"),
        ("của Chính phủ Quy định chi tiết", "Chính phủ"),
        ("của Đảng ủy Khối đề nghị", "Đảng ủy Khối"),
        ("của Đảng ủy Khối các cơ quan tỉnh giao", "Đảng ủy Khối các cơ quan tỉnh"),
        ("của Hội nghị lần thứ sáu", None),
        ("của huyện", None),
        ("của", None),
    ],
)
def test_the_issuer_ends_where_its_name_does(text: str, issuer: str | None) -> None:
    assert cited(f"Nghị quyết số 5-NQ/TU {text}") == [("5-NQ/TU", "Nghị quyết", issuer, None)]


def test_several_in_one_breath() -> None:
    several = cited("các quy định số 37-QĐ/TW, số 41-QĐ/TW và 69-QĐ/TW ngày 6/7/2022 của Bộ Chính trị")
    assert several == [
        ("37-QĐ/TW", "Quy định", "Trung ương", None),
        ("41-QĐ/TW", "Quy định", "Trung ương", None),
        ("69-QĐ/TW", "Quy định", "Bộ Chính trị", date(2022, 7, 6)),
    ]


def test_each_document_once_filled_from_every_mention() -> None:
    found = references_of(
        "Kết quả thực hiện Quy định số 99-QĐ/TW và Nghị quyết số 5-NQ/TU",
        "Về Nghị quyết 27-NQ/TU.",
        "Nghị quyết số 27–NQ/TU ngày 23/5/2022 nói vậy.\n\nQuy định số 99-QD/TW của Ban Bí thư.",
    )
    assert found == (
        Reference("Nghị quyết số 5-NQ/TU", "5-NQ/TU", "Nghị quyết", None, None, None),
        Reference("Nghị quyết 27-NQ/TU", "27-NQ/TU", "Nghị quyết", None, date(2022, 5, 23), 3),
        Reference("Quy định số 99-QD/TW", "99-QD/TW", "Quy định", "Ban Bí thư", None, 73),
    )


PIECES = st.sampled_from([
    "Nghị quyết ", "số ", "27", "-", "/", "–", " ", "NQ", "TU", "nq/tu", "2022/", "QH14", "ngày ", "23/5/2022", "của ",
    "Tỉnh ủy", "Luật ", ", ", "(", ")", "\n\n", "và ", "T.Ư", "QĐ", "0", ".", "về ", "Bộ Văn hóa, Thể thao",
])  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=25).map("".join)


@given(TEXTS, st.none() | TEXTS, TEXTS)
def test_positions_are_true_and_numbers_distinct(title: str, lead: str | None, text: str) -> None:
    found = references_of(title, lead, text)
    body = f"{lead}\n\n{text}" if lead else text
    for one in found:
        at = one.position
        assert body[at : at + len(one.as_written)] == one.as_written if at is not None else one.as_written in title
        assert number_key(one.as_written).startswith(number_key(one.number))
        assert one.number.split() == [one.number]
    assert len({number_key(one.number) for one in found}) == len(found)
    assert [one.position or -1 for one in found] == sorted(one.position or -1 for one in found)


@given(st.lists(st.from_regex(r"[1-9][0-9]{0,3}-(NQ|KH|KL|CT)/(TU|HU|TW)", fullmatch=True), max_size=8))
def test_what_is_put_in_is_found(numbers: list[str]) -> None:
    text = " Các ý kiến đều tán thành. ".join(f"Nghị quyết số {number}" for number in numbers)
    assert [one.number for one in references_of("", None, text)] == list(dict.fromkeys(numbers))


@pytest.mark.parametrize(
    ("one", "other"),
    [("27-NQ/TU", "27 nq tu"), ("99-QĐ/TW", "99-qd/tw"), ("01-KL/TW", "1–kl/tư"), ("27/NQ-TU", "Nghị quyết 27-NQ/TU")],
)
def test_keys_meet(one: str, other: str) -> None:
    assert number_key(one) == number_key(other)


def test_keys_part() -> None:
    assert number_key("01-KL/TƯ") != number_key("01-KL/TU")
    assert number_key("Nghị quyết") == ""


SHARED = {
    "000": [("38/NQ-CP", "Chính phủ", date(2022, 3, 17)), ("27-NQ/TU", BTV_TU, date(2022, 5, 23))],
    "001": [
        ("120-KH/HU", "Ban Thường vụ Huyện ủy", date(2023, 2, 10)),
        ("95-NQ/TU", BTV_TU, date(2022, 9, 20)),
        ("71/NQ-TW", "Ban Chấp hành Đảng bộ tỉnh", date(2013, 10, 3)),
    ],
    "002": [],
    "003": [("01-KL/TW", "Trung ương", None), ("21-KL/TW", f"{CENTRAL} Đảng", None)],
    "004": [],
}


@pytest.mark.parametrize("number", SHARED)
@pytest.mark.skipif(not (shared() / "seeds").is_dir(), reason="the shared texts are absent (TINHUY_SHARED)")
def test_the_shared_texts(number: str) -> None:
    path = next((shared() / "seeds").glob(f"{number}_*.txt"))
    article = normalise_text(path.read_bytes(), catalogue().unlisted("_import"))
    assert isinstance(article, Article)
    assert [(one.number, one.issuer, one.date) for one in article.references] == SHARED[number]

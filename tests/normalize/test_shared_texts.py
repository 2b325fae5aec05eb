"""The five texts that another extractor left, chrome and all, give the five articles that they hold."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from corpus.articles.records import Article
from normalize.extracted_text import normalise_text
from normalize.text import one_line, squeezed
from seeds.config.catalogue import catalogue
from tests.evaluation.real import shared
from tests.evaluation.scoring import sentences

FOLDER = shared() / "seeds"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the shared texts are not in {FOLDER} (TINHUY_SHARED)")


class Expected(NamedTuple):
    """What a text must give."""

    title: str | None
    images: tuple[tuple[str | None, str], ...] = ()
    """File name and caption."""
    section: tuple[str, ...] = ()
    event_date: date | None = None
    author: str | None = None
    source_name: str | None = None


_HANAM = ("Tin tức - Sự kiện", "Tin hoạt động của Lãnh đạo Tỉnh")
EXPECTED = {
    "000": Expected(
        "Hội nghị Ban Thường vụ Tỉnh ủy làm việc với Ban Thường vụ Huyện ủy Bình Lục",
        (
            ("IMG_0037.jpg", "Các đại biểu dự hội nghị"),
            ("IMG_0031.jpg", "Phó Bí thư Thường trực Tỉnh ủy Đinh Thị Lụa điều hành thảo luận tại hội nghị"),
            ("IMG_0022.jpg", "Bí thư Tỉnh ủy Lê Thị Thủy phát biểu chỉ đạo hội nghị"),
        ),
        _HANAM,
        date(2022, 6, 23),
    ),
    "001": Expected(
        "Hội nghị Ban Chấp hành Đảng bộ huyện Bình Gia lần thứ mười năm: Triển khai nhiệm vụ 3 tháng cuối năm 2023",
        (
            (
                None,
                "Đồng chí Lương Trương Đạt, Tỉnh ủy viên, Bí thư Huyện ủy, Chủ tịch HĐND huyện chủ trì hội nghị.",
            ),
        ),
        event_date=date(2023, 10, 9),
    ),
    "002": Expected(
        "Công tác lãnh đạo, chỉ đạo hoàn thành tốt nhiệm vụ năm 2022 của Huyện ủy Lương Tài",
        source_name="Quanlynhanuoc.vn",
    ),
    "003": Expected(
        "Bí thư Huyện uỷ tổ chức hội nghị giao ban với các đồng chí Bí thư Đảng ủy các xã, thị trấn",
        (
            (None, "Đồng chí Nguyễn Anh Việt, Tỉnh uỷ viên, Bí thư Huyện ủy phát biểu kết luận hội nghị"),
            (
                None,
                "Đồng chí Võ Văn Bảo Huyện ủy viên, Phó Chủ tịch UBND huyện phát biểu làm rõ những nội dung hội nghị "
                "quan tâm",
            ),
        ),
        event_date=date(2024, 6, 19),
        author="Trần Rem",
    ),
    "004": Expected(
        "Hội nghị Ban Thường vụ Tỉnh ủy làm việc với Ban Thường vụ Thị ủy Duy Tiên",
        (
            ("DSC_0799.jpg", "Các đại biểu dự hội nghị"),
            ("DSC05850.jpg", "Bí thư Tỉnh ủy Lê Thị Thủy phát biểu chỉ đạo hội nghị"),
        ),
        _HANAM,
        date(2022, 5, 28),
    ),
}
CHROME = (
    "Skip Ribbon Commands", "Skip to main content", "A- A A+ | Tăng tương phản Giảm tương phản",
    "Tin tức - Sự kiện Tin hoạt động của Lãnh đạo Tỉnh", "Thông tin tuyên truyền", "Thông tin tổng hợp",
    "Liên kết website", "Thống kê truy cập", "Đang online : 0", "Hôm nay : 105", "Trong tháng : 460",
    "Tất cả : 10.029", "Tin khác",
)  # fmt: skip

each = pytest.mark.parametrize("number", EXPECTED)


def _file(number: str) -> Path:
    return next(FOLDER.glob(f"{number}_*.txt"))


@cache
def _article(number: str) -> Article:
    outcome = normalise_text(_file(number).read_bytes(), catalogue().unlisted("_import"))
    assert isinstance(outcome, Article), outcome
    return outcome


@each
def test_fields(number: str) -> None:
    article, expected = _article(number), EXPECTED[number]
    images = tuple((image.file_name, image.caption or "") for image in article.images)
    got = Expected(
        article.title, images, article.section, article.event_date, article.author, article.source_name
    )  # fmt: skip
    assert got == expected
    assert article.published_at is None
    assert all(image.url is None for image in article.images)


@each
def test_no_line_of_chrome_title_or_caption_is_left(number: str) -> None:
    article = _article(number)
    unwanted = {squeezed(line) for line in (*CHROME, article.title or "")}
    unwanted |= {squeezed(part) for image in article.images for part in (image.file_name, image.caption) if part}
    assert [
        line for line in f"{article.lead or ''}\n{article.text}".split("\n") if squeezed(line) in unwanted - {""}
    ] == []
    assert "Quanlynhanuoc.vn" not in article.text
    assert article.title and article.title not in article.text


@each
def test_no_sentence_is_lost(number: str) -> None:
    article, expected = _article(number), EXPECTED[number]
    lines = [one_line(line) for line in _file(number).read_text(encoding="utf-8").splitlines()]
    if "Tin khác" in lines:
        lines = lines[: lines.index("Tin khác")]
    known = {
        squeezed(line) for line in (*CHROME, article.title or "", expected.author or "", expected.source_name or "")
    }
    known |= {squeezed(part) for file_name, caption in expected.images for part in (file_name, caption) if part}
    kept = squeezed(f"{article.lead or ''} {article.text}")
    lost = [
        sentence
        for line in lines
        if squeezed(line.removeprefix("Ảnh: ")) not in known
        for sentence in sentences(line.removeprefix("(Quanlynhanuoc.vn) – "))
        if squeezed(sentence) not in kept
    ]
    assert lost == []


@each
def test_end_mark_is_gone_and_the_stop_stays(number: str) -> None:
    article = _article(number)
    assert not article.text.rstrip().endswith("/") and "/." not in article.text[-3:]
    assert article.text[-1] in ".…!?"


@each
def test_paragraphs_are_parted_by_one_blank_line(number: str) -> None:
    text = _article(number).text
    assert "\n\n\n" not in text and text == text.strip()


def test_the_list_of_other_news_is_gone() -> None:
    assert "Những kết quả nổi bật đạt được trong công tác lịch sử Đảng" not in _article("003").text

"""Pictures, their captions and credits; and lines beside pictures that are text."""

from __future__ import annotations

import pytest

from normalize.content.captions import announced, is_file_name, repeats_last_sentence, split_caption
from tests.normalize.pages import FIRST, SECOND, THIRD, article

PICTURE = "<p align='center'><img src='/a/IMG_0037.jpg'></p>"


def _with(markup: str) -> str:
    return f"<p>{FIRST}</p>{markup}<p>{SECOND}</p><p>{THIRD}</p>"


@pytest.mark.parametrize(
    "markup",
    [
        PICTURE + "<p align='center'>Các đại biểu dự hội nghị</p>",
        PICTURE + "<p><i>Các đại biểu dự hội nghị</i></p>",
        PICTURE + "<p>Các đại biểu dự hội nghị</p>",
        PICTURE + "<p>Ảnh: Các đại biểu dự hội nghị</p>",
        "<figure><img src='/a/IMG_0037.jpg'><figcaption>Các đại biểu dự hội nghị</figcaption></figure>",
        "<table><tr><td><img src='/a/IMG_0037.jpg'></td></tr><tr><td>Các đại biểu dự hội nghị</td></tr></table>",
        PICTURE + "<p>IMG_0037.jpg</p><p><i>Các đại biểu dự hội nghị</i></p>",
        PICTURE + "<p align='center'>Các đại biểu dự hội nghị. Ảnh: Bá Hoàng</p>",
    ],
)
def test_a_caption_belongs_to_its_picture(markup: str) -> None:
    found = article(_with(markup), url="https://x.vn/tin")
    (image,) = found.images
    assert (image.url, image.file_name) == ("https://x.vn/a/IMG_0037.jpg", "IMG_0037.jpg")
    assert (image.caption or "").rstrip(".") == "Các đại biểu dự hội nghị"
    assert found.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


@pytest.mark.parametrize(
    "beside", [f"<p>{SECOND} Ba.</p>", "<p><b>1. Kết quả</b></p>", "<p>Một là, thu ngân sách;</p>"]
)
def test_text_beside_a_picture_stays_text(beside: str) -> None:
    found = article(_with(PICTURE + beside))
    assert found.images[0].caption is None
    assert len(found.text.split("\n\n")) == 4


@pytest.mark.parametrize("ornament", ["<img src='/icon.gif' width='16'>", "<img src='/img/spacer.gif'>", "<img src=''>",
                                      "<img src='data:image/gif;base64,R0lG'>"])  # fmt: skip
def test_ornaments_are_no_pictures(ornament: str) -> None:
    assert article(_with(f"<p>{ornament}</p>")).images == ()


def test_a_file_name_without_its_picture_is_a_picture_and_no_text() -> None:
    found = article(_with("<p>DSC05850.jpg</p><p>Đồng chí Bí thư phát biểu</p>"))
    assert [(i.url, i.file_name, i.caption) for i in found.images] == [
        (None, "DSC05850.jpg", "Đồng chí Bí thư phát biểu")
    ]
    assert "DSC05850" not in found.text


def test_an_address_is_read_without_its_query_and_escapes() -> None:
    found = article(_with("<p><img data-src='/a/l%E1%BB%85%20h%E1%BB%99i.jpg?w=10' src='data:x'></p>"))
    assert found.images[0].file_name == "lễ hội.jpg"


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Ảnh: Toàn cảnh hội nghị", ("Toàn cảnh hội nghị", None)),
        ("Toàn cảnh hội nghị. Ảnh: Bá Hoàng", ("Toàn cảnh hội nghị.", "Bá Hoàng")),
        ("Toàn cảnh hội nghị (Ảnh: Bá Hoàng)", ("Toàn cảnh hội nghị", "Bá Hoàng")),
        ("Ảnh: Bá Hoàng", (None, "Bá Hoàng")),
        ("Toàn cảnh hội nghị", ("Toàn cảnh hội nghị", None)),
    ],
)
def test_captions_and_credits(line: str, parts: tuple[str | None, str | None]) -> None:
    assert split_caption(line) == parts


def test_announced_captions_and_file_names() -> None:
    assert announced("Ảnh: Toàn cảnh") and announced("Ảnh 2: Toàn cảnh") and not announced("Ảnh hưởng: lớn")
    assert is_file_name(" IMG_0037.JPG ") and not is_file_name("Xem tệp IMG_0037.jpg, trang 2")


def test_a_line_that_repeats_the_last_sentence_is_a_caption() -> None:
    assert repeats_last_sentence("Bí thư chủ trì.", "Hội nghị khai mạc. Bí thư chủ trì.")
    assert not repeats_last_sentence("Bí thư chủ trì.", "Bí thư chủ trì.")

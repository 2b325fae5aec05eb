"""The page as a reader sees it: paragraphs, headings, lists, tables and pictures in order, each with its form."""

from __future__ import annotations

import pytest

from normalize.html.blocks import joined
from tests.normalize.pages import blocks, texts


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>Một</p><p>Hai</p>", ["Một", "Hai"]),
        ("Một<br>Hai<br><br>Ba", ["Một", "Hai", "Ba"]),
        ("<div>Một<div>Hai</div>Ba</div>", ["Một", "Hai", "Ba"]),
        ("<p>Một <b>hai</b>, <i>ba</i>.</p>", ["Một hai, ba."]),
        ("<p>Một</p>đuôi", ["Một", "đuôi"]),
        ("<p>&nbsp;</p><p> \n </p><p>Một</p>", ["Một"]),
        ("<p>Tỉnh\u200b ủy\u00a0Hà\u00adNam</p>", ["Tỉnh ủy HàNam"]),
        ("<p>Một</p><script>var x = 1</script><style>p {}</style><p>Hai</p>", ["Một", "Hai"]),
        ("<select><option>Liên kết</option></select><p>Một</p>", ["Một"]),
        ("<p>Ghi chú<sup>(1)</sup> ở đây</p>", ["Ghi chú(1) ở đây"]),
        ("<blockquote>Lời Bác dạy</blockquote>", ["Lời Bác dạy"]),
    ],
)
def test_breaks_part_paragraphs_and_inline_elements_do_not(markup: str, expected: list[str]) -> None:
    assert texts(markup) == expected


@pytest.mark.parametrize(
    "markup",
    [
        "<p><b>Mở đầu</b></p>", "<p><strong>Mở <i>đầu</i></strong></p>", "<p style='font-weight: bold'>Mở đầu</p>",
        "<p><span style='FONT-WEIGHT:700'>Mở đầu</span></p>", "<p><b>Mở đầu</b> …</p>", "<h3>Mở đầu</h3>",
        "<p style='mso-bidi-font-weight: normal'><b>Mở đầu</b></p>",
    ],
)  # fmt: skip
def test_wholly_bold(markup: str) -> None:
    assert blocks(markup)[0].bold


@pytest.mark.parametrize(
    "markup",
    [
        "<p><b>Mở</b> đầu</p>", "<p><b style='font-weight:normal'>Mở đầu</b></p>", "<p>Mở đầu</p>",
        "<p style='mso-bidi-font-weight: bold'>Mở đầu</p>", "<p style='font-weight:400'>Mở đầu</p>",
    ],
)  # fmt: skip
def test_not_wholly_bold(markup: str) -> None:
    assert not blocks(markup)[0].bold


def test_italics_by_tag_and_by_style_but_not_by_words_own_properties() -> None:
    assert blocks("<p><em>Ảnh</em></p>")[0].italic
    assert blocks("<p style='font-style: italic'>Ảnh</p>")[0].italic
    assert not blocks("<p style='mso-bidi-font-style: italic'>Ảnh</p>")[0].italic


@pytest.mark.parametrize(
    ("markup", "centred", "right"),
    [
        ("<p align='center'>A</p>", True, False),
        ("<center>A</center>", True, False),
        ("<p style='text-align: CENTER'>A</p>", True, False),
        ("<p class='text-right'>A</p>", False, True),
        ("<div align='right'><p>A</p></div>", False, True),
        ("<div align='center'><p style='text-align:justify'>A</p></div>", False, False),
    ],
)
def test_alignment(markup: str, centred: bool, right: bool) -> None:
    block = blocks(markup)[0]
    assert (block.centred, block.right) == (centred, right)


def test_link_text_is_counted() -> None:
    assert blocks("<p><a href='/x'>Tin khác</a></p>")[0].linked == 1
    assert blocks("<p>Tin <a href='/x'>khác</a></p>")[0].linked == pytest.approx(4 / 7)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<ul><li>Một</li><li>Hai</li></ul><p>Ba</p>", "- Một\n- Hai\n\nBa"),
        ("<ol><li>Một</li><li>Hai</li></ol>", "1. Một\n2. Hai"),
        ("<ol start='4'><li>Một</li><li>Hai</li></ol>", "4. Một\n5. Hai"),
        ("<ol start='x'><li>Một</li></ol>", "1. Một"),
        ("<ol type='a' start='3'><li>Một</li><li>Hai</li></ol>", "c. Một\nd. Hai"),
        ("<ol type='I'><li>Một</li><li value='9'>Hai</li><li>Ba</li></ol>", "I. Một\nIX. Hai\nX. Ba"),
        ("<ol type='A' start='26'><li>Một</li><li>Hai</li></ol>", "Z. Một\nAA. Hai"),
        ("<ol type='a' start='0'><li>Một</li></ol>", "0. Một"),
        ("<ol reversed><li>Một</li><li>Hai</li></ol>", "2. Một\n1. Hai"),
        ("<ol reversed start='7'><li>Một</li><li value='3'>Hai</li><li>Ba</li></ol>", "7. Một\n3. Hai\n2. Ba"),
        ("<ul><li value='3'>Một</li></ul>", "- Một"),
        ("<ul><li>Một</li></ul><ul><li>Hai</li></ul>", "- Một\n\n- Hai"),
        ("<h3>Mục</h3><p>Lời</p>", "Mục\n\nLời"),
    ],
)
def test_a_list_is_one_block_with_its_marks(markup: str, text: str) -> None:
    assert joined(blocks(markup)) == text


def test_a_table_of_data_is_read_row_by_row() -> None:
    rows = "<tr><th>Chỉ tiêu</th><th>2020</th></tr><tr><td>Hộ nghèo</td><td>3,41</td></tr><tr><td></td></tr>"
    (block,) = blocks(f"<table>{rows}</table>")
    assert (block.kind, block.text) == ("table", "Chỉ tiêu | 2020\nHộ nghèo | 3,41")


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td><p>Một</p><p>Hai</p></td></tr></table>",
        "<table><tr><td>Một</td></tr><tr><td>Hai</td></tr></table>",
        "<table><tr><td>Một</td><td><table><tr><td>Hai</td></tr></table></td></tr></table>",
    ],
)
def test_a_table_of_layout_is_read_as_paragraphs(table: str) -> None:
    assert texts(table) == ["Một", "Hai"]


def test_pictures_stand_where_they_stand_in_the_text() -> None:
    kinds = [block.kind for block in blocks("<p>A</p><p><img src='/a.jpg'></p><p>B</p>")]
    assert kinds == ["paragraph", "image", "paragraph"]

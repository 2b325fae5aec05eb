"""Characters that are none: what becomes of each kind."""

from __future__ import annotations

import pytest

from normalize.text import clean_characters, one_line


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("bi\u00adên gi\u200bới\ufeff, đ\u2060ẹp\u200d", "biên giới, đẹp"),
        ("\ufeffTin", "Tin"),
        ("một\u00a0hai\u2003ba\u202fbốn\u3000năm\tsáu  bảy", "một hai ba bốn năm sáu bảy"),
        ("a\u2800b\u3164c", "a b c"),
        ("dòng\u2028hai\u2029ba\r\nbốn\rnăm\x0bsáu\x0cbảy", "dòng\nhai\nba\nbốn\nnăm\nsáu\nbảy"),
        ("2010\x962015 \x93Đẹp\x94\x85 \x81", "2010–2015 “Đẹp”… "),
        ("a\0\x01b\x7f", "ab"),
        ("e\x01\u0302\u0301", "ế"),
        ("\uf0b7 Nội dung", "- Nội dung"),
        ("đầu\n  \uf0d8\u00a0Mục hai", "đầu\n- Mục hai"),
        ("\uf0a7 - Mục", " - Mục"),
        ("xem \uf0e0 tại đây \uf0b7", "xem tại đây "),
        ("\uf017 14:30", " 14:30"),
        ("\u202bchữ\u202c \u2066x\u2069 \ufffc", "chữ x "),
        ("ﬁ ﬂ Ĳ ½ №", "ﬁ ﬂ Ĳ ½ №"),
        ("gia\u0300", "già"),
        ("mất \ufffd chữ", "mất \ufffd chữ"),
        ("sạch sẽ\nnhư thường", "sạch sẽ\nnhư thường"),
    ],
)
def test_what_becomes_of_them(dirty: str, clean: str) -> None:
    assert clean_characters(dirty) == clean
    assert clean_characters(clean) == clean


def test_one_line_has_no_breaks() -> None:
    assert one_line(" a\u2028b\x0bc\n\n d\u00a0") == "a b c d"

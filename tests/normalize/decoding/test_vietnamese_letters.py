"""Vietnamese letters that were typed as others look."""

from __future__ import annotations

import unicodedata

import pytest

from normalize.decoding.vietnamese_letters import vietnamese_letters


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("t\u1ecf\u0302 chức", "tổ chức"),
        ("ke\u0301\u0302t quả", "kết quả"),
        ("Ɖảng bộ huyện ɖã họp", "Đảng bộ huyện đã họp"),
        ("nǎm tới, Nǎm Cǎn", "năm tới, Năm Căn"),
        ("tỉnh Hồ Běi, ông Lǎo", "tỉnh Hồ Běi, ông Lǎo"),
        ("Hội nghị", "Hội nghị"),
    ],
)
def test_letters(written: str, meant: str) -> None:
    assert unicodedata.normalize("NFC", vietnamese_letters(written)) == meant

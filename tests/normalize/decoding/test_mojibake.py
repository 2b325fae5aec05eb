"""UTF-8 that was decoded twice is mended where it is broken, and nowhere else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.decoding.mojibake import repair_mojibake

SOUND = "Tỉnh ủy Hà Nam tổ chức hội nghị, bà Á nói: “Đẹp”… Sở Ý Í Đ XÃ HOÀ BÌNH, mà thôi"


def _latin(text: str) -> str:
    return text.encode().decode("latin-1")


def _windows(text: str) -> str:
    """With the five gaps of Windows-1252 as control codes, as browsers have them."""
    return text.encode().decode("sloppy-windows-1252")


@pytest.mark.parametrize("twice", [_latin, _windows])
def test_a_line_decoded_twice(twice: object) -> None:
    assert callable(twice)
    assert repair_mojibake(f"<p>{twice(SOUND)}</p>") == f"<p>{SOUND}</p>"
    assert repair_mojibake(twice(twice(SOUND))) == SOUND
    nfd = unicodedata.normalize("NFD", SOUND.replace("“Đẹp”…", ""))
    assert repair_mojibake(twice(nfd)) == nfd


@pytest.mark.parametrize("twice", [_latin, _windows])
def test_only_the_broken_part(twice: object) -> None:
    assert callable(twice)
    mixed = "<meta content='{0}'><p>Hội nghị của {0} đã họp</p>\n<p>{1}</p>"
    assert repair_mojibake(mixed.format(twice("Tỉnh ủy Hà Nam"), SOUND)) == mixed.format("Tỉnh ủy Hà Nam", SOUND)


@pytest.mark.parametrize(
    "text",
    [
        "HỢP TÁC XÃ” – “ĐÔ THỊ HOÁ”…",
        "XÃ” HỘI và “XÃ‘",
        "<p>XÃ” - DA</p> <p>Tá»‰nh á»§y</p>",
        "«Lá cá»… ngoài £5, 20°C, 5‰",
        "Les Âmes «À côté»… â€",
    ],
)
def test_sound_text_stays(text: str) -> None:
    assert repair_mojibake(text) == text.replace("Tá»‰nh á»§y", "Tỉnh ủy")


def test_signs_that_close_no_word_are_broken_letters() -> None:
    assert repair_mojibake("<a>Trang chá»§</a> «Trang chá»") == "<a>Trang chủ</a> «Trang chá»"


@settings(max_examples=200, deadline=None, database=None)
@given(st.lists(st.sampled_from([*SOUND.split(), "TOÀN XÃ”,", "ĐÃ‘", "á»", "Â£"]), max_size=12).map(" ".join))
def test_any_text_passes_and_is_mended_once(text: str) -> None:
    once = repair_mojibake(text)
    assert repair_mojibake(once) == once
    assert repair_mojibake(" ".join(SOUND.split())) == SOUND

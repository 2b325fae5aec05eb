"""Two texts word by word: what goes, what comes, and a few words around."""

from __future__ import annotations

import time

import pytest

from tinhuy.word_diff import coloured, marked, word_diff


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Huyện ủy họp", "Huyện ủy họp", ""),
        ("Huyện ủy  họp", "Huyện ủy họp\n", ""),
        ("Huyện ủy họp sáng nay", "Tỉnh ủy họp chiều nay", "[-Huyện-] {+Tỉnh+} ủy họp [-sáng-] {+chiều+} nay ¶"),
        ("a\n\nb", "a b", "a [-¶-] b ¶"),
        ("", "mới", "{+mới ¶+}"),
        ("giữ\n\nTin khác", "giữ", "giữ ¶ [-Tin khác ¶-]"),
    ],
)
def test_marks(before: str, after: str, shown: str) -> None:
    assert marked(word_diff(before, after)) == shown


def test_long_stretches_that_stay_are_left_out() -> None:
    words = [f"t{number}" for number in range(100)]
    pieces = word_diff(" ".join([*words, "cũ", *words]), " ".join([*words, "mới", *words]))
    around = " ".join(words[-8:]), " ".join(words[:8])
    assert marked(pieces) == f"… {around[0]} [-cũ-] {{+mới+}} {around[1]} …"


def test_on_a_terminal_it_is_coloured() -> None:
    text = coloured(word_diff("họp sáng nay", "họp chiều nay"))
    assert text.plain == "họp sáng chiều nay ¶"
    assert [(text.plain[span.start : span.end], span.style) for span in text.spans if span.style] == [
        ("sáng", "red strike"), ("chiều", "green"),
    ]  # fmt: skip


def test_long_reports_take_no_longer_than_a_look() -> None:
    begun = time.process_time()
    old, new = " ".join(f"x{n % 50}" for n in range(30_000)), " ".join(f"y{n % 50}" for n in range(30_000))
    assert [piece.sign for piece in word_diff(old, new)] == ["-", "+"]
    assert time.process_time() - begun < 5

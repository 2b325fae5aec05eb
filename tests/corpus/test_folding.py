"""The folds: what meets, what stays apart, and that Postgres and Python agree."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from corpus.folding import fold_exact, fold_plain, one_placement

VIETNAMESE = "".join(
    unicodedata.normalize("NFC", letter + mark)
    for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for mark in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
)
words = st.text(alphabet=VIETNAMESE + "đĐbcghklmnpqrstvxBHKQT \n/-.,0129")
MEET = [
    ("uỷ", "ủy"), ("hoà", "hòa"), ("khoẻ", "khỏe"), ("KHOẺ", "khỏe"), ("Thuý", "Thúy"), ("Uỷ ban", "ủy ban"),
    ("loè", "lòe"), ("tuỳ.", "tùy."), ("oạ", "ọa"), ("xoã", "xõa"), ("luỹ", "lũy"), ("tuỵ", "tụy"),
]  # fmt: skip
STAY = ["quý", "quỳ", "hoàn", "huỳnh", "quỹ", "khuỷu", "ngoái", "qúy", "toàn", "ngoẻo", "thuế", "hoá học".split()[1]]
ODD = [
    "J\u030c K",
    "İstanbul",
    "ﬃ ΣΑΣ",
    "e\u0323\u0302",
    "a\u0308\u0323",
    "\U0001f600 Uỷ",
    "q\u0303uỷ",
    "uỷ\u0302",
    "",
]


@pytest.mark.parametrize(("one", "other"), MEET)
def test_two_spellings_meet(one: str, other: str) -> None:
    assert fold_exact(one) == fold_exact(unicodedata.normalize("NFD", other)) == fold_exact(other)


@pytest.mark.parametrize("word", STAY)
def test_other_words_stay(word: str) -> None:
    assert fold_exact(word) == word == one_placement(word)


def test_case_stays_in_hashes() -> None:
    assert one_placement("Uỷ ban HOÀ, Hoà, hoà, uỶ") == "Ủy ban HÒA, Hòa, hòa, uỶ"


def test_plain_takes_everything_off() -> None:
    assert fold_plain("Hội nghị TỈNH ỦY, Đường 27-NQ/TU") == "hoi nghi tinh uy, duong 27 nq tu"
    assert set(fold_plain(VIETNAMESE + "đĐ")) <= set("aeiouyd")


@given(st.text())
def test_length_is_that_of_nfc(value: str) -> None:
    assert len(fold_plain(value)) == len(fold_exact(value)) == len(unicodedata.normalize("NFC", value))


@given(words)
def test_folding_twice_is_folding_once(value: str) -> None:
    assert fold_exact(fold_exact(value)) == fold_exact(value)
    assert fold_plain(fold_plain(value)) == fold_plain(value)
    assert fold_plain(fold_exact(value)) == fold_plain(one_placement(value))


@given(words)
def test_case_and_normal_form_do_not_matter(value: str) -> None:
    for fold in (fold_exact, fold_plain):
        assert fold(unicodedata.normalize("NFD", value)) == fold(value.upper()) == fold(value)


def test_postgres_folds_as_python_does(conn: Connection) -> None:
    samples = [*(word for pair in MEET for word in pair), *STAY, *ODD, VIETNAMESE]
    samples += [f"{a}o{b}{c}" for a in ("", "q", "h") for b in VIETNAMESE for c in ("", "n", "1", "\u0302")]
    samples += [f"{a}u{b}{c}" for a in ("", "q", "Q", "h") for b in VIETNAMESE for c in ("", "n", " ", "_")]
    query = text("SELECT fold_exact(v), fold_plain(v), length(normalize(v, NFC)) FROM unnest(cast(:all AS text[])) v")
    for sample, (exact, plain, length) in zip(samples, conn.execute(query, {"all": samples}), strict=True):
        without_lone_marks = re.sub("[\u0300-\u036f]", "", fold_plain(sample))
        assert (exact, plain) == (fold_exact(sample), without_lone_marks), repr(sample)
        assert len(exact) == length

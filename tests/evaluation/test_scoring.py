"""The scoring itself: likeness of words, leaks, and floors that only rise."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.articles.records import Article, Page, Reason, Rejection
from tests.evaluation import floors
from tests.evaluation.cases import Case
from tests.evaluation.measure import measure
from tests.evaluation.scoring import common_words, leaks, likeness, long_sentences


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        ("a b c d", "a b c d", 4),
        ("a b c d", "b d", 2),
        ("a b c d", "d c b a", 1),
        ("a x b y c", "a b z c", 3),
        ("", "a", 0),
        ("a a a", "a a", 2),
    ],
)
def test_words_in_the_same_order(one: str, other: str, common: int) -> None:
    assert common_words(one.split(), other.split()) == common


def test_likeness_counts_words_not_marks_or_case() -> None:
    same = likeness("Hội nghị, bế mạc.", "hội nghị bế mạc")
    assert (same.precision, same.recall, same.f1) == (1, 1, 1)
    half = likeness("một hai ba bốn", "một hai")
    assert (half.precision, half.recall) == (0.5, 1)
    assert likeness("", "").f1 == 1 and likeness("", "một").f1 == 0 and likeness("một", "").f1 == 0


def test_leaks_are_lines_of_chrome_and_sentences_of_others() -> None:
    own = "Huyện ủy họp bàn về thu ngân sách quý tới."
    other = "Xã Tân Văn làm xong con đường bê tông dài ba cây số."
    text = f"{own}\n\nTin khác\n\n{other}"
    assert leaks(text, own, long_sentences(f"{own}\n{other}"), ["Tin khác", "Chia sẻ"]) == ["Tin khác", other]
    assert leaks(own, own, long_sentences(f"{own}\n{other}"), ["Tin khác"]) == []


def _case(name: str, **gold: object) -> Case:
    return Case(name, Page("", b""), gold)


def test_a_page_that_became_a_rejection_scores_nothing() -> None:
    cases = [_case("a", title="T", text="một hai", published_at=date(2022, 6, 23)), Case("b", Page("", b""))]
    found = measure("x", cases, lambda _: Rejection(Reason.LIST))
    assert found.figures() == {
        "precision": 0, "recall": 0, "f1": 0, "worst_f1": 0, "title": 0, "date": 0, "kind": 0.5, "clean": 1,
        "no_wrong_date": 1,
    }  # fmt: skip
    assert found.wrong_kinds == ["a: list"]


def test_a_rejection_must_have_a_fitting_reason() -> None:
    case = Case("a", Page("", b""), reasons=frozenset([Reason.LOGIN]))
    assert measure("x", [case], lambda _: Rejection(Reason.LIST)).figures()["kind"] == 0
    assert measure("x", [case], lambda _: Rejection(Reason.LOGIN)).figures()["kind"] == 1
    assert measure("x", [case], lambda _: Article("T", "một")).figures()["kind"] == 0


def test_floors_only_rise(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    floors.pin({"x": {"f1": 0.98765}, "y": {"f1": 1.0}}, path)
    assert floors.read(path) == {"x": {"f1": 0.987}, "y": {"f1": 1.0}}
    with pytest.raises(floors.LowerError, match=r"x\.f1: 0\.9000 is below 0\.987"):
        floors.pin({"x": {"f1": 0.9}}, path)
    floors.pin({"x": {"f1": 0.99}}, path)
    floors.pin({"y": {"f1": 0.5}}, path, accept_lower=True)
    assert floors.read(path) == {"x": {"f1": 0.99}, "y": {"f1": 0.5}}


def test_a_run_below_a_floor_is_named_and_a_set_that_is_not_here_is_passed_over() -> None:
    pinned = {"x": {"f1": 0.9, "title": 1.0}, "absent": {"f1": 1.0}}
    assert floors.below({"x": {"f1": 0.95, "title": 1.0}}, pinned) == []
    assert floors.below({"x": {"f1": 0.95}}, pinned) == ["x.title: 0.0000 is below 1.000"]


def test_the_pinned_floors_of_the_sample_portals_are_whole() -> None:
    pinned = floors.read()
    for portal in ("hanam", "binhgia", "quanlynhanuoc", "vinhhung"):
        assert pinned[portal]["f1"] >= 0.99
        assert pinned[portal]["kind"] == 1

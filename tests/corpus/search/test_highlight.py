"""Marks and snippets: matches found in the folds, shown in the text as it was written."""

from __future__ import annotations

import unicodedata
from time import process_time

import pytest

from corpus.search.highlight import Highlighted, highlight, snippet
from corpus.search.query import parse


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Hội nghị Tỉnh ủy", "tinh uy", "Hội nghị [Tỉnh] [ủy]"),
        (unicodedata.normalize("NFD", "Hội nghị Tỉnh ủy"), "tinh uy", "Hội nghị [Tỉnh] [ủy]"),
        ("tĩnh úy, Tỉnh uỷ", "tỉnh ủy", "tĩnh úy, [Tỉnh] [uỷ]"),
        ("số 27-NQ/TU, 27", "27-nq/tu", "số [27-NQ/TU], 27"),
        ("tình hình, tinh", "tinh", "[tình] hình, [tinh]"),
        ("a b a b", '"a b" b', "[a b] [a b]"),
        ("İstanbul Hà Nội ﬃ", "noi", "İstanbul Hà [Nội] ﬃ"),
    ],
)
def test_marks(text: str, query: str, marked: str) -> None:
    assert highlight(text, parse(query)).render("[", "]") == marked


def test_render_escapes_the_text_only() -> None:
    assert (
        Highlighted("a<b", ((0, 1),)).render("<b>", "</b>", lambda part: part.replace("<", "&lt;")) == "<b>a</b>&lt;b"
    )


@pytest.mark.parametrize("text", ["", "x" * 2000, "từ " * 500, "x" * 500 + " tỉnh " + "y" * 500])
def test_snippets_of_odd_texts(text: str) -> None:
    made = snippet(text, parse("tỉnh"))
    assert len(made.text) < 500
    assert all(made.text[a:b] == "tỉnh" for a, b in made.marks)
    assert bool(made.marks) == ("tỉnh" in text)


def test_a_snippet_shows_where_most_matches_stand_and_is_found_in_time_for_any_number_of_them() -> None:
    near = "xa " * 200 + "tỉnh " + "xa " * 200 + "tỉnh tỉnh tỉnh " + "xa " * 200
    assert len(snippet(near, parse("tỉnh")).marks) == 3
    began = process_time()
    assert snippet("tỉnh " * 20_000, parse("tỉnh")).marks
    assert process_time() - began < 2  # 0.2 s where this was written; each match against each took 20 s

"""Marks and snippets: matches found in the folds, shown in the text as it was written."""

from __future__ import annotations

import re
import unicodedata
from time import process_time

import pytest

from corpus.search.highlight import Highlighted, concordance, highlight, snippet
from corpus.search.query import Term


def typed(query: str) -> list[Term]:
    """Terms: words, and "words side by side"."""
    parts = re.findall(r'"([^"]+)"|(\S+)', query)
    return [Term(tuple(re.split(r"[\s/-]", quoted or bare.rstrip("*"))), bare.endswith("*")) for quoted, bare in parts]


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Hội nghị Tỉnh ủy", "tinh uy", "Hội nghị [Tỉnh] [ủy]"),
        (unicodedata.normalize("NFD", "Hội nghị Tỉnh ủy"), "tinh uy", "Hội nghị [Tỉnh] [ủy]"),
        ("tĩnh úy, Tỉnh uỷ", "tỉnh ủy", "tĩnh úy, [Tỉnh] [uỷ]"),
        ("số 27-NQ/TU, 27", "27-nq/tu", "số [27-NQ/TU], 27"),
        ("tình hình, tinh", "tinh", "[tình] hình, [tinh]"),
        ("a b a b", '"a b" b', "[a b] [a b]"),
        ("Ðảng ủy, Đảng", "đảng", "[Ðảng] ủy, [Đảng]"),
        ("họp, hội nghị, hợp", "hop*", "[họp], hội nghị, [hợp]"),
        ("İstanbul Hà Nội ﬃ", "noi", "İstanbul Hà [Nội] ﬃ"),
    ],
)
def test_marks(text: str, query: str, marked: str) -> None:
    assert highlight(text, typed(query)).render("[", "]") == marked


def test_render_escapes_the_text_only() -> None:
    assert (
        Highlighted("a<b", ((0, 1),)).render("<b>", "</b>", lambda part: part.replace("<", "&lt;")) == "<b>a</b>&lt;b"
    )


@pytest.mark.parametrize("text", ["", "x" * 2000, "từ " * 500, "x" * 500 + " tỉnh " + "y" * 500])
def test_snippets_of_odd_texts(text: str) -> None:
    made = snippet(text, typed("tỉnh"))
    assert len(made.text) < 500
    assert all(made.text[a:b] == "tỉnh" for a, b in made.marks)
    assert bool(made.marks) == ("tỉnh" in text)


def test_a_snippet_shows_where_most_matches_stand_and_is_found_in_time_for_any_number_of_them() -> None:
    near = "xa " * 200 + "tỉnh " + "xa " * 200 + "tỉnh tỉnh tỉnh " + "xa " * 200
    assert len(snippet(near, typed("tỉnh")).marks) == 3
    began = process_time()
    assert snippet("tỉnh " * 20_000, typed("tỉnh")).marks
    assert process_time() - began < 2  # 0.2 s where this was written; each match against each took 20 s


def test_keyword_in_context_shows_every_place_with_so_many_words_on_both_sides() -> None:
    text = "Một hai ba tỉnh bốn năm.\n\nSáu tỉnh"
    places = [place.render("[", "]") for place in concordance(text, typed("tỉnh"), 2)]
    assert places == ["hai ba [tỉnh] bốn năm.", "năm. Sáu [tỉnh]"]
    assert [place.render("[", "]") for place in concordance(text, typed("tỉnh"), 0)] == ["[tỉnh]", "[tỉnh]"]
    assert concordance(text, typed("huyện"), 2) == []

"""Confidence tells articles that stand under their own headline, whole and alone, from the doubtful ones."""

from __future__ import annotations

from normalize.confidence import CERTAIN, confidence_of, confidence_of_text
from tests.normalize.pages import FIRST, PARAGRAPHS, SECOND, THIRD, article

TEXT = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def test_a_plain_article_under_its_headline_is_certain() -> None:
    assert (article(PARAGRAPHS).confidence or 0) >= CERTAIN


def test_each_doubt_lowers_it_and_the_bounds_hold() -> None:
    sure = confidence_of(None, TEXT, anchored=True)
    doubts = (
        confidence_of(None, TEXT),
        confidence_of(None, TEXT, anchored=True, linked_share=0.6),
        confidence_of(None, TEXT, anchored=True, teasers=True),
        confidence_of(None, TEXT, anchored=True, labels=9),
        confidence_of(None, TEXT, anchored=True, general=True, agreement=0.9),
        confidence_of(None, f"Lượt xem 12\n\n{TEXT}\n\nIn bài", anchored=True),
    )
    assert all(0 <= doubt < sure <= 1 for doubt in doubts)
    assert confidence_of(None, TEXT, general=True, agreement=0.1) < confidence_of(None, TEXT, general=True, agreement=1)


def test_a_text_without_its_page_and_a_general_page_are_never_certain() -> None:
    assert confidence_of_text(None, TEXT) < CERTAIN
    assert confidence_of(FIRST, TEXT, anchored=True, general=True, agreement=1) < CERTAIN
    assert 0 <= confidence_of(None, "") <= 1

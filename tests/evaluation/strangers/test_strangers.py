"""The score of the strangers can fail, both ways."""

from __future__ import annotations

from corpus.articles.records import Article, Outcome, Page, Reason, Rejection
from tests.evaluation.strangers.articles import ARTICLES
from tests.evaluation.strangers.bodies import BODIES
from tests.evaluation.strangers.score import articles, pages, score


def _keep(_: Page) -> Outcome:
    return Article(title="", text="")


def _refuse(_: Page) -> Outcome:
    return Rejection(Reason.OUT_OF_TIME)


def test_there_are_enough_of_them_and_no_two_are_alike() -> None:
    assert len(BODIES) >= 60 and len(ARTICLES) >= 15
    bodies = [page.body for page in (*pages().values(), *articles().values())]
    assert len(set(bodies)) == len(bodies)


def test_who_keeps_everything_keeps_every_stranger_and_maims_every_article() -> None:
    found = score(_keep)
    assert len(found.kept) == found.pages and not found.refused and len(found.maimed) == found.articles
    assert found.figures() == {"not_kept": 0, "reason": 1, "not_refused": 1, "whole": 0}


def test_who_refuses_everything_refuses_every_article_and_gives_no_fitting_reason() -> None:
    found = score(_refuse)
    assert not found.kept and len(found.misnamed) == found.pages and len(found.refused) == found.articles


def test_words_that_must_stand_in_an_article_stand_on_its_page() -> None:
    for name, page in articles().items():
        odd = ARTICLES[name.rsplit(", ", 1)[0]]
        assert all(words in page.body.decode() for words in odd.must), name

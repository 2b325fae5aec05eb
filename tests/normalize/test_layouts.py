"""A portal's own pages teach what recurs on them, and where headline, date and text stand."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import pytest

from corpus.records import Article, Page
from normalize.article import normalise
from normalize.layouts.layout import Layout, from_json
from normalize.layouts.learn import learn
from normalize.layouts.shape import Shape, read_shape
from normalize.text import words
from tests.normalize.made_portals import Portal, Story
from tests.normalize.pages import any_site

SHAPES = ("boxes", "bare", "flat", "table")


def _shapes(pages: list[Page]) -> list[Shape]:
    found = (read_shape(page, any_site(), number) for number, page in enumerate(pages))
    return [shape for shape in found if shape is not None]


@cache
def _taught(shape: str, count: int = 24, *, listed: bool = True) -> tuple[Portal, Layout]:
    portal = Portal(shape, count)
    return portal, learn(_shapes(portal.pages(listed=listed)))


def _read(portal: Portal, story: Story, layout: Layout | None, *, listed: bool = True) -> Article:
    found = normalise(portal.page(story, listed=listed), any_site(), layout)
    assert isinstance(found, Article), found
    return found


def _said(article: Article) -> list[str]:
    return words("\n".join(part for part in (article.lead, article.text) if part))


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("shape", SHAPES)
def test_what_a_portal_repeats_is_no_text_of_its_articles(shape: str, listed: bool) -> None:
    portal, layout = _taught(shape, listed=listed)
    for story in portal.stories:
        article = _read(portal, story, layout, listed=listed)
        assert _said(article) == words("\n".join(story.paragraphs))
        assert (article.title, article.author) == (story.title, story.author)
        assert article.published_at is not None
        assert article.published_at.date() == story.day


def test_without_a_layout_the_same_pages_are_read_worse() -> None:
    portal, _ = _taught("flat")
    outcomes = [normalise(page, any_site()) for page in portal.pages()]
    exact = [
        isinstance(found, Article) and _said(found) == words("\n".join(story.paragraphs))
        for found, story in zip(outcomes, portal.stories, strict=True)
    ]
    assert sum(exact) < len(exact), "by its layout each of them is read exactly"


def test_learning_does_not_depend_on_the_order_of_pages() -> None:
    portal, layout = _taught("flat")
    shapes = _shapes(portal.pages())
    random.Random(3).shuffle(shapes)
    assert learn(shapes).hash == layout.hash


def test_nothing_is_cut_below_eight_pages_of_a_template() -> None:
    assert learn(_shapes(Portal("boxes", 7).pages())).templates == ()
    assert learn(_shapes(Portal("boxes", 8).pages())).templates != ()


def test_captures_of_one_page_count_once() -> None:
    portal = Portal("boxes", 7)
    twice = [shape for shape in _shapes(portal.pages()) for _ in range(3)]
    assert learn(twice).templates == ()


def test_a_layout_says_the_same_after_it_was_stored() -> None:
    portal, layout = _taught("boxes")
    stored = from_json(layout.as_json())
    assert (stored.hash, stored.templates) == (layout.hash, layout.templates)
    assert _read(portal, portal.stories[0], stored) == _read(portal, portal.stories[0], layout)


def test_a_layout_keeps_none_of_the_texts() -> None:
    portal, layout = _taught("flat")
    said = str(layout.as_json())
    assert not any(story.title in said or story.author in said for story in portal.stories)


def test_two_designs_of_a_portal_are_two_templates() -> None:
    old, new = Portal("boxes", 12), Portal("boxes", 12, skin="m-")
    pages = [*old.pages(), *new.pages()]
    shapes = [shape for number, page in enumerate(pages) if (shape := read_shape(page, any_site(), number % 12))]
    layout = learn(shapes)
    assert len(layout.templates) == 2
    for portal in (old, new):
        assert _said(_read(portal, portal.stories[3], layout)) == words("\n".join(portal.stories[3].paragraphs))


def test_an_unknown_design_is_read_as_without_a_layout() -> None:
    _, layout = _taught("boxes")
    other = Portal("boxes", 12, skin="khac-")
    found = [(normalise(page, any_site()), normalise(page, any_site(), layout)) for page in other.pages()]
    articles = [(known, unknown) for known, unknown in found if isinstance(unknown, Article)]
    assert len(articles) > 3
    for known, unknown in articles:
        assert unknown.flags == ("layout:unknown",)
        assert replace(unknown, flags=()) == known


def test_an_article_keeps_its_text_though_another_page_shows_it_as_a_teaser() -> None:
    portal, layout = _taught("boxes")
    shown_often = portal.stories[0]
    pages = [page for page in portal.pages() if shown_often.paragraphs[0][:40] in page.body.decode()]
    assert len(pages) > 1
    assert (
        shown_often.paragraphs[0]
        in (_read(portal, shown_often, layout).lead or "") + _read(portal, shown_often, layout).text
    )


def test_a_stock_sentence_and_the_writer_of_half_the_articles_stay() -> None:
    portal, layout = _taught("bare")
    stock = [story for story in portal.stories if story.paragraphs[-1].startswith("Theo quyết định này")]
    assert len(stock) >= 5
    assert all(_read(portal, story, layout).text.endswith(story.paragraphs[-1]) for story in stock)

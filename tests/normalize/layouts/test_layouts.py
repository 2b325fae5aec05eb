"""A portal's own pages teach what recurs on them, and where headline, date and text stand."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from corpus.articles.records import Article, Hints, Page
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


def _made(body: Callable[[Story, list[Story]], str], count: int = 16) -> tuple[list[Page], list[Story]]:
    """Pages of one box each in which everything stands: what `body` makes of a story and the others."""
    stories = Portal("flat", count).stories
    pages = [
        Page(
            f"http://made.test/bai/{one.number}",
            f"<html><body><div class='menu'><a href='/'>Trang chủ</a></div><div class='bai'><h2>{one.title}</h2>"
            f"{body(one, stories)}</div><div class='cuoi'>Trang tin huyện Phú Hà</div></body></html>".encode(),
            "text/html; charset=utf-8",
            hints=Hints(one.title),
        )
        for one in stories
    ]
    return pages, stories


def _paragraphs(story: Story) -> str:
    return "".join(f"<p>{one}</p>" for one in story.paragraphs)


def _tagged(story: Story, _: list[Story]) -> str:
    tags = ", ".join(f"<a href='/tim?q={tag}'>{tag}</a>" for tag in story.title.split()[:2])
    return f"{_paragraphs(story)}<p>Thẻ bài: {tags}</p>"


def _headed(story: Story, _: list[Story]) -> str:
    """A heading on some pages only, always right before links."""
    files = f"<p>Tải về máy</p><p><a href='/tep/{story.number}.pdf'>{story.number}.pdf</a></p>"
    return _paragraphs(story) + (files if story.number % 4 == 0 else "")


def _announcing(story: Story, stories: list[Story]) -> str:
    """A teaser of another page between the paragraphs."""
    other = stories[(story.number + 5) % len(stories)]
    teaser = f"<a href='/bai/{other.number}'>{other.title}</a><p>{other.paragraphs[0][:60]}...</p>"
    return f"{_paragraphs(story)}<div class='tin'>{teaser}</div>"


def _noticed(story: Story, _: list[Story]) -> str:
    """One heading where there are comments, another one where there are none."""
    said = "".join(f"<li>{one}</li>" for one in story.comments)
    return _paragraphs(story) + (f"<h4>Ý kiến</h4><ul>{said}</ul>" if said else "<h4>Chưa có ý kiến</h4>")


def _commented(story: Story, _: list[Story]) -> str:
    """Text and a comment in boxes of their own, without a class and without anything that recurs between them."""
    said = "".join(f"<p>{' '.join(one.split()[:9])}.</p>" for one in story.comments[:1])
    return f"<div>{_paragraphs(story)}</div>" + (f"<div>{said}</div>" if said else "")


@pytest.mark.parametrize("body", [_tagged, _headed, _announcing, _noticed, _commented])
def test_what_follows_the_text_in_the_same_box_is_none(body: Callable[[Story, list[Story]], str]) -> None:
    pages, stories = _made(body)
    layout = learn(_shapes(pages))
    for page, story in zip(pages, stories, strict=True):
        found = normalise(page, any_site(), layout)
        assert isinstance(found, Article)
        assert _said(found) == words("\n".join(story.paragraphs))


def test_a_text_that_is_shorter_than_the_comments_below_it_ends_with_its_box() -> None:
    def body(story: Story, _: list[Story]) -> str:
        first = 1 if story.number == 0 else len(story.paragraphs)
        said = story.comments or ([" ".join(story.paragraphs)] * 3 if story.number == 0 else [])
        below = "".join(f"<tr><td>{name}: <p>{one}</p></td></tr>" for name, one in zip("ABC", said, strict=False))
        text = "<br>".join(story.paragraphs[:first])
        return f"<table><tr><td>{text}</td></tr>{below}</table>"

    pages, stories = _made(body, 24)
    short = stories[0]
    found = normalise(pages[0], any_site(), learn(_shapes(pages)))
    assert isinstance(found, Article)
    assert _said(found) == words(short.paragraphs[0])


def test_a_list_that_names_titles_in_decomposed_letters_names_them_all_the_same() -> None:
    pages, _ = _made(_tagged)
    hints = [Hints(unicodedata.normalize("NFD", page.hints.title or "")) for page in pages]
    decomposed = [replace(page, hints=said) for page, said in zip(pages, hints, strict=True)]
    assert learn(_shapes(decomposed)).hash == learn(_shapes(pages)).hash


def test_a_sign_off_is_read_once_where_the_date_follows_the_headline() -> None:
    def body(story: Story, _: list[Story]) -> str:
        day = f"{story.day:%d/%m/%Y}"
        return f"<div class='ngay'>{day}</div>{_paragraphs(story)}<p align='right'><b>Tác giả: {story.author}</b></p>"

    pages, stories = _made(body)
    pages = [replace(page, hints=Hints(story.title, story.day)) for page, story in zip(pages, stories, strict=True)]
    layout = learn(_shapes(pages))
    for page, story in zip(pages, stories, strict=True):
        found = normalise(page, any_site(), layout)
        assert isinstance(found, Article)
        assert (found.author, found.published_at is not None) == (story.author, True)
        assert story.author not in found.text
        assert _said(found) == words("\n".join(story.paragraphs))

"""A portal that names its writers at one place, without a word that says so, teaches that place."""

from __future__ import annotations

import random

import pytest

from corpus.articles.records import Article
from normalize.article import normalise
from normalize.layouts.learn import learn
from normalize.layouts.shape import read_shape
from tests.normalize.made_portals import PEOPLE, Portal, Story
from tests.normalize.pages import any_site

SECTIONS = ("Đời Sống", "Xây Dựng Đảng", "Kinh Tế", "Văn Hóa")


class _Apart(Portal):
    """What stands beside the text comes from `above` and `below`, with the writer's name in them."""

    above = ""
    below = ""

    def __init__(self, above: str = "", below: str = "") -> None:
        super().__init__("boxes")
        self.above, self.below = above, below
        for story in self.stories:
            story.author = PEOPLE[story.number % 5]

    def _boxes(self, story: Story, draw: random.Random) -> str:
        text = "".join(f"<p>{one}</p>" for one in story.paragraphs)
        said = {"name": story.author, "section": SECTIONS[story.number % 4], "text": self._remark(story)}
        above, below = self.above.format(**said), self.below.format(**said)
        head = self._head(story, draw)
        return self._page(f"{head}{above}<div class='bai'>{text}</div>{below}{self._teasers(story, draw)}", draw)

    def _remark(self, story: Story) -> str:
        said = " ".join(random.Random(story.title).choices(story.title.split(), k=6))
        return f"Cảm ơn trang đã đăng bài này, {said}."

    def _top(self) -> str:
        menu = "".join(f"<li><a href='/{at}'>{name}</a></li>" for at, name in enumerate(SECTIONS))
        return f"<div class='dau'><ul>{menu}</ul></div>"


def _authors(portal: Portal) -> list[tuple[str | None, str | None]]:
    shapes = (read_shape(page, any_site(), number) for number, page in enumerate(portal.pages()))
    layout = learn([shape for shape in shapes if shape is not None])
    found = [normalise(page, any_site(), layout) for page in portal.pages()]
    assert all(isinstance(one, Article) for one in found)
    return [(one.author, one.sources.get("author")) for one in found if isinstance(one, Article)]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("", "<div class='ai'><h4>Cây bút của trang</h4><h5>{name}</h5><p>Gửi bài về hộp thư của trang.</p></div>"),
        ("<div class='ai'><span>{name}</span></div>", ""),
    ],
    ids=["in a box behind the text", "below the headline"],
)
def test_the_writer_is_whoever_is_named_at_the_place(above: str, below: str) -> None:
    portal = _Apart(above, below)
    assert _authors(portal) == [(story.author, "layout") for story in portal.stories]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("", "<div class='yk'><h4>Ý kiến</h4><b>{name}</b><p>{text}</p></div>"),
        ("<div class='muc'>{section}</div>", ""),
        ("", "<div class='ai'><h4>Biên tập</h4><h5>Lê Thanh Hà</h5></div>"),
    ],
    ids=["who comments", "a section", "one name on all pages"],
)
def test_other_names_beside_the_text_are_no_writers(above: str, below: str) -> None:
    assert {author for author, _ in _authors(_Apart(above, below))} == {None}

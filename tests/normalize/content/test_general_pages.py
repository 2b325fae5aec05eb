"""Pages of unknown make in another language: where the text stands all over a page, trafilatura has the last word as
long as it leaves little out."""

from __future__ import annotations

import pytest

from corpus.articles.records import Article, Page
from normalize.article import normalise
from normalize.content.container import fullest, share_in
from normalize.content.trafilatura_text import extracted_text, leaves_out
from normalize.fields.published import published_by_htmldate
from normalize.html.blocks import Block, read_blocks
from normalize.html.parse import parse
from tests.normalize.pages import PARAGRAPHS, any_site, article

SENTENCES = [f"The committee of the town number {n} met in the hall and agreed on its plan." for n in range(8)]


def _blocks(*linked: int) -> list[Block]:
    return [Block("paragraph", text * 3, linked=float(at in linked)) for at, text in enumerate(SENTENCES)]


@pytest.mark.parametrize(
    ("kept", "left_out"),
    [
        (range(8), False),
        ((0, 1, 2, 3, 4, 5, 7), False),
        ((0, 1, 7), True),
        ((0, 1, 2, 3), False),
        ((), True),
    ],
    ids=["all", "but one", "the middle", "the end, which may be boxes below the article", "all of it"],
)
def test_what_trafilatura_may_leave_out(kept: range | tuple[int, ...], left_out: bool) -> None:
    assert leaves_out("\n".join(SENTENCES[at] * 3 for at in kept), _blocks()) is left_out


def test_links_in_between_may_be_left_out() -> None:
    assert not leaves_out("\n".join((SENTENCES[0] * 3, SENTENCES[7] * 3)), _blocks(*range(1, 7)))


def test_trafilatura_reads_a_page_and_leaves_it_as_it_is() -> None:
    page = "<html><body><main>" + "".join(f"<p>{text}</p>" for text in SENTENCES) + "</main></body></html>"
    tree = parse(page)
    assert extracted_text(tree) == "\n".join(SENTENCES)
    assert str(tree.text_content()) == "".join(SENTENCES)


LINKS = "".join(f"<li><a href='/{at}'>{text}</a></li>" for at, text in enumerate(SENTENCES))


@pytest.mark.parametrize(
    ("boxes", "fullest_box", "share"),
    [
        ("<div id='a'><p>{0}</p><ul><li>{1}</li></ul><blockquote>{2}<br>{3}</blockquote></div><p>{4}</p>", "a", 0.8),
        ("<div id='a'><p>{0}</p></div><div id='b'><p>{1}</p><p>{2}</p></div>", "b", 0.67),
        ("<div id='a'><p>{0}</p><p>{1}</p></div><div id='b'><ul>{links}</ul></div>", "a", 1),
        ("<p>{0}</p><p>{1}</p>", None, None),
        ("<p>A short line</p>", None, None),
    ],
    ids=["with lists and quotations of its own", "the fuller one", "links count for nothing", "no body", "no sentence"],
)
def test_the_box_with_the_most_running_text(boxes: str, fullest_box: str | None, share: float | None) -> None:
    line = read_blocks(parse(f"<html><body>{boxes.format(*SENTENCES, links=LINKS)}</body></html>"))
    box = fullest(line)
    assert (box.get("id") if box is not None else None) == fullest_box
    assert share is None or (box is not None and share_in(box, line) == pytest.approx(share, abs=0.01))


def test_a_long_article_in_one_element_is_read_whole_and_a_short_one_by_trafilatura() -> None:
    other = "Readers of this page get a letter from us on the first day of every month."
    for sentences in (SENTENCES * 2, SENTENCES * 13):
        text = "".join(f"<p>{text}</p>" for text in sentences)
        page = f"<html><body><main><h1>Plans</h1><div>{text}</div><div><p>{other}</p></div></main></body></html>"
        found = normalise(Page("https://x.org/plans", page.encode(), "text/html"), any_site("en"))
        assert isinstance(found, Article)
        assert (other in found.text) is (len(sentences) < 100)
        assert found.title == "Plans"


def test_cards_that_trafilatura_takes_for_boxes_are_text() -> None:
    cards = "".join(f"<div class='widget'><h3>Town {at}</h3><ul><li>{text}</li></ul></div>"
                    for at, text in enumerate(SENTENCES))  # fmt: skip
    page = f"<html><body><main><h1>Plans of eight towns</h1><p>{SENTENCES[0]}</p>{cards}</main></body></html>"
    found = normalise(Page("https://x.org/plans", page.encode(), "text/html"), any_site("en"))
    assert isinstance(found, Article)
    assert all(text in found.text for text in SENTENCES)


@pytest.mark.parametrize(
    "heading",
    [
        "<h3 id='social-media'>Mạng xã hội</h3>",
        "<h2><span class='ez-toc-section' id='ket-qua-tim-kiem'>Kết quả tìm kiếm</span></h2>",
    ],
)
def test_a_headings_place_to_jump_to_is_no_name_of_chrome(heading: str) -> None:
    text = "Mạng xã hội" if "social" in heading else "Kết quả tìm kiếm"
    assert text in article(f"{PARAGRAPHS}{heading}{PARAGRAPHS}").text.split("\n\n")


def test_a_table_of_contents_is_no_text_on_unknown_markup_either() -> None:
    contents = "<ul><li><a href='#a'>Những việc đã làm</a></li><li><a href='#b'>Hướng đi tới</a></li></ul>"
    page = f"<html><body><h1>Báo cáo giữa nhiệm kỳ</h1>{contents}<div>{PARAGRAPHS}</div></body></html>"
    found = normalise(Page("", page.encode(), "text/html; charset=utf-8"), any_site())
    assert isinstance(found, Article)
    assert "Hướng đi tới" not in found.text


@pytest.mark.parametrize(
    ("above", "foot", "dated"),
    [
        ("", "This page was last modified on 4 November 2020.", False),
        ("Posted on 4 November 2020", "", True),
        ("Posted on 4 November 2020", "This page was last modified on 4 November 2020.", True),
    ],
    ids=["in its foot alone", "above its text", "in both"],
)
def test_a_day_that_only_a_pages_foot_shows_is_that_of_the_last_change(above: str, foot: str, dated: bool) -> None:
    text = "".join(f"<p>{text}</p>" for text in SENTENCES)
    tree = parse(f"<html><body><p>{above}</p>{text}<ul><li>{foot}</li><li>About us</li></ul></body></html>")
    found = published_by_htmldate(tree, Page("https://town.example/plan", b"", None))
    assert (found is not None) is dated

"""Articles in several pieces: fields of one class, an introduction above dates and contents, chapters that lead on."""

from __future__ import annotations

import pytest

from corpus.articles.records import Attachment
from normalize.content.attachments import without_attachment_lines
from normalize.content.container import joined_parts, parts_of
from normalize.content.locate_by_rules import by_form
from normalize.content.teasers import cut_teasers
from normalize.content.trafilatura_text import keep_content
from normalize.html.blocks import Block, read_blocks
from normalize.html.parse import parse

HOST = "https://garden.example/guide"
WORDS = "The roots of this plant need water every day, and a little shade at noon in summer."


def _field(text: str, *, of: str = "field rich") -> str:
    return f"<section><div class='{of}'>{text}</div></section>"


@pytest.mark.parametrize(
    ("fields", "parts"),
    [
        ([_field(f"<p>{WORDS}</p>"), _field(f"<p>{WORDS}</p>" * 3), _field(f"<p>{WORDS}</p>")], 3),
        ([_field("<img src='/a.jpg'>"), _field(f"<p>{WORDS}</p>" * 3), _field(f"<p>{WORDS}</p>")], 1),
        ([_field(f"<p>{WORDS}</p>" * 3), _field(f"<p>{WORDS}</p>", of="quote")], 1),
        ([_field(f"<p>{WORDS}</p>")] * 4, 1),
    ],
    ids=["fields of one class", "a class for whatever stands there", "classes of their own", "as much elsewhere"],
)
def test_an_article_in_several_fields_of_one_class(fields: list[str], parts: int) -> None:
    tree = parse(f"<html><body><main>{''.join(fields)}</main></body></html>")
    line = read_blocks(tree)
    fullest = max(tree.iter("div"), key=lambda box: len(str(box.text_content())))
    assert len(parts_of(fullest, line)) == parts


def test_the_fields_become_one_box_in_their_order_and_nothing_else_moves() -> None:
    tree = parse(
        f"<html><body><h1>Shade</h1>{_field('<p>One.</p>')}between {_field('<p>Two.</p>')}<p>End.</p></body></html>"
    )
    whole = joined_parts(list(tree.iter("div")))
    assert [str(part.text_content()) for part in whole] == ["One.", "Two."]
    assert [block.text for block in read_blocks(tree)] == ["Shade", "One.", "Two.", "between", "End."]


def test_an_introduction_above_dates_buttons_and_contents_is_text() -> None:
    parting = [Block("paragraph", text) for text in ("Posted on", "Nov 21, 2018", "Updated at", "Dec 10, 2025")]
    parting += [Block("paragraph", f"Button {at}") for at in range(10)]
    headline = Block("heading", "Plants that like the shade")
    text = [Block("paragraph", f"{WORDS} {at}.") for at in range(6)]
    line = [Block("item", "Home", linked=1.0), headline, text[0], *parting, *text[1:]]
    located = by_form(line, headline.text, "")
    assert located is not None
    assert located.headline is headline
    assert located.blocks == text
    assert parting[1] in located.around, "a date among them is looked at"


def test_chapters_some_of_which_lead_to_more_are_no_teasers() -> None:
    linked = "<h3 class='step'><a href='/more/{0}'>{0} ways to water a plant</a></h3><p>{1}</p>"
    plain = "<h3 class='step'>{0} ways to water a plant</h3><p>{1}</p>"
    made = "".join((linked if at in (3, 5) else plain).format(at, WORDS) for at in range(8))
    tree = parse(f"<html><body><main>{made}</main></body></html>")
    assert cut_teasers(tree, HOST, guides=True) == []
    assert str(tree.text_content()).count(WORDS) == 8


def test_teasers_beside_a_chapter_of_the_same_form_are_teasers() -> None:
    linked = "<div class='card'><h3><a href='/more/{0}'>{0} ways to water a plant</a></h3><p>{1}</p></div>"
    made = "".join(linked.format(at, WORDS) for at in range(4))
    tree = parse(f"<html><body><main><div class='card'><p>{WORDS}</p></div>{made}</main></body></html>")
    assert [group.count for group in cut_teasers(tree, HOST, guides=True)] == [4]


def test_a_heading_that_leads_to_a_document_heads_what_is_said_of_it() -> None:
    file = Attachment("https://garden.example/soil.pdf", "What soil is made of")
    heading, line = Block("heading", file.title or "", linked=1.0), Block("paragraph", file.title or "", linked=1.0)
    assert without_attachment_lines([heading, line], (file,)) == [heading]


def test_what_trafilatura_says_of_most_lines_of_a_series_holds_for_all() -> None:
    made = "".join(
        f"<li class='book'><a href='https://books.example/{at}'>Book number {at} on soil</a></li>" for at in range(5)
    )
    tree = parse(f"<html><body><p>{WORDS * 2}</p><ul>{made}</ul><p><a href='/x'>Share this page</a></p></body></html>")
    line = read_blocks(tree)
    taken = "\n".join([WORDS * 2, *(f"Book number {at} on soil" for at in range(3))])
    kept = [block.text for block in keep_content(line, tree, taken)]
    assert kept == [WORDS * 2, *(f"Book number {at} on soil" for at in range(5))]

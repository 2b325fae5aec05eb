"""What a page shows of itself: what its kind is told from (`seeds.kinds`)."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

HEADLINE = 5
"""Words of the shortest headline that is told from an entry of a menu."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page shows of itself before anything is cut from it."""

    password: bool
    """Whether it asks for a password."""
    headings: tuple[str, ...]
    document: str
    """Its <title>."""
    headlines: int = 0
    """Links as long as a headline, wherever they stand."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found on a page before its kind is decided.

    All but `linked_share` and `headlines` is of what would be the article alone: what stands beside it tells nothing.
    """

    url: str
    title: str
    own_words: int = 0
    """Words of its sentences that are its own: no links, no summaries of other pages, no chrome, no rows of a table."""
    words_in_series: int = 0
    """Of these words, those in short units of one form that follow each other: people, questions, captions, steps."""
    labelled: bool = False
    """Whether its sentences are values behind labels, all but one."""
    sentences: int = 0
    """How many such lines there are."""
    longest_run: int = 0
    """Words of the longest piece of running text that no link interrupts."""
    dated: bool = False
    """Whether a date or a byline stands by its headline, as lists and forms have none."""
    linked_share: float = 0.0
    """Share of link text where the article was looked for."""
    headlines: int = 0
    """Lines there that are links as long as a headline, and teasers."""
    teasers: int = 0
    """Boxes that announce other pages, right beside its own sentences."""
    teaser_words: int = 0
    """Words of their summaries."""
    media: bool = False
    """Whether it shows a film, sound or many pictures."""
    links_below: int = 0
    """Lines that are links, of whatever length, right behind its last sentence."""
    record: int = 0
    """Lines or rows that are a label and its value ("Số ký hiệu", "Ngày ban hành", "Trích yếu")."""
    record_in_series: int = 0
    """The same in series of short units, wherever on the page they stand."""
    documents: int = 0
    """Documents that are linked there or shown in a frame."""
    fields: int = 0
    """Fields to be filled in, among its sentences."""
    choices: int = 0
    """Of these, circles and boxes to be ticked."""
    calendar: bool = False
    """Whether it holds a month's table of days."""
    headed: bool = False
    """Whether a line with the form of a headline stands over the text."""
    anchored: bool = False
    """Whether the headline that the page gives stands over the text."""
    selected: bool = False
    """Whether a platform's own selector shows where the article stands. It proves nothing by itself."""


def read_signs(tree: HtmlElement) -> Signs:
    """The signs on a whole page, menus and forms included."""
    headings = (" ".join(str(element.text_content()).split()) for element in tree.iter("h1", "h2", "h3"))
    return Signs(
        password=any((field.get("type") or "").lower() == "password" for field in tree.iter("input")),
        headings=tuple(text for text in headings if text),
        document=" ".join((tree.findtext(".//head/title") or "").split()),
        headlines=len(
            {link.get("href") for link in tree.iter("a") if len(str(link.text_content()).split()) >= HEADLINE}
        ),
    )

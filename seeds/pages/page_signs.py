"""Read the signs on a page by which its kind is decided (`seeds.pages.page_kind`)."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

HEADLINE = 5
"""Words of the shortest link that counts as a headline and not as an entry of a menu."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Signs on a page before anything is cut from it."""

    password: bool
    """True where the page asks for a password."""
    headings: tuple[str, ...]
    document: str
    """The page's <title>."""
    headlines: int = 0
    """Links as long as a headline, anywhere on the page."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Evidence on a page before its kind is decided.

    All but `linked_share` and `headlines` is about the part that would be the article: its surroundings decide nothing.
    """

    url: str
    title: str
    own_words: int = 0
    """Words of the page's own sentences: no links, no summaries of other pages, no boilerplate, no rows of a table."""
    words_in_series: int = 0
    """Own words in series of short units of one form: people, questions, captions, steps."""
    labelled: bool = False
    """True where all own sentences but one are values behind labels."""
    table_words: int = 0
    """Words in rows of tables."""
    sentences: int = 0
    """Number of lines with own sentences."""
    longest_run: int = 0
    """Words of the longest piece of running text that no link interrupts."""
    dated: bool = False
    """True where a date or a byline is beside the headline, as lists and forms have none."""
    stated: bool = False
    """True where a class of its own, metadata, the address or the list that named the page give its date."""
    linked_share: float = 0.0
    """Share of link text in the part that was searched for the article."""
    headlines: int = 0
    """Links as long as a headline, and teasers, in the part that was searched for the article."""
    teasers: int = 0
    """Teasers of other pages, right beside the page's own sentences."""
    teaser_words: int = 0
    """Words of the teasers' summaries."""
    media: bool = False
    """True where the part shows a film, sound or many pictures."""
    record: int = 0
    """Lines or rows that are a label and its value ("Số ký hiệu", "Ngày ban hành", "Trích yếu")."""
    record_in_series: int = 0
    """Labels with their values in series of short units, anywhere on the page."""
    documents: int = 0
    """Documents that are linked in that part or shown in a frame."""
    fields: int = 0
    """Form fields among the page's sentences."""
    choices: int = 0
    """Form fields that are radio buttons or checkboxes."""
    password: bool = False
    """True where a password is asked for among the page's sentences."""
    addressed: float = 0.0
    """Share of own words in lines that address the page's visitor, or ask something of him."""
    page_terms: int = 0
    """Number of names of a page's parts in own sentences: link, browser, password, button."""
    vietnamese: bool = False
    """True where one of the first own sentences has letters that only Vietnamese has."""
    introduced: bool = False
    """True where the first own sentence has no label, and stands before all lines with one."""
    words_in_threads: int = 0
    """Own words below lines that give a day and time each, as comments and messages have them."""
    calendar: bool = False
    """True where the part has a month's table of days."""
    headed: bool = False
    """True where a line with the form of a headline is above the text."""
    anchored: bool = False
    """True where the headline that the page gives is above the text."""
    selected: bool = False
    """True where a platform's own selector shows where the article is. That proves nothing by itself."""


def read_signs(tree: HtmlElement) -> Signs:
    """Read the signs on a whole page, menus and forms included."""
    headings = (" ".join(str(element.text_content()).split()) for element in tree.iter("h1", "h2", "h3"))
    return Signs(
        password=any((field.get("type") or "").lower() == "password" for field in tree.iter("input")),
        headings=tuple(text for text in headings if text),
        document=" ".join((tree.findtext(".//head/title") or "").split()),
        headlines=len({link.get("href") for link in tree.iter("a") if len(_text_in(link).split()) >= HEADLINE}),
    )


def _text_in(element: HtmlElement) -> str:
    """Return the text of an element; most links have no child elements, so nothing need be collected."""
    return str(element.text_content()) if len(element) else element.text or ""

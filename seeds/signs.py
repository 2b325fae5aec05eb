"""What a page shows of itself: what its kind is told from (`seeds.kinds`)."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page shows of itself before anything is cut from it."""

    password: bool
    """Whether it asks for a password."""
    headings: tuple[str, ...]
    document: str
    """Its <title>."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found on a page before its kind is decided."""

    url: str
    title: str
    sentence_words: int = 0
    """Words of running text, outside of links, where the article would stand."""
    longest_run: int = 0
    """Words of the longest piece of running text there that no link interrupts."""
    linked_share: float = 0.0
    """Share of link text in what would be the article."""
    headlines: int = 0
    """Lines there that are links as long as a headline."""
    record: int = 0
    """Labels of a document's record there ("Số ký hiệu", "Ngày ban hành", "Trích yếu")."""
    calendar: bool = False
    """Whether it holds a month's table of days."""
    selected: bool = False
    """Whether a platform's own selector shows where the article stands."""

    @property
    def text_words(self) -> int:
        """Words of what would be the article's text: without a selector, boxes beside it may be in what was found."""
        return self.sentence_words if self.selected else self.longest_run


def read_signs(tree: HtmlElement) -> Signs:
    """The signs on a whole page, menus and forms included."""
    headings = (" ".join(str(element.text_content()).split()) for element in tree.iter("h1", "h2", "h3"))
    return Signs(
        password=any((field.get("type") or "").lower() == "password" for field in tree.iter("input")),
        headings=tuple(text for text in headings if text),
        document=" ".join((tree.findtext(".//head/title") or "").split()),
    )

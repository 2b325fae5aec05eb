"""Convert a page's lines from old encodings, with the help of their fonts, before any field is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast

from lxml import etree
from lxml.html import HtmlElement

from corpus.articles.records import Article, Page
from normalize.decoding.legacy_encodings import FLAG, MIXED, SIGNS, converted, is_half_converted, modern, with_stroke
from normalize.decoding.legacy_fonts import ORDINARY, Font, Fonts, names_old_font
from normalize.decoding.legacy_lines import Line, encodings_of, tells
from normalize.text import squeezed
from seeds.pages.css import values_of

_PIECES = cast("Callable[..., list[Any]]", etree.XPath("descendant::text()[contains(., $letter)]"))
"""Select the pieces of text that have a letter; each piece knows its element."""
_SKIPPED = frozenset(("script", "style", "textarea"))
_INLINE = frozenset(
    "a abbr acronym b bdo big cite code del dfn em font i ins kbd label mark q s small span strike strong sub sup tt u"
    .split()
)  # fmt: skip
_Place = Literal["text", "tail", "content", "alt", "title"]
_SHOWN_ATTRIBUTES: tuple[_Place, ...] = ("content", "alt", "title")
FEW = 200
"""Pieces of text with signs of an old encoding up to which each is read by itself; pages have one to four."""
_UNFIT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that libxml2 reads from HTML and refuses to take back."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """One run of characters in the tree."""

    element: HtmlElement
    place: _Place

    @property
    def text(self) -> str:
        if self.place in ("text", "tail"):
            return str(getattr(self.element, self.place) or "")
        return self.element.get(self.place) or ""

    def write(self, text: str) -> None:
        text = _UNFIT.sub("", text)
        if self.place in ("text", "tail"):
            setattr(self.element, self.place, text)
        else:
            self.element.set(self.place, text)


@dataclass(slots=True)
class _Line:
    """Pieces of text on one line in one font."""

    font: Font
    pieces: list[_Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    def rewrite(self, name: str | None) -> None:
        """Convert the line to Unicode, piece by piece; without an encoding, only what single words show."""
        for piece in self.pieces:
            old = piece.text
            new = with_stroke(converted(old, name, capitals=self.font.capitals) if name else old)
            if new != old:
                piece.write(new)


def modernise(tree: HtmlElement) -> dict[str, list[str]]:
    """Convert the tree's lines that are in an old encoding; return those, as they read now, by encoding."""
    if not _may_be_old(tree):
        return {}
    lines = [line for line in _lines(tree) if not line.text.isascii()]
    done: dict[str, list[str]] = {}
    for line, name in zip(lines, encodings_of([Line(line.text, line.font) for line in lines]), strict=True):
        line.rewrite(name)
        if name:
            done.setdefault(name, []).append(line.text)
    return done


def _may_be_old(tree: HtmlElement) -> bool:
    """Decide whether anything on the page may need conversion. Reading all lines with their fonts takes 15 ms a page.

    A page without an old font needs conversion only for a line whose own words show its encoding, or for an Icelandic
    Ð.
    """
    text = str(tree.text_content())
    if not SIGNS.search(text):
        return False
    shown = [one for name in _SHOWN_ATTRIBUTES for one in values_of(tree, name)]
    if any("Ð" in one or "ð" in one for one in (text, *shown)):
        return True
    sheets = (str(sheet.text_content()) for sheet in tree.iter("style"))
    if any(map(names_old_font, {*values_of(tree, "style"), *values_of(tree, "face"), *sheets})):
        return True
    return any(tells(Line(one)) for one in shown if not one.isascii()) or any(map(_holds_old_line, _boxes(tree, text)))


def _boxes(tree: HtmlElement, text: str) -> set[HtmlElement]:
    """Return the block elements around the signs in a page's text: a line ends where its block ends."""
    signs = {found[0] for found in SIGNS.finditer(text)}
    pieces = [piece for sign in signs for piece in _PIECES(tree, letter=sign)]
    return set(map(_box, pieces)) if len(pieces) <= FEW else {tree}


def _box(piece: Any) -> HtmlElement:
    """Return the nearest block element around a piece of text."""
    box: HtmlElement = piece.getparent().getparent() if piece.is_tail else piece.getparent()
    while _is_inline(box) and (parent := box.getparent()) is not None:
        box = parent
    return box


def _holds_old_line(box: HtmlElement) -> bool:
    return any(tells(Line(line.text, line.font)) for line in _lines(box))


def modern_page(page: Page) -> Page:
    """Convert what a list said of the page to Unicode."""
    title = page.hints.title
    return replace(page, hints=replace(page.hints, title=modern(title))) if title and SIGNS.search(title) else page


def flagged(article: Article, done: dict[str, list[str]]) -> Article:
    """Flag the article with the encodings that parts of it were converted from, or are left in."""
    text = "\n".join((article.title or "", article.lead or "", article.text))
    known = squeezed(text) if done else ""
    flags = [FLAG + name for name, lines in done.items() if any(_stands_in(line, known) for line in lines)]
    if SIGNS.search(text) and any(map(is_half_converted, text.split("\n"))):
        flags.append(MIXED)
    return replace(article, flags=tuple(flags)) if flags else article


def _stands_in(line: str, known: str) -> bool:
    return len(letters := squeezed(line)) > 1 and letters in known


def _lines(tree: HtmlElement) -> Iterator[_Line]:
    """Yield the page's lines, separated by block elements and changes of font; and the attributes that are shown."""
    line = _Line(ORDINARY)
    for piece, font in _pieces(tree):
        if piece is not None and (piece.place in ("text", "tail")) and font == line.font:
            line.pieces.append(piece)
            continue
        if line.pieces:
            yield line
        line = _Line(font, [piece] if piece is not None else [])
        if piece is not None and piece.place not in ("text", "tail"):
            yield line
            line = _Line(ORDINARY)
    if line.pieces:
        yield line


def _is_inline(element: HtmlElement) -> bool:
    return element.tag in _INLINE or ":" in element.tag


def _pieces(tree: HtmlElement) -> Iterator[tuple[_Piece | None, Font]]:
    """Return every piece of text with its font, in reading order; None where a line ends."""
    fonts = Fonts.of(tree)
    around = [ORDINARY]
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if not _is_inline(element):
            yield None, around[-1]
        if event == "start":
            around.append(fonts.on(element, around[-1]))
            yield from ((_Piece(element, name), ORDINARY) for name in _SHOWN_ATTRIBUTES if element.get(name))
            if element.text and element.tag not in _SKIPPED:
                yield _Piece(element, "text"), around[-1]
        else:
            around.pop()
            if element.tail:
                yield _Piece(element, "tail"), around[-1]

"""Reads an element as a reader sees it: a flat list of blocks (paragraphs, headings, list items, rows, pictures)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from normalize.tables import is_data_table, table_rows
from normalize.text import one_line

_BLOCKS = frozenset(
    "address|article|aside|blockquote|body|caption|center|dd|details|dir|div|dl|dt|fieldset|figcaption|figure|footer|"
    "form|h1|h2|h3|h4|h5|h6|header|hr|li|main|menu|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|"
    "ul".split("|")
)  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"))
_ITALIC = frozenset(("i", "em"))
_SKIPPED = frozenset(
    "applet|area|audio|button|canvas|embed|head|iframe|input|link|map|math|meta|noscript|object|option|script|select|"
    "style|svg|template|textarea|title|video".split("|")
)
_ALIGNED = re.compile(r"(?<![\w-])text-align\s*:\s*(\w+)", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NORMAL_WEIGHT = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"(?<![\w-])font-style\s*:\s*italic", re.IGNORECASE)


@dataclass(slots=True)
class Block:
    """One paragraph, heading, list item, table or picture of a page, with the form that it was shown in."""

    kind: str
    """paragraph, heading, item, table or image."""
    text: str
    element: HtmlElement | None = None
    """The element that it stands in (an image: the img itself); None where the page is text alone."""
    bold: bool = False
    """Whether all of its letters are bold (likewise `italic`)."""
    italic: bool = False
    centred: bool = False
    right: bool = False
    linked: float = 0.0
    """Share of its letters that are link text."""
    caption: bool = False
    """Whether its markup says that it is a caption."""
    marker: str = ""
    """What stands before a list item: `- ` or `1. `."""
    list_id: int = 0
    """Which list an item belongs to; items of one list are one block of text."""
    frame: HtmlElement | None = None
    """The nearest figure or layout table around it, within what was read."""


@dataclass(slots=True)
class _Run:
    """The inline text gathered since the last break."""

    parts: list[str] = field(default_factory=list)
    letters: int = 0
    bold: int = 0
    italic: int = 0
    linked: int = 0


@dataclass(frozen=True, slots=True)
class _Form:
    """What is in force at a place of the tree."""

    bold: bool = False
    italic: bool = False
    linked: bool = False
    centred: bool = False
    right: bool = False
    caption: bool = False
    kind: str = "paragraph"
    marker: str = ""
    list_id: int = 0
    frame: HtmlElement | None = None


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.run = _Run()

    def read(self, element: HtmlElement, form: _Form) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            return
        if tag == "br":
            self.flush(element, form)
        elif tag in ("img", "amp-img"):
            self.blocks.append(Block("image", "", element, frame=form.frame))
        elif tag == "table" and is_data_table(element):
            self.table(element, form)
        else:
            self.element(element, form)

    def element(self, element: HtmlElement, form: _Form) -> None:
        inner = _form_inside(element, form)
        is_block = element.tag in _BLOCKS
        if is_block:
            self.flush(element, form)
        self.inline(element.text, inner)
        number = 0
        for child in element.iterchildren():
            here = inner
            if child.tag == "li":
                number += 1
                here = _item_form(element, number, inner)
            self.read(child, here)
            self.inline(child.tail, inner)
        if is_block:
            self.flush(element, inner)

    def inline(self, text: str | None, form: _Form) -> None:
        if not text:
            return
        letters = sum(map(str.isalnum, text))
        run = self.run
        run.parts.append(text)
        run.letters += letters
        run.bold += letters * form.bold
        run.italic += letters * form.italic
        run.linked += letters * form.linked

    def flush(self, element: HtmlElement, form: _Form) -> None:
        run, self.run = self.run, _Run()
        text = one_line("".join(run.parts))
        if not text:
            return
        letters = max(run.letters, 1)
        self.blocks.append(
            Block(
                form.kind,
                text,
                element,
                bold=run.bold >= letters,
                italic=run.italic >= letters,
                centred=form.centred,
                right=form.right,
                linked=run.linked / letters,
                caption=form.caption,
                marker=form.marker,
                list_id=form.list_id,
                frame=form.frame,
            )
        )

    def table(self, element: HtmlElement, form: _Form) -> None:
        self.flush(element, form)
        rows = table_rows(element, lambda cell: " ".join(block.text for block in read_blocks(cell)))
        if rows:
            self.blocks.append(Block("table", "\n".join(rows), element))


def read_blocks(element: HtmlElement) -> list[Block]:
    """The blocks of an element in reading order. Pictures stand where they stand in the text."""
    reader = _Reader()
    reader.read(element, _Form())
    reader.flush(element, _Form())
    return reader.blocks


def joined(blocks: list[Block]) -> str:
    """The text of blocks: one blank line between them, the items of one list on lines of their own."""
    return "".join(_pieces(blocks))


def _pieces(blocks: list[Block]) -> Iterator[str]:
    previous: Block | None = None
    for block in blocks:
        if previous is not None:
            same_list = block.list_id and block.list_id == previous.list_id
            yield "\n" if same_list else "\n\n"
        yield block.marker + block.text
        previous = block


def _form_inside(element: HtmlElement, form: _Form) -> _Form:
    tag = element.tag
    style = element.get("style") or ""
    align = (element.get("align") or "").lower()
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    heading = tag in _HEADINGS
    weight_off = _NORMAL_WEIGHT.search(style) is not None
    return _Form(
        bold=(form.bold or tag in _BOLD or bool(_BOLD_STYLE.search(style))) and not weight_off,
        italic=form.italic or tag in _ITALIC or bool(_ITALIC_STYLE.search(style)),
        linked=form.linked or tag == "a",
        centred=_aligned("center", form.centred or tag == "center" or align == "center", style, names),
        right=_aligned("right", form.right or align == "right", style, names),
        caption=form.caption or tag in ("figcaption", "caption") or "caption" in names or "chuthich" in names,
        kind="heading" if heading else form.kind,
        marker=form.marker,
        list_id=form.list_id,
        frame=element if tag in ("figure", "table") else form.frame,
    )


def _aligned(side: str, so_far: bool, style: str, names: str) -> bool:
    said = _ALIGNED.search(style)
    if said:
        return said[1].lower() == side
    return so_far or f"text-{side}" in names or f"align{side}" in names.replace("-", "")


def _item_form(parent: HtmlElement, number: int, form: _Form) -> _Form:
    marker = f"{_number(parent, number)}. " if parent.tag == "ol" else "- "
    return replace(form, kind="item", marker=marker, list_id=id(parent))


def _number(parent: HtmlElement, number: int) -> int:
    start = parent.get("start") or ""
    return number + (int(start) - 1 if start.isascii() and start.isdigit() and len(start) < 6 else 0)

"""Read an element as a reader sees it: a flat list of blocks (paragraphs, headings, list items, rows, pictures)."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import count

from lxml.html import HtmlElement

from normalize.html.data_tables import is_data_table, table_rows
from normalize.html.text_style import Form, form_inside, item_form, ordinal
from normalize.text import has_letter, letters, one_line

_BLOCKS = frozenset(
    "address|article|aside|blockquote|body|caption|center|dd|details|dir|div|dl|dt|fieldset|figcaption|figure|footer|"
    "form|h1|h2|h3|h4|h5|h6|header|hr|li|main|menu|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|"
    "ul".split("|")
)  # fmt: skip
_SKIPPED = frozenset(
    "applet|area|audio|button|canvas|embed|head|iframe|input|link|map|math|meta|noscript|object|option|script|select|"
    "style|svg|template|textarea|title|video".split("|")
)
_APART = frozenset(("br", "img", "amp-img", "table"))
_LISTS = count(1)
"""Numbers for lists. An element's `id` would not do: Python gives it to another element once it has freed the first."""


@dataclass(slots=True)
class Block:
    """One paragraph, heading, list item, table or picture of a page, with the form that it was shown in."""

    kind: str
    """paragraph, heading, item, table or image; or box, for an element that was not read."""
    text: str
    element: HtmlElement | None = None
    """The element around the text (for an image: the img itself); None where the page is text alone."""
    bold: bool = False
    """True if all of its letters are bold; `italic` has the same meaning for italics."""
    italic: bool = False
    centred: bool = False
    right: bool = False
    linked: float = 0.0
    """Share of its letters that are link text."""
    caption: bool = False
    """True if its markup says that it is a caption."""
    marker: str = ""
    """The mark before a list item: `- ` or `1. `."""
    list_id: int = 0
    """Number of the list that an item belongs to; items of one list are one block of text."""
    frame: HtmlElement | None = None
    """The nearest figure or layout table around it, within the element that was read."""
    unlinked: str = ""
    """Its text outside its links, where some of its text is linked and some is not."""


_Run = list[tuple[str, Form]]
"""The inline text since the last break, and the form of each piece."""


def _shares(run: _Run) -> tuple[float, float, float]:
    """Return which shares of a run's letters and digits are bold, italic, linked. Most runs have nothing to count."""
    first = run[0][1]
    if len(run) == 1:
        if not (first.bold or first.italic or first.linked) or not has_letter(run[0][0]):
            return 0, 0, 0
        return float(first.bold), float(first.italic), float(first.linked)
    for _, form in run:
        if form.bold or form.italic or form.linked:
            break
    else:
        return 0, 0, 0
    counts = [(letters(text), form) for text, form in run]
    whole = max(sum(count for count, _ in counts), 1)
    bold = sum(count for count, form in counts if form.bold)
    italic = sum(count for count, form in counts if form.italic)
    linked = sum(count for count, form in counts if form.linked)
    return bold / whole, italic / whole, linked / whole


class _Reader:
    """A walk through one tree.

    It sees every element of a page several times over, so it does no more than each one needs.
    """

    def __init__(self, skipped: Set[HtmlElement]) -> None:
        self.blocks: list[Block] = []
        self.run: _Run = []
        self.skipped = skipped

    def read(self, element: HtmlElement, tag: str, form: Form) -> None:
        if self.skipped and element in self.skipped:
            self.flush(element.getparent(), form)
            self.blocks.append(Block("box", "", element))
            return
        if tag in _APART and self.apart(element, tag, form):
            return
        inner = form_inside(element, tag, form)
        is_block = tag in _BLOCKS
        if is_block and self.run:
            self.flush(element.getparent(), form)
        if text := element.text:
            self.inline(text, inner)
        number = list_id = 0
        for child in element:
            here = inner
            child_tag = child.tag
            if child_tag == "li":
                number = ordinal(element, child, number if list_id else None)
                list_id = list_id or next(_LISTS)
                here = item_form(element, child, number, list_id, inner)
            if child_tag not in _SKIPPED and isinstance(child_tag, str):
                self.read(child, child_tag, here)
            if tail := child.tail:
                self.inline(tail, inner)
        if is_block and self.run:
            self.flush(element, inner)

    def apart(self, element: HtmlElement, tag: str, form: Form) -> bool:
        """Read a break, a picture or a table of data; return False if the element is none of those."""
        if tag == "br":
            self.flush(element, form)
        elif tag == "table":
            if not is_data_table(element):
                return False
            self.table(element, form)
        else:
            self.blocks.append(Block("image", "", element, frame=form.frame))
        return True

    def inline(self, text: str, form: Form) -> None:
        if self.run or not text.isspace():  # as most of the text between elements is
            self.run.append((text, form))

    def flush(self, element: HtmlElement, form: Form) -> None:
        run = self.run
        if not run:
            return
        self.run = []
        text = one_line(run[0][0] if len(run) == 1 else "".join([text for text, _ in run]))
        if not text:
            return
        bold, italic, linked = _shares(run)
        unlinked = one_line("".join([text for text, form in run if not form.linked])) if 0 < linked < 1 else ""
        about = (bold >= 1, italic >= 1, form.centred, form.right, linked, form.caption)
        self.blocks.append(Block(form.kind, text, element, *about, form.marker, form.list_id, form.frame, unlinked))

    def table(self, element: HtmlElement, form: Form) -> None:
        self.flush(element.getparent(), form)
        rows = table_rows(element, lambda cell: " ".join(block.text for block in read_blocks(cell)))
        if rows:
            self.blocks.append(Block("table", "\n".join(rows), element))


def read_blocks(element: HtmlElement, skipped: Set[HtmlElement] = frozenset()) -> list[Block]:
    """Return the blocks of an element in reading order; pictures keep their place in the text.

    A skipped box is one block without text.
    """
    reader = _Reader(skipped)
    if element.tag not in _SKIPPED and isinstance(element.tag, str):
        reader.read(element, element.tag, Form())
    reader.flush(element, Form())
    return reader.blocks


def joined(blocks: list[Block]) -> str:
    """Join the text of blocks: a blank line between blocks, the items of one list on lines of their own."""
    return "".join(_pieces(blocks))


def _pieces(blocks: list[Block]) -> Iterator[str]:
    previous: Block | None = None
    for block in blocks:
        if previous is not None:
            same_list = block.list_id and block.list_id == previous.list_id
            yield "\n" if same_list else "\n\n"
        yield block.marker + block.text
        previous = block

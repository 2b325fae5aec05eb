"""Remove the imprint at a page's foot, which has sentences of its own and is no article."""

from __future__ import annotations

from itertools import islice

from lxml.html import HtmlElement

from normalize.html.blocks import Block
from normalize.html.boilerplate_lines import LONGEST_IMPRINT, is_contact, is_date_line
from normalize.text import squeezed, word_count

SENTENCE = 8
"""Words from which on a line behind the imprint may be an article's."""
NEAR = 3
"""Elements around a line that may hold what continues it: for a headline its header, the article, and a box around."""
MOST_LINES = 6
"""Most lines of an imprint: owner, editor, licence, address, telephone, mail."""


def without_foot(line: list[Block], title: str) -> list[Block]:
    """Drop the page's imprint: the last address or telephone, and the lines around it in the same box.

    A text that only ends with an address keeps it: such a text has more sentences, or is below its headline (`title`).
    """
    contacts = [at for at, block in enumerate(line) if is_contact(block.text)]
    if not contacts or any(_is_running(block) for block in line[contacts[-1] + 1 :]):
        return line
    end = start = contacts[-1]
    while start > 0 and end - start < MOST_LINES and _continues(line[start - 1], line[start]):
        start -= 1
    sentences = sum(map(_is_running, line[start:end]))
    if start == 0 or sentences > 1 or _belongs(line[start - 1], line[start], title):
        return line
    return [*line[:start], *line[end + 1 :]]


def _continues(block: Block, below: Block) -> bool:
    """Decide whether a line belongs to the same imprint as the line below it."""
    if is_contact(block.text) and _are_near(block, below):
        return True
    plain = block.kind == "paragraph" and block.linked < 0.5 and 0 < len(block.text) <= LONGEST_IMPRINT
    return plain and _box(block) is not None and _box(block) is _box(below)


def _belongs(above: Block, block: Block, title: str) -> bool:
    """Decide whether a line continues the text above it: a sentence of the same box, a headline or its date."""
    goes_on = _box(above) is _box(block) and (_is_running(above) or is_date_line(above.text))
    return goes_on or (_is_headline(above, title) and _are_near(above, block))


def _are_near(above: Block, block: Block) -> bool:
    """Decide whether two lines are in one box that is near the upper line: further out is the whole page."""
    if above.element is None or block.element is None:
        return True
    around = set(block.element.iterancestors())
    return any(box in around for box in islice(above.element.iterancestors(), NEAR))


def _box(block: Block) -> HtmlElement | None:
    """Return the element that holds a line's paragraph; for lines separated by breaks, the one that holds them all."""
    element = block.element
    return element.getparent() if element is not None and element.tag in ("p", "br", "li") else element


def _is_running(block: Block) -> bool:
    return (
        block.linked < 0.5
        and block.kind != "table"
        and word_count(block.text) >= SENTENCE
        and not is_contact(block.text)
    )


def _is_headline(block: Block, title: str) -> bool:
    return block.kind == "heading" or (bool(title) and squeezed(block.text) == squeezed(title))

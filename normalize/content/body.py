"""Compose the text of an article from blocks: drop boilerplate, separate captions, byline, dateline and lead."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.articles.records import Image
from normalize.content.images import take_pictures
from normalize.fields.byline import Byline, read_byline, split_dateline
from normalize.html.blocks import Block, joined
from normalize.html.boilerplate_lines import (
    is_chrome,
    is_edge_chrome,
    is_read_also,
    is_related_heading,
    without_end_mark,
)
from normalize.text import squeezed, word_count


@dataclass(frozen=True, slots=True)
class Body:
    """The parts of one article that its own blocks give."""

    lead: str | None
    text: str
    author: str | None
    source_name: str | None
    images: tuple[Image, ...]


def compose(blocks: list[Block], title: str, *, lead: str | None = None, base_url: str = "") -> Body:
    """Compose the body of an article from the blocks of its container.

    `lead`: the sapo, where the page marks one.
    """
    blocks = without_related(without_head(blocks, title))
    blocks = [block for block in blocks if block.kind in ("image", "table") or not _is_out_of_place(block)]
    blocks, images = take_pictures(_trim_edges(blocks), base_url)
    blocks = _trim_edges(blocks)
    blocks, signed = _take_signoff(blocks)
    byline, blocks = _take_byline(blocks)
    blocks = [_without_end_mark(block) for block in _trim_edges(blocks)]
    lead, blocks = _take_lead(blocks, lead)
    if lead and not byline:
        byline, blocks = _take_byline(blocks)
    dateline, lead, blocks = _take_dateline(lead, blocks)
    text = joined([block for block in blocks if block.text])
    return Body(lead, text, signed.author or byline, signed.source_name or dateline, images)


def _without_end_mark(block: Block) -> Block:
    text = without_end_mark(block.text)
    return block if text == block.text else replace(block, text=text)


def _is_out_of_place(block: Block) -> bool:
    """Decide whether a block inside the article is not part of it: boilerplate, or a link to another page or a clip."""
    return is_chrome(block.text) or (is_read_also(block.text) and (block.linked >= 0.3 or word_count(block.text) < 20))


def without_head(blocks: list[Block], title: str) -> list[Block]:
    """Return the blocks behind the last repetition of the title before any real paragraph."""
    wanted = squeezed(title)
    for at in range(min(len(blocks), 12) - 1, -1, -1):
        if wanted and squeezed(blocks[at].text) == wanted and not any(map(_is_paragraph, blocks[:at])):
            return blocks[at + 1 :]
    return blocks


def without_related(blocks: list[Block]) -> list[Block]:
    """Drop lists of other articles: everything from their heading up to the next real paragraph."""
    kept: list[Block] = []
    skipping = False
    for block in blocks:
        if is_related_heading(block.text) and block.kind != "table":
            skipping = True
        elif skipping and _is_paragraph(block) and block.kind == "paragraph" and block.linked < 0.5:
            skipping = False
        if not skipping:
            kept.append(block)
    return kept


def _is_paragraph(block: Block) -> bool:
    """Decide whether a block is running text: a sentence of some length with its full stop."""
    return word_count(block.text) >= 20 and block.text.rstrip(' "”)/').endswith((".", "…", ";", ":", "!", "?"))


def _trim_edges(blocks: list[Block]) -> list[Block]:
    first, last = 0, len(blocks)
    while first < last and _is_loose(blocks[first]):
        first += 1
    while last > first and _is_loose(blocks[last - 1]):
        last -= 1
    return blocks[first:last]


def _is_loose(block: Block) -> bool:
    return block.kind not in ("image", "table") and is_edge_chrome(block.text)


def _take_signoff(blocks: list[Block]) -> tuple[list[Block], Byline]:
    """Take the byline, one writer and one source at most, from the last three lines; also return the other blocks."""
    author = source = None
    rest = list(blocks)
    while rest and len(rest) > 1 and len(blocks) - len(rest) < 3:
        last = rest[-1]
        marked = last.right or last.bold or last.italic
        is_row = last.kind == "table" or last.marker[:1].isdigit()  # a name with a number is an entry of a list
        signed = None if is_row else read_byline(last.text, marked=marked)
        if signed is None or (signed.author and author) or (signed.source_name and source):
            break
        author, source = author or signed.author, source or signed.source_name
        rest.pop()
    return rest, Byline(author, source)


def _take_byline(blocks: list[Block]) -> tuple[str | None, list[Block]]:
    """Take the writer's name above the text; also return the other blocks.

    The line names its writer ("Viết bởi …"), or is a name with a form of its own (right, bold).
    """
    if len(blocks) < 2 or blocks[0].kind != "paragraph":
        return None, blocks
    signed = read_byline(blocks[0].text)
    formed = blocks[0].right or blocks[0].bold or blocks[0].italic
    if signed is None or signed.source_name:
        return None, blocks
    if signed.author and squeezed(signed.author) == squeezed(blocks[0].text) and not formed:
        return None, blocks
    return signed.author, blocks[1:]


def _take_lead(blocks: list[Block], marked: str | None) -> tuple[str | None, list[Block]]:
    """Take the sapo that the page marks, which the text does not repeat; else a first paragraph wholly in bold."""
    if marked:
        wanted = squeezed(marked)
        if blocks and squeezed(blocks[0].text) == wanted:
            return blocks[0].text, blocks[1:]
        return without_end_mark(marked), blocks
    if len(blocks) > 1 and blocks[0].bold and blocks[0].kind == "paragraph" and _is_sapo(blocks[0]):
        return blocks[0].text, blocks[1:]
    return None, blocks


def _is_sapo(block: Block) -> bool:
    return word_count(block.text) >= 12 and not block.text.endswith(":")


def _take_dateline(lead: str | None, blocks: list[Block]) -> tuple[str | None, str | None, list[Block]]:
    """Take the paper's dateline that opens the lead or the first paragraph; the writer's office may be above it."""
    if lead:
        name, lead = split_dateline(lead)
        if name:
            return name, lead, blocks
    for at, block in enumerate(blocks[:2]):
        name, text = split_dateline(block.text) if block.kind != "table" else (None, "")
        if name:
            return name, lead, [*blocks[:at], replace(block, text=text), *blocks[at + 1 :]]
    return None, lead, blocks

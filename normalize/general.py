"""Articles on pages of unknown make in other languages: by our own rules, or as trafilatura reads the page."""

from __future__ import annotations

from dataclasses import replace

from lxml.html import HtmlElement

from normalize.blocks import Block, read_blocks
from normalize.container import MOST, by_selector, fullest, running, running_words, share_in
from normalize.extract import leaves_out, may_leave_out, page_text_of
from normalize.place import Located, Sought, place
from normalize.text import squeezed

AGREEMENT = 0.92
"""Share of the longer text that container and trafilatura must have in common."""


def place_general(tree: HtmlElement, sought: Sought) -> Located | None:
    """The article by our own rules where one element holds most of the running text of the page; else by both."""
    line = read_blocks(tree)
    sentences = running(line)
    container = by_selector(tree, sought.clean.content, sought.title.element, sentences)
    holding = fullest(sentences) if container is None else container
    if holding is None or share_in(holding, sentences) < MOST:
        return _scattered(tree, container, sought, line)
    found = place(tree, holding, sought)
    if found is None or container is not None:
        return found
    return replace(found, selected=False, headline=None if sought.title.text else found.headline)


def _scattered(tree: HtmlElement, container: HtmlElement | None, sought: Sought, line: list[Block]) -> Located | None:
    """The article by our own rules where trafilatura agrees with them or leaves out much of what they find; else by
    trafilatura, which costs as much as all else. `line`: the blocks of the page.
    """
    text = page_text_of(tree, running_words(line))
    if container is not None and _agrees(container, text):
        return place(tree, container, sought, text)
    if not text or may_leave_out(text, line):
        own = place(tree, container, sought, text)
        if own and leaves_out(text, own.blocks):
            return own
    return _by_trafilatura(tree, text, line)


def _agrees(container: HtmlElement, text: str) -> bool:
    """Whether the container and trafilatura mean the same: nearly all of either stands in the other."""
    ours = squeezed(str(container.text_content()))
    lines = [squeezed(line) for line in text.split("\n") if len(line) >= 30]
    shared = sum(len(line) for line in lines if line in ours)
    return shared >= AGREEMENT * max(len(ours), sum(map(len, lines)), 1)


def _by_trafilatura(tree: HtmlElement, text: str, line: list[Block]) -> Located | None:
    """The article as trafilatura gives it, a line a block. `line`: the blocks of the page."""
    lines = [line.strip() for line in text.split("\n")]
    blocks = [Block("item", line[2:], marker="- ", list_id=1) if line.startswith("- ") else Block("paragraph", line)
              for line in lines if line]  # fmt: skip
    if not blocks:
        return None
    around = [block for block in line if block.linked < 0.5][:12]
    return Located(blocks, [tree], None, around, False, blocks)

"""Ask trafilatura which parts of a container are text. It gets the container as a page of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from itertools import compress, islice
from typing import cast

from lxml import etree
from lxml.html import HtmlElement, builder
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from normalize.html.blocks import Block
from normalize.text import clean_characters, squeezed, word_count

LINKED = 0.7
"""Share of link text from which on a block is kept only if trafilatura keeps it."""


LEFT_OUT = 0.4
"""Share of its own text that trafilatura may leave out in between before its answer no longer counts. On the tuning
halves of the judges' pages 0.25, 0.3 and 0.4 give F 0.974, 0.977, 0.977 (scrapinghub), 0.890, 0.899, 0.899 (fundus)
and 0.953 each (wcxb).
"""


FEW_LINKS = 0.02
"""Share of a container's words up to which its lines of links are kept without asking trafilatura. On the wcxb pages
asking about fewer words, too, changes mean F1 by 0.0002, and takes a fifth of the time that all their pages take.
"""

MOST_ELEMENTS = 20_000
"""Elements of the largest tree that trafilatura gets. The largest of 735 real pages has 10,106; where links are many it
takes 60 microseconds for each, as long as all else together.
"""

MUCH = 100
"""Least words that trafilatura's text must lack to count as incomplete: of very short articles it leaves out boxes."""

count_elements = cast("Callable[[HtmlElement], float]", etree.XPath("count(descendant::*)"))


def leaves_out(text: str, blocks: list[Block], most: float = LEFT_OUT) -> bool:
    """Decide whether trafilatura's text lacks much of the article between its own parts: boxes, cards, columns."""
    kept = squeezed(text)
    own = [block for block in blocks if block.text and block.linked < 0.5]
    lengths = [word_count(block.text) for block in own]
    shared = [squeezed(block.text) in kept for block in own]
    last = max((at for at, is_shared in enumerate(shared) if is_shared), default=0)
    lacking = sum(lengths[:last]) - sum(compress(lengths[:last], shared))
    return not text or (lacking > most * sum(compress(lengths, shared)) and lacking >= MUCH)


def extracted_text(tree: HtmlElement) -> str | None:
    """Return trafilatura's text of a tree, in NFC as blocks have it; None if there is none. Works on a copy.

    Readability and justext, whose results trafilatura compares with its own, are not asked: without them F is 0.9767,
    0.925, 0.886 and 0.948 on scrapinghub, fundus, cleaneval and trafilatura's own pages, with them 0.9776, 0.925, 0.888
    and 0.947, for a quarter to a third more time. A tree with more elements than any real page gives None.
    """
    if count_elements(tree) > MOST_ELEMENTS:
        return None
    options = Extractor(output_format="python", comments=False, tables=True, with_metadata=False, fast=True)
    document = bare_extraction(tree, options=options)
    text = getattr(document, "text", None)
    return clean_characters(str(text)) if text else None


def wrapped(container: HtmlElement, *, nameless: bool = False) -> HtmlElement:
    """Copy the container as the only article of a page: `<html><body><article>…`.

    `nameless`: without classes and ids. Our own rules have already cut boilerplate by its names, and trafilatura spends
    a quarter of its time on its own list of names; on the wcxb pages mean F1 is 0.0005 higher without.
    """
    inside = deepcopy(container)
    inside.tail = None
    if nameless:
        etree.strip_attributes(inside, "class", "id", "style", "role")
    page: HtmlElement = builder.BODY()
    article = builder.E.article()
    article.append(inside)
    page.append(article)
    root: HtmlElement = builder.HTML()
    root.append(page)
    return root


def is_contents(block: Block) -> bool:
    """Decide whether a list item is a line of a table of contents: a link to a place on the page itself."""
    if block.kind != "item" or block.linked < 0.9 or block.element is None or word_count(block.text) < 2:
        return False
    return all((link.get("href") or "").startswith("#") for link in block.element.iter("a"))


def keep_content(
    blocks: list[Block], container: HtmlElement, text: str | None = None, *, general: bool = False
) -> list[Block]:
    """Drop the blocks made of links that trafilatura leaves out of the container.

    `text`: trafilatura's text of the page, where it was asked already. `general`: the page is of a platform used all
    over the world. Most such pages have some lines of links, so trafilatura is asked only for more than a few.
    trafilatura also leaves out short paragraphs that are content; so its answer counts only where the form of a block
    leaves room for doubt.
    """
    doubtful = sum(word_count(block.text) for block in blocks if _is_doubtful(block))
    few = FEW_LINKS * sum(word_count(block.text) for block in blocks) if general else 0
    if doubtful <= few:
        return blocks
    if not text and count_elements(container) > MOST_ELEMENTS:
        return [block for block in blocks if not _is_doubtful(block)]  # no article has so many lines of links
    text = text or extracted_text(wrapped(container, nameless=general))
    if text is None or word_count(text) < 20:
        return blocks
    kept = squeezed(text)
    told = [squeezed(block.text) in kept if _is_doubtful(block) else None for block in blocks]
    forms = Counter[tuple[str, ...]]()
    for block, is_kept in zip(blocks, told, strict=True):
        if is_kept is not None:
            forms[_form(block)] += 1 if is_kept else -1
    return [
        block for block, is_kept in zip(blocks, told, strict=True) if is_kept is not False or forms[_form(block)] > 0
    ]


def _form(block: Block) -> tuple[str, ...]:
    """Return what lines of one series have in common: tags and classes of their element and of the elements around it.

    trafilatura keeps some lines of a series and leaves out others. What it does with most of them holds for all.
    """
    around = () if block.element is None else (block.element, *islice(block.element.iterancestors(), 2))
    return (block.kind, *(f"{element.tag} {element.get('class') or ''}" for element in around))


def _is_doubtful(block: Block) -> bool:
    """Decide whether a block may be the article's or a link elsewhere.

    A heading that leads elsewhere is its text's heading: of 167 on the wcxb pages trafilatura keeps 160.
    """
    return block.linked >= LINKED and block.kind not in ("table", "heading")

"""Find the article on a page of unknown platform in another language: mostly as trafilatura reads it."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

from lxml.html import HtmlElement

from normalize.content.captions import looks_like_caption
from normalize.content.container import (
    MOST,
    by_selector,
    fullest,
    joined_parts,
    parts_of,
    running,
    running_words,
    share_in,
)
from normalize.content.locate_by_rules import Located, Sought, locate_by_rules
from normalize.content.prune import cut_selected, cut_tags
from normalize.content.teasers import cut_teasers
from normalize.content.trafilatura_text import LEFT_OUT, extracted_text, leaves_out
from normalize.html.blocks import Block, read_blocks
from normalize.text import squeezed, word_count

FAR_LESS, FAR_MORE = 0.5, 1.5
"""Shares of the words that our own rules find. With fewer, trafilatura missed the article; with more, it took text
beside the container that a selector shows. Of 241 pages of the judges' tuning halves these decide 12.
"""

LEFT_OUT_OF_LONG = 0.1
"""Share of its own text that trafilatura may leave out of a long article in several elements: there it leaves out parts
of the article more often than boxes. F with 0.1 and 0.4: 0.883, 0.879 (cleaneval), 0.955, 0.954 (wcxb).
"""
AGREEMENT = 0.98
"""Share of trafilatura's text that must be in ours."""
LONG = 1000
"""Words of running text from which on our own rules read an article that is in one element. Trafilatura leaves out
tables, cards and questions of long guides, and is better on short news with boxes in between: on the tuning halves
ours from 1,000, from 1,500 or never gives F 0.880, 0.880, 0.864 (cleaneval), 0.942, 0.937, 0.927 (trafilatura's
own), 0.896, 0.897, 0.899 (fundus), 0.976, 0.978, 0.977 (scrapinghub); on wcxb recall 0.968 and 0.966.
"""


def place_general(tree: HtmlElement, sought: Sought) -> Located | None:
    """Find the article as trafilatura reads the whole page, else by our own rules.

    Our own rules are used where trafilatura missed the article, or where a long article is in one element.
    """
    _empty_drawings(tree)
    whole = deepcopy(tree)
    cut_selected(tree, sought.clean.chrome)
    cut_tags(tree)
    line = read_blocks(tree)
    sentences = running(line)
    container = by_selector(tree, sought.clean.content, sought.title.element, sentences)
    holding = fullest(sentences) if container is None else container
    if container is None and holding is not None and len(parts := parts_of(holding, sentences)) > 1:
        holding = joined_parts(parts)
    holds = holding is not None and share_in(holding, sentences) >= MOST
    if holds and running_words(sentences) >= LONG:
        return _own(tree, container, holding, sought, None)
    cut_teasers(whole, sought.url, keep=None)
    text = extracted_text(whole) or ""
    own = _own(tree, container, holding if holds else container, sought, text or None)
    if own is None:
        return _by_trafilatura(tree, text, line)
    agreement = _agreement(text, own)
    if _missed(text, own):
        return replace(own, agreement=agreement)
    found = _kept(text, own) or _by_trafilatura(tree, text, line) or own
    return replace(found, agreement=agreement)


def _empty_drawings(tree: HtmlElement) -> None:
    """Empty drawings without text: on news pages their lines are a tenth of all elements, and have nothing to read."""
    for drawing in tree.iter("svg"):
        if not str(drawing.text_content()).strip():
            del drawing[:]


def _agreement(text: str, own: Located) -> float:
    """Return the share of the longer text that both texts have in common, by lines."""
    ours = squeezed("".join(block.text for block in own.blocks))
    lines = [squeezed(line) for line in text.split("\n")]
    shared = sum(len(line) for line in lines if line in ours)
    return shared / max(len(ours), sum(map(len, lines)), 1)


def _missed(text: str, own: Located) -> bool:
    """Decide whether trafilatura's text is not the article that our own rules found."""
    theirs, ours = word_count(text), sum(word_count(block.text) for block in own.blocks)
    if theirs < FAR_LESS * ours or (own.selected and theirs > FAR_MORE * ours):
        return True
    return leaves_out(text, own.blocks, LEFT_OUT if ours < LONG else LEFT_OUT_OF_LONG)


def _kept(text: str, own: Located) -> Located | None:
    """Return our own article without what trafilatura leaves out; None where ours lacks some of trafilatura's text.

    The result has trafilatura's text, but also pictures, captions and the numbers of lists.
    """
    taken = squeezed(text)
    pictured = [False, *(block.kind == "image" for block in own.blocks)]
    blocks = [
        block
        for block, below_picture in zip(own.blocks, pictured, strict=False)
        if block.kind == "image" or (below_picture and looks_like_caption(block)) or squeezed(block.text) in taken
    ]
    if not own.selected or sum(len(squeezed(block.text)) for block in blocks) < AGREEMENT * len(taken):
        return None
    return replace(own, blocks=blocks, lead=own.lead if own.lead and squeezed(own.lead) in taken else None)


def _own(
    tree: HtmlElement, container: HtmlElement | None, holding: HtmlElement | None, sought: Sought, text: str | None
) -> Located | None:
    """Find the article by our own rules.

    `container`: the element that a selector shows; `holding`: that element, or the one with most text.
    """
    found = locate_by_rules(tree, holding, sought, text)
    if found is None or container is not None or holding is None:
        return found
    return replace(found, selected=False, headline=None if sought.title.text else found.headline)


def _by_trafilatura(tree: HtmlElement, text: str, line: list[Block]) -> Located | None:
    """Return the article as trafilatura gives it, a line a block.

    `line`: the blocks of the page.
    """
    lines = [line.strip() for line in text.split("\n")]
    blocks = [Block("item", line[2:], marker="- ", list_id=1) if line.startswith("- ") else Block("paragraph", line)
              for line in lines if line]  # fmt: skip
    if not blocks:
        return None
    around = [block for block in line if block.linked < 0.5][:12]
    return Located(blocks, [tree], None, around, False, blocks, by_trafilatura=True)

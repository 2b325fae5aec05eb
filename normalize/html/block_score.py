"""Score a block: how far its words speak for the article, or against it."""

from __future__ import annotations

from normalize.html.blocks import Block
from normalize.html.boilerplate_lines import is_edge_chrome, is_related_heading
from normalize.text import word_count

SENTENCE = 8
"""Words from which on a line may be a sentence; also the least score of one."""
_STOPS = (".", "…", ":", ";", "!", "?", '"', "”", ")", "/")


def score(block: Block) -> float:
    """Score a block: above 0 for the article, below 0 against it; the size is about its number of words."""
    count = word_count(block.text)
    if block.kind == "image":
        return -1
    if block.kind == "table":
        return min(count, 200) * 0.5
    if block.linked > 0.5:
        return -8 - 0.5 * min(count, 40)
    if is_edge_chrome(block.text) or is_related_heading(block.text):
        return -20
    if _is_long(block.text, count):
        return min(count, 120)
    return 1 if block.kind in ("heading", "item") else -4 + 0.2 * min(count, 15)


def scores_as_sentence(block: Block) -> bool:
    """Decide whether a block scores as a sentence does: SENTENCE or more.

    Most lines are too short, and this is seen at once; to know whether a line is boilerplate takes far longer.
    """
    if block.kind != "table" and not _is_long(block.text, word_count(block.text)):
        return False
    return score(block) >= SENTENCE


def may_count(block: Block) -> bool:
    """Decide whether a block may have a score above 0; the same shortcut as in `scores_as_sentence`."""
    if block.kind == "image" or (block.linked > 0.5 and block.kind != "table"):
        return False
    return block.kind in ("table", "heading", "item") or _is_long(block.text, word_count(block.text))


def _is_long(text: str, count: int) -> bool:
    """Decide whether a line is as long as a sentence, and ends as one or needs no stop to be one."""
    return count >= SENTENCE and (count >= 25 or text.rstrip().endswith(_STOPS))

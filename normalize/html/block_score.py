"""Score a block: how far its words speak for the article, or against it."""

from __future__ import annotations

from normalize.html.blocks import Block
from normalize.html.boilerplate_lines import is_edge_chrome, is_related_heading
from normalize.text import word_count

SENTENCE = 8
"""Words from which on a line may be a sentence."""
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
    if count >= SENTENCE and (block.text.rstrip().endswith(_STOPS) or count >= 25):
        return min(count, 120)
    return 1 if block.kind in ("heading", "item") else -4 + 0.2 * min(count, 15)

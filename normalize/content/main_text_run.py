"""Find the article on a page of unknown markup: the run of running text.

The page is read as a line of blocks. Sentences count for the article, links and short lines against it, and the run
with the greatest sum is taken (maximum subsequence segmentation: Pasternack and Roth, "Extracting article text from the
web with maximum subsequence segmentation", 2009). It needs no container: nested layout tables are no harder than divs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalize.fields.byline import read_byline
from normalize.html.block_score import may_count, score, scores_as_sentence
from normalize.html.blocks import Block

_LEAD = re.compile(
    r"(?:^|[\s_-])(?:sapo|lead|summary|tom-?tat|mo-?ta|chapeau|intro(?:text)?|excerpt|abstract|desc(?:ription)?|"
    r"trich-?dan|trich|home-?text|sub-?title|standfirst|dek)(?:$|[\s_\d-])"
)


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of blocks from `start` up to `end`, which is not in it."""

    start: int
    end: int
    score: float


def main_run(blocks: list[Block]) -> TextRun | None:
    """Return the run of blocks with the greatest sum of scores, with its byline; None if all blocks are boilerplate."""
    best: TextRun | None = None
    start, total = 0, 0.0
    for at, block in enumerate(blocks):
        if total <= 0:
            start, total = at, 0.0
            if not may_count(block):  # it can't begin a run, whatever its score is
                continue
        total += score(block)
        if total > (best.score if best else 0.0):
            best = TextRun(start, at + 1, total)
    return TextRun(best.start, _signed(blocks, best.end), best.score) if best else None


def _signed(blocks: list[Block], end: int) -> int:
    """Return the run's end, moved behind the writer's name and the source where these follow the run."""
    for at in range(end, min(end + 3, len(blocks))):
        block = blocks[at]
        marked = block.right or block.bold or block.italic
        if block.linked > 0.5 or read_byline(block.text, marked=marked) is None:
            break
        end = at + 1
    return end


def named_lead(blocks: list[Block]) -> str | None:
    """Return the first sentence-like block if a class of its own marks it as the sapo."""
    for block in blocks[:4]:
        if not scores_as_sentence(block):
            continue
        return block.text if _LEAD.search(_own_names(block)) else None
    return None


def _own_names(block: Block) -> str:
    """Return classes and ids of the block's element, and of its parent if that holds nothing else."""
    element, names = block.element, []
    for _ in range(2):
        if element is None or len(str(element.text_content()).split()) > len(block.text.split()) + 2:
            break
        names += [element.get("class") or "", element.get("id") or ""]
        element = element.getparent()
    return " ".join(names).lower()

"""Finds the article on a page of unknown markup: the run of running text, and the headline above it.

The page is read as a line of blocks. Sentences count for the article, links and short lines against it, and the run
with the greatest sum is taken (maximum subsequence segmentation: Pasternack and Roth, "Extracting article text from the
web with maximum subsequence segmentation", 2009). It needs no container: nested layout tables are no harder than divs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalize.blocks import Block
from normalize.dates import is_bare_date
from normalize.lines import is_byline, is_date_line, is_edge_chrome, is_related_heading, split_date
from normalize.signoff import read_signoff
from normalize.text import squeezed, words
from normalize.title import may_be_title

LONGEST_PLAIN = 25
"""Words of a headline that is told by its place alone; what is longer may be the first sentence."""
SENTENCE = 8
"""Words from which on a line may be a sentence."""
LARGE = 13.5
"""Points: running text has up to 13."""
_FONT_SIZE = re.compile(r"(?<![\w-])font-size\s*:\s*(\d{1,3}(?:\.\d+)?)\s*(pt|px)", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:^|[\s_-])(?:sapo|lead|summary|tom-?tat|mo-?ta|chapeau|intro(?:text)?|excerpt|abstract|desc(?:ription)?|"
    r"trich-?dan|trich|home-?text|sub-?title|standfirst|dek)(?:$|[\s_\d-])"
)
_TRAIL = re.compile(r"\s(?:>>|»|›|/)\s|^Trang chủ\b", re.IGNORECASE)
GAP = 12
"""Blocks between headline and text that may be dates, buttons, a summary or a picture."""

_STOPS = (".", "…", ":", ";", "!", "?", '"', "”", ")", "/")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of blocks: from `start` up to `end`, which is not in it."""

    start: int
    end: int
    score: float


def main_run(blocks: list[Block]) -> Run | None:
    """The run of blocks with the greatest sum of scores, with the closing lines that sign it; None if all is chrome."""
    best: Run | None = None
    start, total = 0, 0.0
    for at, block in enumerate(blocks):
        if total <= 0:
            start, total = at, 0.0
        total += score(block)
        if total > (best.score if best else 0.0):
            best = Run(start, at + 1, total)
    return Run(best.start, _signed(blocks, best.end), best.score) if best else None


def score(block: Block) -> float:
    """What a block says for the article (above 0) or against it: about its number of words."""
    count = len(words(block.text))
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


def _signed(blocks: list[Block], end: int) -> int:
    """The end, moved behind the writer's name and the source where these follow it."""
    for at in range(end, min(end + 3, len(blocks))):
        block = blocks[at]
        marked = block.right or block.bold or block.italic
        if block.linked > 0.5 or read_signoff(block.text, marked=marked) is None:
            break
        end = at + 1
    return end


def headline_before(blocks: list[Block], run: Run, named: str) -> int | None:
    """Where the headline of the run stands: the nearest block above it that has the form of one.

    `named`: what the page calls itself, squeezed; a block with those words goes before all others.
    """
    near = range(run.start, max(-1, run.start - GAP - 1), -1)
    candidates = [at for at in near if at < len(blocks) and _may_be_headline(blocks[at])]
    for at in candidates:
        if len(words(blocks[at].text)) >= 3 and squeezed(split_date(blocks[at].text)[0]) in named:
            return at
    for form in (_is_dated, _named_title, _is_heading):
        for at in candidates:
            if form(blocks[at]):
                return at
    for at in candidates:
        if _is_date(blocks[at + 1 : at + 2]) and _stands_over_text(blocks, at, run):
            return at
    for form in (_is_large, _is_bold):
        for at in candidates:
            if form(blocks[at]):
                return at
    return next((at for at in candidates if _stands_over_text(blocks, at, run)), None)


def _stands_over_text(blocks: list[Block], at: int, run: Run) -> bool:
    """Whether nothing but a date stands between a line and the text: then it is the headline, whatever its form."""
    between = [block for block in blocks[at + 1 : run.start] if block.text]
    plain = 4 <= len(words(blocks[at].text)) <= LONGEST_PLAIN
    return plain and all(is_edge_chrome(block.text) for block in between)


def next_article(blocks: list[Block]) -> int:
    """Where another article begins below the first one: at its headline with a date behind it. Else the end."""
    read = 0
    for at, block in enumerate(blocks):
        if read >= SENTENCE and _may_be_headline(block) and (_is_dated(block) or _heads_another(blocks, at)):
            return at
        read += len(words(block.text)) if score(block) >= SENTENCE else 0
    return len(blocks)


def named_lead(blocks: list[Block]) -> str | None:
    """The first sentence-like block, where a class of its own says that it is the sapo."""
    for block in blocks[:4]:
        if score(block) < SENTENCE:
            continue
        return block.text if _LEAD.search(_own_names(block)) else None
    return None


def _own_names(block: Block) -> str:
    """Classes and ids of the block's element, and of its parent if that holds nothing else."""
    element, names = block.element, []
    for _ in range(2):
        if element is None or len(str(element.text_content()).split()) > len(block.text.split()) + 2:
            break
        names += [element.get("class") or "", element.get("id") or ""]
        element = element.getparent()
    return " ".join(names).lower()


def _may_be_headline(block: Block) -> bool:
    count = len(words(block.text))
    if block.kind not in ("paragraph", "heading") or not 2 <= count <= 40 or block.linked > 0.5 or block.right:
        return False
    if is_edge_chrome(block.text) or block.text.endswith((".", ";", ",", ":")) or _TRAIL.search(block.text):
        return False
    if is_bare_date(block.text):
        return False
    return block.element is None or may_be_title(block.element)


def _is_dated(block: Block) -> bool:
    return split_date(block.text)[1] is not None


def _is_heading(block: Block) -> bool:
    return block.kind == "heading"


def _is_bold(block: Block) -> bool:
    return block.bold


def _is_large(block: Block) -> bool:
    """Whether it is set in a larger size than running text."""
    element = block.element
    for _ in range(3):
        if element is None:
            return False
        size = element.get("size") if element.tag == "font" else None
        if size and (size.strip("+") in "34567" if size.startswith("+") or size.isdigit() else False):
            return True
        points = _FONT_SIZE.search(element.get("style") or "")
        if points and float(points[1]) * (0.75 if points[2].lower() == "px" else 1) >= LARGE:
            return True
        inner = [child for child in element if isinstance(child.tag, str)]
        element = inner[0] if len(inner) == 1 else element.getparent()
    return False


def _heads_another(blocks: list[Block], at: int) -> bool:
    """Whether a heading is followed by a line with a date, as headlines are and sub-headings are not."""
    return blocks[at].kind == "heading" and _is_date(blocks[at + 1 : at + 2])


def _is_date(blocks: list[Block]) -> bool:
    """Whether the first of these blocks is a line that dates an article."""
    return bool(blocks) and (is_byline(blocks[0].text) or is_date_line(blocks[0].text))


def _named_title(block: Block) -> bool:
    element = block.element
    for _ in range(2):
        if element is None:
            return False
        names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().replace("-", "").replace("_", "")
        if any(name in names for name in ("title", "tieude", "headline", "tentin", "tenbai")):
            return True
        element = element.getparent()
    return False

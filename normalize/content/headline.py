"""Recognise headlines by their form alone: above a run of text, and where another article begins."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from normalize.content.main_text_run import TextRun
from normalize.fields.title import may_be_title
from normalize.html.block_score import SENTENCE, scores_as_sentence
from normalize.html.blocks import Block
from normalize.html.boilerplate_lines import is_byline, is_date_line, is_edge_chrome, split_date
from normalize.text import squeezed, word_count
from seeds.dates import is_bare_date

LONGEST_PLAIN = 25
"""Words of the longest headline that is known by its place alone; a longer line may be the first sentence."""
SECTIONS = 3
"""Headings of one tag and class from which on they are headings of sections."""
SHORTEST = 4
"""Words of the shortest headline above sections."""
LEVELS = 4
"""Elements around a headline that are searched for the page's sections."""
LARGE = 13.5
"""Points: running text has up to 13."""
GAP = 12
"""Most blocks between headline and text: dates, buttons, a summary or a picture."""
_FONT_SIZE = re.compile(r"(?<![\w-])font-size\s*:\s*(\d{1,3}(?:\.\d+)?)\s*(pt|px)", re.IGNORECASE)
_TRAIL = re.compile(r"\s(?:>>|»|›|/)\s|^Trang chủ\b", re.IGNORECASE)


def headline_before(blocks: list[Block], run: TextRun, named: str) -> int | None:
    """Return the position of the run's headline: the nearest block above with the form of one; None without any.

    `named`: the page's own name, squeezed; a block with those words goes before all others.
    """
    near = range(run.start, max(-1, run.start - GAP - 1), -1)
    candidates = [at for at in near if at < len(blocks) and _may_be_headline(blocks[at])]
    for at in candidates:
        if word_count(blocks[at].text) >= 3 and squeezed(split_date(blocks[at].text)[0]) in named:
            return at
    for form in (_is_dated, _named_title, _is_heading):
        for at in candidates:
            if form(blocks[at]):
                return _above_sections(blocks, at)
    for at in candidates:
        if _is_date(blocks[at + 1 : at + 2]) and _stands_over_text(blocks, at, run):
            return at
    for form in (_is_large, _is_bold):
        for at in candidates:
            if form(blocks[at]):
                return at
    return next((at for at in candidates if _stands_over_text(blocks, at, run)), None)


def _above_sections(blocks: list[Block], at: int) -> int:
    """Return the position of the headline above a section's heading; `at` if that is no section's heading.

    A section's heading is one of several of its tag and class. Above it, in a box around it, is a lone heading of a
    higher rank.
    """
    section = blocks[at]
    if section.kind != "heading" or section.element is None:
        return at
    looks = Counter(map(_look, blocks))
    if looks[_look(section)] < SECTIONS:
        return at
    around = set(section.element.iterancestors())
    for above in range(at - 1, -1, -1):
        block = blocks[above]
        if block.kind != "heading" or block.element is None or not block.element.tag < section.element.tag:
            continue
        near = any(
            box in around and box.tag not in ("body", "html") for box in islice(block.element.iterancestors(), LEVELS)
        )
        alone = looks[_look(block)] == 1
        if near and alone and word_count(block.text) >= SHORTEST and _may_be_headline(block):
            return above
    return at


def _look(block: Block) -> tuple[str, str | None] | None:
    element = block.element
    return (str(element.tag), element.get("class")) if element is not None and block.kind == "heading" else None


def next_article(blocks: list[Block]) -> int:
    """Return the position where another article begins: at a headline with a date behind it; else the end."""
    read = 0
    for at, block in enumerate(blocks):
        if read >= SENTENCE and (
            (_has_shape(block) and (_is_dated(block) or _heads_another(blocks, at)) and _may_be_headline(block))
            or (block.kind == "heading" and block.linked > 0.9 and _heads_another(blocks, at))
        ):
            return at
        read += word_count(block.text) if scores_as_sentence(block) else 0
    return len(blocks)


def _stands_over_text(blocks: list[Block], at: int, run: TextRun) -> bool:
    """Decide whether only a date is between a line and the text: such a line is the headline, whatever its form."""
    between = [block for block in blocks[at + 1 : run.start] if block.text]
    plain = 4 <= word_count(blocks[at].text) <= LONGEST_PLAIN
    return plain and all(is_edge_chrome(block.text) for block in between)


def _heads_another(blocks: list[Block], at: int) -> bool:
    """Decide whether a heading is followed by a line with a date, as headlines are and sub-headings are not."""
    return blocks[at].kind == "heading" and _is_date(blocks[at + 1 : at + 2])


def _has_shape(block: Block) -> bool:
    """Decide whether a block's kind, length and end are those of a headline, which is seen at once."""
    if block.kind not in ("paragraph", "heading") or block.linked > 0.5 or block.right:
        return False
    return 2 <= word_count(block.text) <= 40 and not block.text.endswith((".", ";", ",", ":"))


def _may_be_headline(block: Block) -> bool:
    if not _has_shape(block) or _TRAIL.search(block.text):
        return False
    if is_edge_chrome(block.text) or is_bare_date(block.text):
        return False
    return block.element is None or may_be_title(block.element)


def _is_date(blocks: list[Block]) -> bool:
    """Decide whether the first of these blocks is a line that dates an article."""
    return bool(blocks) and (is_byline(blocks[0].text) or is_date_line(blocks[0].text))


def _is_dated(block: Block) -> bool:
    return split_date(block.text)[1] is not None


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


def _is_heading(block: Block) -> bool:
    return block.kind == "heading"


def _is_large(block: Block) -> bool:
    """Decide whether a block is set in a larger size than running text."""
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


def _is_bold(block: Block) -> bool:
    return block.bold

"""What the blocks of an article tell of its page's kind: its own sentences, and what stands among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from lxml.html import HtmlElement

from corpus.records import Page
from normalize.attachments import is_document
from normalize.blocks import Block, read_blocks
from normalize.input_fields import TICKED
from normalize.lines import is_byline, is_contact, is_date_line, is_edge_chrome, is_related_heading, split_date
from normalize.place import Located
from normalize.teasers import is_headline_link
from normalize.text import squeezed, word_count
from normalize.title import Title
from seeds.signs import Evidence

SENTENCE = 8
"""Words from which on a line counts as running text."""
WITHOUT_STOP = 25
"""Words from which on it does so without a full stop: titles and summaries of documents are shorter."""
HEADLINE = 5
"""Words of the shortest headline that is told from an entry of a menu."""
LINKED = 0.6
"""Share of link text in the line of a headline; a date may stand behind the link."""
NEAR = 2
"""Elements around a headline in which its page's content stands where it is no text."""
LABEL = 5
"""Words of the longest label of a value."""
VERSES = 3
"""Short lines with marks of punctuation that are a text together, as a poem's or a list's."""
_STOPS = (".", "…", ":", ";", "!", "?", '"', "”", ")", "/", "。", "！", "？", "»")
_LABELLED = re.compile(r"[^\W\d][^:|]{1,40}:\s*\S")
_WEEK = re.compile(
    r"(?:t2 \| t3 \| t4 \| t5 \| t6 \| t7 \| cn|(?:thứ )?hai \| (?:thứ )?ba \| (?:thứ )?tư \| (?:thứ )?năm \| .*)",
    re.IGNORECASE,
)


def evidence_of(page: Page, title: str, located: Located, named: str) -> Evidence:
    """The evidence in what would be the article. `named`: what the page calls itself, squeezed."""
    blocks, whole = located.blocks, located.whole
    dated = _is_dated(located)
    anchored = located.headline is not None and squeezed(split_date(located.headline.text)[0]) in named
    shown = dated or (located.selected and anchored and word_count(title) > LABEL)
    own = own_sentences(blocks, page.url) or (_own_tables(blocks) if shown else [])
    lengths = [(word_count(block.text), block.linked) for block in whole]
    total = sum(length for length, _ in lengths) or 1
    near = [group for group in located.teasers if _stands_near(group.parent, own, located)]
    fields = _fields_among(own, located)
    return Evidence(
        url=page.url,
        title=title,
        own_words=sum(word_count(block.text) for block in own),
        sentences=len(own),
        longest_run=_longest_run(blocks),
        dated=dated,
        linked_share=sum(length * linked for length, linked in lengths) / total,
        headlines=len({block.text for block in whole if _is_headline(block)})
        + sum(group.count for group in located.teasers),
        teasers=sum(group.count for group in near),
        teaser_words=sum(group.words for group in near),
        record=_labels(blocks),
        fields=len(fields),
        choices=sum(1 for kind in fields if kind in TICKED),
        calendar=any(block.kind == "table" and _WEEK.match(block.text) for block in blocks),
        anchored=anchored,
        selected=located.selected,
    )


def _leads_away(heading: Block, url: str) -> bool:
    """Whether a heading is the headline of another page."""
    return heading.linked >= LINKED and any(is_headline_link(link, url) for link in _links(heading))


def evidence_by_headline(url: str, title: Title) -> Evidence:
    """The evidence on a page without a sentence of its own: in what stands around its headline."""
    around = [box for box in islice(title.element.iterancestors(), NEAR) if box.tag not in ("body", "html")] if (
        title.element is not None) else []  # fmt: skip
    blocks = read_blocks(around[-1]) if around else []
    documents = {link.get("href") for link in around[-1].iter("a") if is_document(link.get("href") or "")} if around else ()
    return Evidence(
        url,
        title.text,
        record=_labels(blocks),
        documents=len(documents),
        headlines=len({block.text for block in blocks if _is_headline(block)}),
        anchored=True,
    )


def own_sentences(blocks: Sequence[Block], url: str = "") -> list[Block]:
    """The blocks that only an article has: sentences that are no link, row, label, address of the office or counter.

    What stands below a heading that leads to another page is that page's. Short lines count where several of them are
    punctuated as a text is.
    """
    own, verses = [], []
    is_others = False
    for block in blocks:
        if block.kind == "heading":
            is_others = _leads_away(block, url)
        if is_others:
            continue
        if block.kind in ("table", "image") or block.linked >= 0.5 or not block.text or is_contact(block.text):
            continue
        count = word_count(block.text)
        stopped = block.text.rstrip().endswith(_STOPS)
        if count >= SENTENCE and (stopped or count >= WITHOUT_STOP) and not is_edge_chrome(block.text):
            own.append(block)
        elif 3 <= count < SENTENCE and block.text.rstrip().endswith((*_STOPS[:6], ",")) and block.kind != "heading":
            verses.append(block)
    return own or (verses if len(verses) >= VERSES else [])


def _own_tables(blocks: Sequence[Block]) -> list[Block]:
    """The tables of figures or days that an article may consist of: of three columns or more, and not of links."""
    return [
        block
        for block in blocks
        if block.kind == "table" and block.text.count(" | ") >= 2 * len(block.text.split("\n")) and not _links(block)
    ]


def _labels(blocks: Sequence[Block]) -> int:
    """How many lines or rows are a label and its value; 0 where they are not most of what stands there."""
    shown = [block for block in blocks if block.text and block.kind != "image"]
    rows = [row for block in shown if block.kind == "table" for row in block.text.split("\n")]
    pairs = sum(len(cells) // 2 for cells in (row.split(" | ") for row in rows) if _are_pairs(cells))
    lines = [block for block in shown if block.kind != "table" and block.linked < 0.5]
    pairs += sum(1 for block in lines if _LABELLED.match(block.text) and word_count(block.text) < 2 * WITHOUT_STOP)
    short = [1 <= word_count(block.text) <= LABEL for block in lines]
    stacked = sum(1 for one, other in pairwise(short) if one and other) + sum(1 for one, other in pairwise(short) if one > other)
    pairs += stacked // 2
    return pairs if 2 * pairs >= len(rows) + len(lines) // 2 else 0


def _are_pairs(cells: list[str]) -> bool:
    """Whether the cells of a row are labels, each with its value behind it."""
    return len(cells) in (2, 4) and all(0 < word_count(cell) <= LABEL for cell in cells[::2])


def _stands_near(parent: HtmlElement, own: Sequence[Block], located: Located) -> bool:
    """Whether teasers stand right among the text: in its own box, or in one that its box stands in."""
    if located.selected or not own:
        return True
    boxes = [box for box in (_box(block) for block in own) if box is not None and box.tag not in ("body", "html")]
    around = set(parent.iterancestors())
    return any(box is parent or box in around or parent in islice(box.iterancestors(), 3) for box in boxes)


def _box(block: Block) -> HtmlElement | None:
    element = block.element
    if element is not None and element.tag in ("p", "li", "blockquote", "h2", "h3", "h4"):
        return element.getparent()
    return element


def _fields_among(own: Sequence[Block], located: Located) -> list[str]:
    """The types of the fields to be filled in that stand in the boxes of an article's sentences."""
    boxes = {box for box in map(_box, own) if box is not None and box.tag not in ("body", "html")}
    return max((located.fields.get(box, []) for box in boxes), key=len, default=[])


def _is_dated(located: Located) -> bool:
    """Whether a date stands below the headline, before its first sentence."""
    around = located.around
    at = next((at for at, block in enumerate(around) if block is located.headline), None)
    if at is None:
        return False
    below = around[at + 1 :]
    return any(is_date_line(block.text) or is_byline(block.text) for block in below) or (
        located.headline is not None and split_date(located.headline.text)[1] is not None
    )


def _longest_run(blocks: Sequence[Block]) -> int:
    longest = run = 0
    for block in blocks:
        if block.linked >= 0.5 and block.text:
            run = 0
        elif block.kind != "table" and word_count(block.text) >= SENTENCE:
            run += word_count(block.text)
        longest = max(longest, run)
    return longest


def _is_headline(block: Block) -> bool:
    if block.kind in ("image", "table") or block.linked < LINKED or word_count(block.text) < HEADLINE:
        return False
    if is_related_heading(block.text):
        return False
    return not any(is_document(link.get("href") or "") for link in _links(block))


def _links(block: Block) -> list[HtmlElement]:
    return list(block.element.iter("a")) if block.element is not None else []

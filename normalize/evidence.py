"""What the blocks of a page say of its kind: how much running text there is, and how it is broken up by headlines."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from corpus.records import Page
from normalize.attachments import is_document
from normalize.blocks import Block
from normalize.text import word_count
from seeds.signs import Evidence

SENTENCE = 8
"""Words from which on a line counts as running text."""
HEADLINE = 5
"""Words of the shortest headline that is told from an entry of a menu."""
LINKED = 0.6
"""Share of link text in the line of a headline; a date may stand behind the link."""

_RECORD = re.compile(
    r"số(?:/| )?(?:và )?ký hiệu|số hiệu|ngày ban hành|ngày hiệu lực|ngày có hiệu lực|trích yếu|cơ quan ban hành|"
    r"người ký|loại văn bản|lĩnh vực văn bản"
)
_WEEK = re.compile(
    r"(?:t2 \| t3 \| t4 \| t5 \| t6 \| t7 \| cn|(?:thứ )?hai \| (?:thứ )?ba \| (?:thứ )?tư \| (?:thứ )?năm \| .*)",
    re.IGNORECASE,
)


def evidence_of(page: Page, title: str, blocks: list[Block], selected: bool) -> Evidence:
    """The evidence in what would be the article. `selected`: whether a selector showed where it stands."""
    lengths = [(word_count(block.text), block.linked) for block in blocks]
    total = sum(length for length, _ in lengths) or 1
    return Evidence(
        url=page.url,
        title=title,
        sentence_words=sum(length for length, linked in lengths if linked < 0.5 and length >= SENTENCE),
        longest_run=_longest_run(blocks),
        linked_share=sum(length * linked for length, linked in lengths) / total,
        headlines=len({block.text for block in blocks if _is_headline(block)}),
        record=len({label for block in blocks for label in _RECORD.findall(block.text[:400].lower())}),
        calendar=any(block.kind == "table" and _WEEK.match(block.text) for block in blocks),
        selected=selected,
    )


def _longest_run(blocks: list[Block]) -> int:
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
    return not any(is_document(link.get("href") or "") for link in _links(block))


def _links(block: Block) -> list[HtmlElement]:
    return list(block.element.iter("a")) if block.element is not None else []

"""Find blocks that recur on many distinct pages of a site, and selectors and lines that would cut them. Pure.

The proposals have no effect by themselves: a person reads them and puts the right ones into the site's file.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from normalize.workers.page_blocks import PageBlocks, Seen

SHARE = 0.3
"""Share of the pages that a block must be on to be boilerplate."""
LEAST = 5
"""Least pages that a block must be on, however few pages there are."""
_SPECIAL = re.compile(r"([.^$*+?{}\[\]\\|()])")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A selector or line to cut."""

    value: str
    share: float
    """Share of the pages where it would cut something."""
    left: float
    """Share of the pages where it would cut something that is in the article's text at present."""
    example: str


@dataclass(frozen=True, slots=True)
class Learned:
    """The proposals for `clean:` in a site's file, the most harmful boilerplate first."""

    pages: int
    chrome: tuple[Proposal, ...] = ()
    lines: tuple[Proposal, ...] = ()


@dataclass(slots=True)
class _Recurring:
    """A block that recurs: the pages that have it, and its blocks there."""

    pages: set[int] = field(default_factory=set)
    left: set[int] = field(default_factory=set)
    blocks: list[Seen] = field(default_factory=list)

    def common(self) -> set[str]:
        """Return the selectors of elements that contain it every time."""
        return set.intersection(*(set(block.within) for block in self.blocks))

    def add(self, page: int, block: Seen) -> None:
        self.pages.add(page)
        self.blocks.append(block)
        if block.kept:
            self.left.add(page)


def learn(found: Iterable[PageBlocks], share: float = SHARE, least: int = LEAST) -> Learned:
    """Make proposals from the pages of one site; of several pages with the same article one counts."""
    pages = list({page.article: page for page in found}.values())
    need = max(least, math.ceil(share * len(pages)))
    recurring = _recurring(pages, need)
    in_scope = {key: one for key, one in _gathered(pages, only_scope=True).items() if len(one.pages) >= need}
    unsafe = _unsafe(pages, recurring)
    by_selector: dict[str, list[_Recurring]] = defaultdict(list)
    lines: list[Proposal] = []
    for one in in_scope.values():
        selector = _nearest(one, unsafe)
        if selector:
            by_selector[selector].append(one)
        elif one.left:
            lines += _lines(one, len(pages))
    chrome = [_chrome(selector, by_selector[selector], len(pages)) for selector in _outermost(by_selector)]
    return Learned(len(pages), _ordered(chrome), _ordered(lines))


def _gathered(pages: Sequence[PageBlocks], *, only_scope: bool) -> dict[str, _Recurring]:
    found: dict[str, _Recurring] = defaultdict(_Recurring)
    for number, page in enumerate(pages):
        for block in page.blocks:
            if block.key and not block.needed and (block.in_scope or not only_scope):
                found[block.key].add(number, block)
    return found


def _recurring(pages: Sequence[PageBlocks], need: int) -> set[str]:
    """Return the keys of all blocks that recur, anywhere on the page."""
    return {key for key, one in _gathered(pages, only_scope=False).items() if len(one.pages) >= need}


def _unsafe(pages: Sequence[PageBlocks], recurring: set[str]) -> set[str]:
    """Return the selectors of elements that hold something of an article, or any block that does not recur."""
    return {
        selector
        for page in pages
        for block in page.blocks
        if block.needed or (block.key and block.key not in recurring)
        for selector in block.within
    }


def _nearest(one: _Recurring, unsafe: set[str]) -> str | None:
    common = one.common() - unsafe
    return next((selector for selector in one.blocks[0].within if selector in common), None)


def _outermost(by_selector: dict[str, list[_Recurring]]) -> list[str]:
    """Drop the selectors whose elements are inside another selector's element every time."""
    kept = list(by_selector)
    for selector, cut in by_selector.items():
        around = set.intersection(*(one.common() for one in cut))
        within = cut[0].blocks[0].within
        outer = within[within.index(selector) + 1 :]
        if any(other in around and other in kept for other in outer):
            kept.remove(selector)
    return kept


def _chrome(selector: str, cut: list[_Recurring], pages: int) -> Proposal:
    on = set[int]().union(*(one.pages for one in cut))
    left = set[int]().union(*(one.left for one in cut))
    example = " / ".join(dict.fromkeys(one.blocks[0].text.split("\n")[0] or "a picture" for one in cut[:3]))
    return Proposal(selector, len(on) / pages, len(left) / pages, example)


def _lines(one: _Recurring, pages: int) -> list[Proposal]:
    """Propose the commonest forms of a line: its numbers and signs may differ from page to page."""
    blocks = [block for block in one.blocks if block.is_line]
    forms = Counter(pattern(block.text) for block in blocks)
    examples = {pattern(block.text): block.text for block in blocks}
    often = max(2, len(one.pages) * 0.1)
    kept = Counter(pattern(block.text) for block in blocks if block.kept)
    return [
        Proposal(form, min(number / pages, 1), min(kept[form] / pages, 1), examples[form])
        for form, number in forms.most_common()
        if number >= often
    ]


def pattern(text: str) -> str:
    """Make a regular expression for a line: its own signs, and any number in place of each number."""
    return _DIGITS.sub(r"\\d+", _SPECIAL.sub(r"\\\1", text))


def _ordered(proposals: list[Proposal]) -> tuple[Proposal, ...]:
    return tuple(sorted(proposals, key=lambda one: (-one.left, -one.share, one.value)))

"""Remove whole lines that are never content on a site or platform, as its file says (`clean.lines`)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from normalize.html.blocks import Block
from normalize.text import one_line


def is_site_line(line: str, patterns: tuple[str, ...]) -> bool:
    """Decide whether one of the patterns matches the whole line; case and the coding of diacritics don't count."""
    return bool(patterns) and any(pattern.fullmatch(line) for pattern in _compiled(patterns))


def without_site_lines(blocks: list[Block], patterns: tuple[str, ...]) -> list[Block]:
    """Drop from the blocks the lines that match a pattern; from tables, the rows that match."""
    if not patterns:
        return blocks
    left = (_without(block, patterns) if block.text else block for block in blocks)
    return [block for block in left if block is not None]


def _without(block: Block, patterns: tuple[str, ...]) -> Block | None:
    lines = block.text.split("\n")
    kept = [line for line in lines if not is_site_line(one_line(line), patterns)]
    return block if len(kept) == len(lines) else replace(block, text="\n".join(kept)) if kept else None


@lru_cache(maxsize=1024)
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(unicodedata.normalize("NFC", pattern), re.IGNORECASE) for pattern in patterns)

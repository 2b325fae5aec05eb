"""Cache what a function finds in a line of text: with room for every line of the largest page, in little memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

TINY = 28
"""Characters below which a line is tiny. On a page of 1 MB at most 36,000 lines are longer, as each needs a tag."""
TINY_LINES = 90_000
"""Tiny lines in a cache: more than a page may have elements (80,000, in normalize/html/parse.py). Each step asks for
all lines of a page before the next step does, so a smaller cache would forget each line before it is asked for again.
"""
OTHER_LINES = 36_000

_Found = TypeVar("_Found")


def cached_lines(function: Callable[[str], _Found]) -> Callable[[str], _Found]:
    """Cache a pure function of a line. Tiny lines have a cache of their own: they may be many, but take little room."""
    tiny, others = lru_cache(maxsize=TINY_LINES)(function), lru_cache(maxsize=OTHER_LINES)(function)

    @wraps(function)
    def cached(line: str) -> _Found:
        return tiny(line) if len(line) < TINY else others(line)

    return cached

"""HTML with bounded tags: libxml2 compares each attribute of an element with all others that it has."""

from __future__ import annotations

import re

MOST_ATTRIBUTES = 500
"""Attributes of one tag that are read, at most; real tags have up to 28. 60,000 of them take the parser 4 s, 150,000
take 26."""
LONG = 2_000
"""Characters from which on a tag may have too many attributes; shorter ones can't."""
_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{LONG},}}+>?")
_ATTRIBUTE = re.compile(r"""[^\s=<>"'/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s<>"']++))?+""")


def with_bounded_tags(text: str) -> str:
    """Cut all attributes beyond MOST_ATTRIBUTES from each tag in the text of a page."""
    # On most pages no tag is long, and then no pattern has to try each.
    long = [piece for piece in text.split("<") if len(piece) > LONG]
    return _LONG_TAG.sub(_bounded, text) if any(">" not in piece[:LONG] for piece in long) else text


def _bounded(tag: re.Match[str]) -> str:
    for number, attribute in enumerate(_ATTRIBUTE.finditer(tag[0])):
        if number > MOST_ATTRIBUTES:  # the first is the tag's name
            return tag[0][: attribute.start()] + ">"
    return tag[0]

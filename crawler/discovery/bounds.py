"""How much of an answer is read for what it names: no portal can have us work on one answer for long.

Measured on the real and made portals: the longest list has some 900 links 40 elements deep in 0.6 MB of text, the
largest feed 500 entries. A sitemap's bound is the protocol's own.
"""

from __future__ import annotations

import logging
from itertools import islice
from typing import AnyStr

from lxml.etree import _Element

logger = logging.getLogger(__name__)

MAX_LINKS = 5_000
"""Links of one page."""
MAX_DEPTH = 200
"""Elements that a link may stand in."""
MAX_TEXT = 4_000_000
"""Characters of one page."""
MAX_TAGS = 200_000
"""Tags of one page, opening and closing; 0.4 s of work and 60 MB."""
MAX_ENTRIES = 50_000
"""Entries of one file of a sitemap."""
MAX_FEED_ENTRIES = 5_000
"""Entries of one feed; 1 s of work."""
MAX_XML_TAGS = 1_500_000
"""Tags of one feed or file of a sitemap: 50,000 entries with 30 of them, as those with pictures have."""
MAX_AMPERSANDS = 500_000
"""Ampersands of one, each of which is looked at."""
MAX_EQUALS = 1_000_000
"""Equals signs of one: each may be an attribute's, which takes 220 bytes of memory."""
TAGS_AN_ENTRY = 100
"""Tags, on average, beyond which a file is cut: it holds something else than entries, which would not be freed."""
MAX_PARTS = 500
"""Elements in one entry."""


def bounded_html(text: str) -> str:
    """The beginning of a page's HTML that is read; what is cut off is told to the log."""
    cut = _end_of(text[:MAX_TEXT], "<", MAX_TAGS)
    if cut < len(text):
        logger.warning("Of a page of %d characters the first %d are read for links", len(text), cut)
    return text[:cut]


def is_deep(element: _Element) -> bool:
    """Whether the element stands in more elements than are looked at."""
    return next(islice(element.iterancestors(), MAX_DEPTH, None), None) is not None


def bounded_xml(body: bytes, *names: str) -> bytes:
    """The beginning of a feed or sitemap that is read, whose entries have these names; what is cut off is logged."""
    could_be = sum(body.count(name.encode()) for name in names)
    cut = _end_of(body, b"<", min(MAX_XML_TAGS, 1_000 + could_be * TAGS_AN_ENTRY))
    cut = min(cut, _end_of(body, b"&", MAX_AMPERSANDS), _end_of(body, b"=", MAX_EQUALS))
    if cut < len(body):
        logger.warning("Of a file of %d bytes the first %d are read for addresses", len(body), cut)
    return body[:cut]


def _end_of(text: AnyStr, mark: AnyStr, most: int) -> int:
    """Where so many marks end; the text's end, if it has no more."""
    if text.count(mark) <= most:
        return len(text)
    at = -1
    for _ in range(most + 1):
        at = text.find(mark, at + 1)
    return at

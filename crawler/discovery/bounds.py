"""Bounds on how much of one answer is read, so that no portal can keep us busy with one answer for long.

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
"""Links of one page, at most."""
MAX_DEPTH = 200
"""Elements around a link, at most."""
MAX_TEXT = 4_000_000
"""Characters of one page, at most."""
MAX_TAGS = 200_000
"""Tags of one page, opening and closing, at most; 0.4 s of work and 60 MB."""
MAX_ENTRIES = 50_000
"""Entries of one sitemap file, at most."""
MAX_FEED_ENTRIES = 5_000
"""Entries of one feed, at most; 1 s of work."""
MAX_XML_TAGS = 1_500_000
"""Tags of one feed or sitemap file, at most: 50,000 entries with 30 tags each, as those with pictures have."""
MAX_AMPERSANDS = 500_000
"""Ampersands of one feed or sitemap file, at most; each is looked at."""
MAX_EQUALS = 1_000_000
"""Equals signs of one feed or sitemap file, at most: each may belong to an attribute, which takes 220 bytes of
memory."""
TAGS_AN_ENTRY = 100
"""Tags per entry, on average, beyond which a file is cut: such a file holds something other than entries, and its
memory would not be freed."""
MAX_PARTS = 500
"""Elements in one entry, at most."""


def bounded_html(text: str) -> str:
    """Cut a page's HTML to the beginning that is read, and log the cut."""
    cut = _end_of(text[:MAX_TEXT], "<", MAX_TAGS)
    if cut < len(text):
        logger.warning("Of a page of %d characters the first %d are read for links", len(text), cut)
    return text[:cut]


def is_deep(element: _Element) -> bool:
    """Decide whether the element is nested too deep to be read: inside more than `MAX_DEPTH` elements."""
    return next(islice(element.iterancestors(), MAX_DEPTH, None), None) is not None


def bounded_xml(body: bytes, *names: str) -> bytes:
    """Cut a feed or sitemap, whose entries have these names, to the beginning that is read, and log the cut."""
    could_be = sum(body.count(name.encode()) for name in names)
    cut = _end_of(body, b"<", min(MAX_XML_TAGS, 1_000 + could_be * TAGS_AN_ENTRY))
    cut = min(cut, _end_of(body, b"&", MAX_AMPERSANDS), _end_of(body, b"=", MAX_EQUALS))
    if cut < len(body):
        logger.warning("Of a file of %d bytes the first %d are read for addresses", len(body), cut)
    return body[:cut]


def _end_of(text: AnyStr, mark: AnyStr, most: int) -> int:
    """Return the position of the first mark after `most` of them, or the text's length if it has no more than that."""
    if text.count(mark) <= most:
        return len(text)
    at = -1
    for _ in range(most + 1):
        at = text.find(mark, at + 1)
    return at

"""Recognition of HTML by the beginning of a body, since portals declare any content type."""

from __future__ import annotations

import re

_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?+(?>(?:<!--.{0,500}?-->\s*+)*)<(?:!doctype\s++html|html|head)\b",
    re.I | re.S,
)
"""No part can match in two ways: with several comments in a row that would take exponential time."""


def is_html(body: bytes) -> bool:
    """Check whether a body begins as an HTML page does, after a byte order mark, an XML declaration and comments."""
    return _HTML.match(body[:4096]) is not None

"""Recognise HTML by how a body begins, since portals call it by any type."""

from __future__ import annotations

import re

_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?+(?>(?:<!--.{0,500}?-->\s*+)*)<(?:!doctype\s++html|html|head)\b",
    re.I | re.S,
)
"""Nothing in it is tried in two ways: comments in a row would take exponential time."""


def is_html(body: bytes) -> bool:
    """Tell whether a body begins as an HTML page does, after a byte order mark, an XML declaration and comments."""
    return _HTML.match(body[:4096]) is not None

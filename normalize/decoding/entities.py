"""Repair entities that a CMS escaped twice, so that readers see `&nbsp;` and `&#7883;` in the text."""

from __future__ import annotations

import re
from html.entities import html5

_TWICE = re.compile(r"&amp;(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")


def once_escaped(text: str) -> str:
    """Remove one escape from entities that were escaped twice; an ampersand before other letters stays as it is."""
    return _TWICE.sub(_once, text) if "&amp;" in text else text


def _once(found: re.Match[str]) -> str:
    name = found[1]
    return f"&{name};" if name.startswith("#") or f"{name};" in html5 else found[0]

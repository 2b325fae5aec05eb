"""The fields on a page that a reader is to fill in, and which elements hold them."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

from lxml.html import HtmlElement

LEVELS = 4
"""Elements around a field that count as holding it: further out stands the page, which on ASP.NET is one form."""
TICKED = ("radio", "checkbox")
_SHOWN = ("text", "email", "tel", "number", "date", "file", "url", *TICKED)


def fields_in(tree: HtmlElement) -> dict[HtmlElement, list[str]]:
    """By element, the types of the fields that it holds; what can't be seen, buttons and searches are none."""
    found: dict[HtmlElement, list[str]] = defaultdict(list)
    for element in tree.iter("input", "textarea", "select"):
        kind = (element.get("type") or "text").lower() if element.tag == "input" else str(element.tag)
        if kind in _SHOWN or element.tag != "input":
            for around in islice(element.iterancestors(), LEVELS):
                found[around].append(kind)
    return dict(found)

"""What a page is for beside reading, fields to be filled in and films to be seen, and which elements hold it."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

from lxml.html import HtmlElement

LEVELS = 4
"""Elements around a field that count as holding it: further out stands the page, which on ASP.NET is one form."""
TICKED = ("radio", "checkbox")
PLAYER_LEVELS = 2
"""The same of a player: films in an article have a box of their own, and so has a page's window to a social network."""
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


def players_in(tree: HtmlElement) -> frozenset[HtmlElement]:
    """The elements that hold a player of films or sound."""
    players = tree.iter("video", "audio", "iframe", "embed", "object")
    return frozenset(around for player in players for around in islice(player.iterancestors(), PLAYER_LEVELS))

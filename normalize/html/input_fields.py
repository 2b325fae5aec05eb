"""Find fields to fill in and films to watch on a page, and the elements that hold them."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

from lxml.html import HtmlElement

LEVELS = 4
"""Elements around a field that count as holding it. Further out is the whole page, which on ASP.NET is one form."""
LOGIN_FIELD = "password"
TICKED = ("radio", "checkbox")
PLAYER_LEVELS = 2
"""Elements around a player that count as holding it: an article's films have a box of their own, and so has a page's
window to a social network.
"""
_SHOWN = ("text", "email", "tel", "number", "date", "file", "url", LOGIN_FIELD, *TICKED)


def fields_in(tree: HtmlElement) -> dict[HtmlElement, list[str]]:
    """Return, by element, the types of the fields in it; invisible fields, buttons and searches don't count."""
    found: dict[HtmlElement, list[str]] = defaultdict(list)
    for element in tree.iter("input", "textarea", "select"):
        kind = (element.get("type") or "text").lower() if element.tag == "input" else str(element.tag)
        if kind in _SHOWN or element.tag != "input":
            for around in islice(element.iterancestors(), LEVELS):
                found[around].append(kind)
    return dict(found)


def players_in(tree: HtmlElement) -> frozenset[HtmlElement]:
    """Return the elements that hold a player of films or sound."""
    players = tree.iter("video", "audio", "iframe", "embed", "object")
    return frozenset(around for player in players for around in islice(player.iterancestors(), PLAYER_LEVELS))

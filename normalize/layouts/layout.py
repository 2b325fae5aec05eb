"""Define a layout as data: the templates of a portal's pages, and what each knows of its places."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Any

FITS = 0.7
"""Least share of a template's frame that a page of it shows."""
FITS_NEARLY = 0.55
"""Least share where the page shows its headline at the template's place: a short article has few places."""
SURROUNDED = 0.3
"""Least share on a page of another kind with the same head, sidebars and foot."""


@dataclass(frozen=True)
class Template:
    """One kind of page of a portal: how to recognise it, and what is where. Places and texts are hashes."""

    frame: frozenset[int]
    """Places that nearly all of its pages have."""
    boilerplate: frozenset[int] = frozenset()
    """Texts at places, paired, that recur from page to page."""
    chrome: frozenset[int] = frozenset()
    """Places that only ever have texts that recur or lead elsewhere."""
    links: frozenset[int] = frozenset()
    """Places whose links lead to other pages."""
    ends: frozenset[int] = frozenset()
    """Texts at places, paired, behind which none of the article follows."""
    cut: frozenset[int] = frozenset()
    """Exact places of the outermost boxes with nothing of the article: they need not be read."""
    closing: frozenset[int] = frozenset()
    """Those `cut` boxes that hold a line behind which none of the article follows."""
    boxes: frozenset[int] = frozenset()
    """Exact places of the boxes that hold the text, one on each page."""
    beside: frozenset[int] = frozenset()
    """Places behind those boxes with new texts that are never the article's: comments."""
    title: tuple[int, ...] = ()
    """Places of the headline, the surest first; none where it was not learned."""
    published: tuple[int, ...] = ()
    """Places of the date, the surest first."""
    byline: tuple[int, ...] = ()
    """Places of the writer's name, the surest first."""
    listed: bool = False
    """True if lists, or links on few pages each, name most of its pages: they are articles."""
    pages: tuple[int, ...] = ()
    """Ids of the pages that it was learned from."""
    captures: tuple[int, ...] = ()
    """Ids of their captures."""

    def share_on(self, frame: Iterable[int]) -> float:
        """Return the share of its frame that a page shows."""
        return len(self.frame.intersection(frame)) / max(len(self.frame), 1)


@dataclass(frozen=True)
class Layout:
    """The templates that the pages of one portal taught."""

    templates: tuple[Template, ...] = ()

    @cached_property
    def hash(self) -> str:
        """Hash all that decides how a page is cleaned."""
        said = [_as_json(template, deciding=True) for template in self.templates]
        return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]

    def nearest(self, frame: frozenset[int]) -> list[tuple[Template, float]]:
        """Return the templates that a page may be of, the likeliest first, with the share of each that it shows.

        The likeliest has most places on the page: bare pages of a portal have few places, and all pages have those.
        """
        found = [(one, one.share_on(frame)) for one in self.templates]
        near = [(one, share) for one, share in found if share >= SURROUNDED]
        return sorted(near, key=lambda one: (one[1] >= FITS_NEARLY, one[1] * len(one[0].frame)), reverse=True)

    def as_json(self) -> list[dict[str, Any]]:
        """Return its templates as JSON."""
        return [_as_json(template, deciding=False) for template in self.templates]


def from_json(templates: Sequence[dict[str, Any]]) -> Layout:
    """Make a layout from its JSON."""
    return Layout(tuple(map(_template, templates)))


@lru_cache(maxsize=64)
def parsed(text: str) -> Layout:
    """Parse a layout from its JSON text, cached: the same text gives the same object."""
    return from_json(json.loads(text))


_SETS = ("frame", "boilerplate", "chrome", "links", "ends", "cut", "closing", "boxes", "beside")
_ORDERED = ("title", "published", "byline")


def _as_json(template: Template, *, deciding: bool) -> dict[str, Any]:
    sets = {name: [f"{one:x}" for one in sorted(getattr(template, name))] for name in _SETS}
    ordered = {name: [f"{one:x}" for one in getattr(template, name)] for name in _ORDERED}
    said: dict[str, Any] = {**sets, **ordered, "listed": template.listed}
    if not deciding:
        said |= {"pages": list(template.pages), "captures": list(template.captures)}
    return said


def _template(data: dict[str, Any]) -> Template:
    numbers = {name: [int(one, 16) for one in data.get(name, ())] for name in (*_SETS, *_ORDERED)}
    return Template(
        frame=frozenset(numbers["frame"]),
        boilerplate=frozenset(numbers["boilerplate"]),
        chrome=frozenset(numbers["chrome"]),
        links=frozenset(numbers["links"]),
        ends=frozenset(numbers["ends"]),
        cut=frozenset(numbers["cut"]),
        closing=frozenset(numbers["closing"]),
        boxes=frozenset(numbers["boxes"]),
        beside=frozenset(numbers["beside"]),
        title=tuple(numbers["title"]),
        published=tuple(numbers["published"]),
        byline=tuple(numbers["byline"]),
        listed=bool(data.get("listed")),
        pages=tuple(data.get("pages", ())),
        captures=tuple(data.get("captures", ())),
    )

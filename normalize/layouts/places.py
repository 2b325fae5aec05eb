"""Hash a block's place on its page, and its text, so that both are recognised on other pages. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from lxml.html import HtmlElement

from normalize.fields.byline import is_labelled
from normalize.html.blocks import Block
from normalize.text import squeezed, word_count

LONGEST = 300
"""Characters of a text that are hashed."""
MOST_CLASSES = 6
"""Most classes of an element that count; some page builders give dozens."""
DEEPEST = 60
"""Most elements above a place that count."""
_DIGITS = re.compile(r"\d+")
_NUMBERED = re.compile(r"(?<=[a-z]{3})([-_]?)\d{2,}")
"""A number in a name behind a word, which may be the article's own ("post-123"); that in "c765" or "col-8" is part of
the name.
"""
_MADE_UP = re.compile(r"\d[a-z]+\d|[a-z]\d+[a-z]\d|[0-9a-f]{8}|[a-z]{2,}[A-Z]\w*\d|\d{4}", re.ASCII)
"""Class names that a program invents with each build of a site ("css-1x2y3z", "sc-bdVaJa4", "post-20240")."""
LONGEST_NAME = 60
"""Characters of the longest class name that a person may have given."""
_DRAWN = re.compile(r"[-_](?:[0-9a-f]{6,}|(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{5,})$", re.IGNORECASE)
"""A suffix that a program puts behind a constant name ("title_3fa2c1")."""
LONGEST_LABEL = 4
"""Most words of a label before links ("Từ khóa:"); a sentence with a link has more."""
_FLOWING = frozenset(
    "a abbr b big blockquote br center cite code dd dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 i img label li "
    "mark p pre s small span strong sub sup u".split()
)
"""Elements that follow each other in a text: their number says nothing of their place."""
_INLINE = frozenset("a abbr b big br cite code em font i label mark s small span strong sub sup u".split())


@dataclass(frozen=True, slots=True)
class Place:
    """The position of an element on its page, as hashes of its path from the body."""

    loose: int
    """By tags and classes."""
    exact: int
    """By tags, classes and, for boxes without a class, their number."""
    boxes: tuple[int, ...] = ()
    """The exact places of the boxes around it, outermost first, and its own if it is a box."""


def places_of(tree: HtmlElement) -> dict[HtmlElement, Place]:
    """Return the place of each element under the body; inline elements have their paragraph's place.

    The mapping keeps the elements alive, so that places can be asked for after the tree was pruned.
    """
    body = tree.find("body")
    if body is None:
        return {}
    top = Place(0, 0)
    below_of: dict[int, dict[_Key, Place]] = defaultdict(dict)  # by the object: most siblings share it
    found: dict[HtmlElement, Place] = {body: top}
    level = [(body, top)]
    for _ in range(DEEPEST):
        below: list[tuple[HtmlElement, Place]] = []
        for parent, place in level:
            numbers: dict[str, int] = {}
            known = below_of[id(place)]
            for child in parent:
                tag = child.tag
                if not isinstance(tag, str):
                    continue
                here = place
                if tag not in _INLINE:
                    key = _key(child, tag, numbers)
                    if (one := known.get(key)) is None:
                        one = known[key] = _below(place, tag, key)
                    here = one
                found[child] = here
                if len(child):
                    below.append((child, here))
        if not below:
            break
        level = below
    return found


_Key = tuple[str, int]
"""Name of an element, and (for a box without a class) its number among its siblings; else 0."""


def _key(element: HtmlElement, tag: str, numbers: dict[str, int]) -> _Key:
    classes, id_ = element.get("class"), element.get("id")
    name = _name(tag, classes or "", id_ or "") if classes or id_ else tag
    if name != tag or tag in _FLOWING:
        return name, 0
    numbers[tag] = numbers.get(tag, 0) + 1
    return name, numbers[tag]


def _below(place: Place, tag: str, key: _Key) -> Place:
    name, number = key
    here = _step(place.exact, f"{name}:{number}" if number else name)
    return Place(_step(place.loose, name), here, place.boxes if tag in _FLOWING else (*place.boxes, here))


@lru_cache(maxsize=4096)
def _name(tag: str, classes: str, id_: str) -> str:
    """Name an element by its tag and classes, else its id; numbers and made-up names are masked."""
    names = sorted({_masked(one) for one in classes.split()[:MOST_CLASSES]} - {""})
    if not names and id_:
        names = [f"#{_masked(id_)}"] if _masked(id_) else []
    return ".".join((tag, *names))


def _masked(name: str) -> str:
    name = _DRAWN.sub("", name)
    return "" if len(name) > LONGEST_NAME or _MADE_UP.search(name) else _NUMBERED.sub(r"\1", name.lower())


@lru_cache(maxsize=16384)
def _step(above: int, name: str) -> int:
    return hashed(f"{above:x}/{name}")


def hashed(text: str) -> int:
    """Hash a text to 63 bits, the same in every process."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 1


def paired(place: int, text: int) -> int:
    """Hash a text at a place to one number."""
    return hashed(f"{place:x}:{text:x}")


def place_of(block: Block, places: dict[HtmlElement, Place]) -> Place | None:
    """Return the place of a block; None if the block is not under the body."""
    return places.get(block.element) if block.element is not None else None


def text_key(block: Block) -> int:
    """Hash a block's text to recognise it on other pages: letters alone, 0 for every number; 0 for an empty text."""
    if block.kind == "image":
        source = block.element.get("src") or block.element.get("data-src") or "" if block.element is not None else ""
        return hashed(f"img:{source.partition('?')[0][:LONGEST]}")
    text = _DIGITS.sub("0", squeezed(block.text[:LONGEST]))
    return hashed(text) if text else 0


def label_key(block: Block) -> int:
    """Hash the few words beside a block's links; 0 where there are none, or where they name a writer or source."""
    if not block.unlinked or word_count(block.unlinked) > LONGEST_LABEL or is_labelled(block.text):
        return 0
    text = _DIGITS.sub("0", squeezed(block.unlinked))
    return hashed(f"label:{text}") if text.strip("0") else 0

"""A block's place on a page, and its text as far as it can be known again: both as hashes. Pure."""

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
"""Characters of a text by which it is known again."""
MOST_CLASSES = 6
"""Classes of an element that count; some builders of pages give dozens."""
DEEPEST = 60
"""Elements above a place that tell it from others."""
_DIGITS = re.compile(r"\d+")
_NUMBERED = re.compile(r"(?<=[a-z]{3})([-_]?)\d{2,}")
"""A number in a name behind a word, which may be the article's own ("post-123"); that in "c765" or "col-8" is none."""
_MADE_UP = re.compile(r"\d[a-z]+\d|[a-z]\d+[a-z]\d|[0-9a-f]{8}|[a-z]{2,}[A-Z]\w*\d|\d{4}", re.ASCII)
"""Class names that a program draws anew with each build of a site ("css-1x2y3z", "sc-bdVaJa4", "post-20240")."""
LONGEST_NAME = 60
"""Characters of a class name that a person may have given."""
_DRAWN = re.compile(r"[-_](?:[0-9a-f]{6,}|(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{5,})$", re.IGNORECASE)
"""What a program puts behind a name that stays ("title_3fa2c1")."""
LONGEST_LABEL = 4
"""Words before links that say what they are ("Từ khóa:"); a sentence with a link has more."""
_FLOWING = frozenset(
    "a abbr b big blockquote br center cite code dd dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 i img label li "
    "mark p pre s small span strong sub sup u".split()
)
"""Elements that follow each other in a text: which one of several it is says nothing of its place."""
_INLINE = frozenset("a abbr b big br cite code em font i label mark s small span strong sub sup u".split())


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element stands, as hashes of its path from the body."""

    loose: int
    """By tags and classes."""
    exact: int
    """By tags, classes and, for boxes without a class, by which of several it is."""
    boxes: tuple[int, ...] = ()
    """The exact places of the boxes that it stands in, outermost first; its own, where it is one."""


def places_of(tree: HtmlElement) -> dict[HtmlElement, Place]:
    """The place of each element under the body. Inline elements stand where their paragraph stands.

    The mapping keeps the elements alive, so that places can be asked for after the tree was pruned.
    """
    body = tree.find("body")
    if body is None:
        return {}
    top = Place(0, 0)
    below_of: dict[int, dict[_Key, Place]] = defaultdict(dict)  # by the object: most elements have brothers at theirs
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
"""What an element is called, and (for a box without a class) which of several it is; else 0."""


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
    """What an element is called: its tag and classes, else its id; numbers and made-up names masked."""
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
    """63 bits of a text, the same in every process."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 1


def paired(place: int, text: int) -> int:
    """A text at a place, as one number."""
    return hashed(f"{place:x}:{text:x}")


def place_of(block: Block, places: dict[HtmlElement, Place]) -> Place | None:
    """Where a block stands; None for what is not under the body."""
    return places.get(block.element) if block.element is not None else None


def text_key(block: Block) -> int:
    """A hash by which a block's text is known again: letters alone, 0 for every number. 0 where it says nothing."""
    if block.kind == "image":
        source = block.element.get("src") or block.element.get("data-src") or "" if block.element is not None else ""
        return hashed(f"img:{source.partition('?')[0][:LONGEST]}")
    text = _DIGITS.sub("0", squeezed(block.text[:LONGEST]))
    return hashed(text) if text else 0


def label_key(block: Block) -> int:
    """A hash of the few words beside a block's links; 0 where there are none, or where they name a writer or source."""
    if not block.unlinked or word_count(block.unlinked) > LONGEST_LABEL or is_labelled(block.text):
        return 0
    text = _DIGITS.sub("0", squeezed(block.unlinked))
    return hashed(f"label:{text}") if text.strip("0") else 0

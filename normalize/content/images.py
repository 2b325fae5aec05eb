"""Take the pictures of an article out of its blocks, each with its caption, wherever the editor put that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from corpus.articles.records import Image
from normalize.content.captions import announced, is_file_name, looks_like_caption, repeats_last_sentence, split_caption
from normalize.html.blocks import Block
from normalize.html.urls import absolute
from normalize.text import one_line, squeezed, word_count, words

_SOURCES = ("data-src", "data-original", "data-lazy-src", "src")
_SETS = ("data-srcset", "srcset")
_OFFERED = re.compile(r"(?:^|,)\s*([^\s,](?:[^\s]*[^\s,])?)(?:\s+([0-9]{1,6}(?:\.[0-9]{1,3})?)[wx])?(?=\s*(?:,\s|$))")
_ORNAMENT = re.compile(
    r"(?:^|[/_\-])(?:spacer|blank|pixel|icon|icons|emoticons?|smil(?:ey|ies)|bullet|arrow|logo|print|new|loading|avatar|"
    r"button|btn|counter|banner|dot|back|qc\d*)[\w\-]*\.(?:gif|png|jpe?g|svg|webp|asp|aspx|php)$",
    re.IGNORECASE,
)
LONGEST_NAME = 255
"""Characters of a file's name that are read: file systems allow no more."""
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|tiff?|avif|heic)$", re.IGNORECASE)
LARGE_FRAME = 120
"""Words in the largest frame of a picture: an element with more is no frame."""
SMALL_FRAME = 40
"""Words: a table of pictures with fewer holds captions only; one with more may be the layout of the article."""
SMALLEST = 48
"""Pixels: a picture that says it is narrower or lower is an ornament."""


@dataclass(slots=True)
class _Slot:
    """A picture whose caption is not settled yet: its position among the blocks, and its fields so far."""

    position: int
    frame: HtmlElement | None = None
    url: str | None = None
    file_name: str | None = None
    caption: str | None = None
    credit: str | None = None

    def take(self, text: str) -> None:
        caption, credit = split_caption(text)
        self.caption, self.credit = caption or self.caption, credit or self.credit

    def image(self) -> Image:
        return Image(self.url, self.file_name, self.caption, self.credit)


def take_pictures(blocks: list[Block], base_url: str) -> tuple[list[Block], tuple[Image, ...]]:
    """Separate the blocks from pictures, file names and captions; also return the pictures in order."""
    slots = _slots(blocks, base_url)
    gone = {slot.position for slot in slots}
    gone |= {at for at, block in enumerate(blocks) if block.kind == "image" or _is_name_line(block)}
    taking = _Taking(blocks, {slot.position: slot for slot in slots}, gone)
    for at, block in enumerate(blocks):
        if at not in gone and block.kind != "table" and taking.give(block, at):
            gone.add(at)
        taking.go_past(block, at)
    slots = sorted(taking.slots.values(), key=lambda slot: slot.position)
    return [block for at, block in enumerate(blocks) if at not in gone], tuple(slot.image() for slot in slots)


def _is_name_line(block: Block) -> bool:
    return block.kind != "table" and is_file_name(block.text)


def _slots(blocks: list[Block], base_url: str) -> list[_Slot]:
    slots: list[_Slot] = []
    for at, block in enumerate(blocks):
        if block.kind == "image" and block.element is not None:
            address = _address(block.element)
            if address and not _is_ornament(block.element, address):
                slots.append(_Slot(at, block.frame, absolute(address, base_url), _file_name(address)))
        elif _is_name_line(block) and not _shown_nearby(block.text, at, blocks):
            slots.append(_Slot(at, file_name=block.text.strip()))
    return slots


def _shown_nearby(name: str, at: int, blocks: list[Block]) -> bool:
    near = blocks[max(0, at - 3) : at + 4]
    addresses = [_address(block.element) for block in near if block.kind == "image" and block.element is not None]
    return any(squeezed(_file_name(address) or "") == squeezed(name) for address in addresses) or bool(
        addresses and at and blocks[at - 1].kind == "image"
    )


def _address(element: HtmlElement) -> str:
    for name in _SOURCES:
        address = (element.get(name) or "").strip()
        if address and not address.startswith("data:"):
            return address
    return next(filter(None, (_largest(element.get(name) or "") for name in _SETS)), "")


def _largest(srcset: str) -> str:
    """Return the address of the largest picture that a srcset offers: addresses may hold commas, but no spaces."""
    offered = [(float(size or 1), address) for address, size in _OFFERED.findall(srcset)]
    return max(offered, key=lambda one: one[0], default=(0.0, ""))[1]


def _file_name(address: str) -> str | None:
    try:
        path = urlsplit(address).path
    except ValueError:
        return None
    parts = unquote(path).rstrip("/").split("/")
    named = [part for part in parts if _PICTURE.search(part)]  # Liferay puts an id behind the name
    return one_line((named or parts)[-1]) or None


def _is_ornament(element: HtmlElement, address: str) -> bool:
    for name in ("width", "height"):
        size = re.match(r"\d{1,5}", element.get(name) or "")
        if size and int(size[0]) < SMALLEST and "%" not in (element.get(name) or ""):
            return True
    return _ORNAMENT.search(address.partition("?")[0].rpartition("/")[2][-LONGEST_NAME:]) is not None


class _Taking:
    """Pictures whose captions are not settled yet, and the positions of blocks that are no text.

    `slots`: pictures by position. The blocks are read once, from first to last, so that thousands of captions in a row
    need no search backwards.
    """

    def __init__(self, blocks: list[Block], slots: dict[int, _Slot], gone: set[int]) -> None:
        self.slots, self.gone = slots, gone
        self.before: _Slot | None = None
        """The picture before the present block, with no text in between."""
        self.after = _next_ones(len(blocks), slots, gone)
        """The picture behind each block, with no text in between."""
        self.text = ""
        """The text before the present block."""
        self._framed: dict[HtmlElement, list[_Slot]] = {}
        for slot in slots.values():
            if slot.frame is not None:
                self._framed.setdefault(slot.frame, []).append(slot)
        self._words = {frame: len(words(str(frame.text_content()))) for frame in self._framed}

    def give(self, block: Block, at: int) -> bool:
        """Give the block to a picture as its caption, if it is one."""
        before, after, framed = self.before, self.after[at], self.framed(block, at)
        free = next((slot for slot in (framed, before, after) if slot is not None and slot.caption is None), None)
        if announced(block.text):
            caption, _ = split_caption(block.text)
            self.take(block, at, (before or framed or free) if caption is None else free)
            return True
        if framed is not None or (before is not None and before.caption is None):
            target = framed or before
            if target is not None and target.caption is None and (framed is not None or looks_like_caption(block)):
                target.take(block.text)
                return True
        formed = block.caption or block.italic or (block.centred and not block.bold and block.text[-1] not in ".:;!?…/")
        if after is not None and after.caption is None and formed and looks_like_caption(block):
            after.take(block.text)
            return True
        if at and repeats_last_sentence(block.text, self.text):
            self.take(block, at, free)
            return True
        return False

    def take(self, block: Block, at: int, slot: _Slot | None) -> None:
        """Give the block's words to a picture; without `slot`, they make a new one for a picture that is missing."""
        (slot or self.slots.setdefault(at, _Slot(at))).take(block.text)

    def go_past(self, block: Block, at: int) -> None:
        """Go on to the next block."""
        if at in self.gone:
            self.before = self.slots.get(at, self.before)
        else:
            self.before, self.text = None, block.text

    def framed(self, block: Block, at: int) -> _Slot | None:
        """Return the picture in the same figure, or the same small table, as the block."""
        frame = block.frame
        if (
            frame is None
            or frame not in self._framed
            or word_count(block.text) > 60
            or self._words[frame] > LARGE_FRAME
        ):
            return None
        if frame.tag == "table" and not (looks_like_caption(block) or self._words[frame] <= SMALL_FRAME):
            return None
        free = [slot for slot in self._framed[frame] if slot.caption is None]
        # A row of captions below a row of pictures goes in their order.
        return next((slot for slot in free if slot.position < at), free[0] if free else None)


def _next_ones(count: int, slots: dict[int, _Slot], gone: set[int]) -> list[_Slot | None]:
    """Return, by position, the next picture with no text in between."""
    following: list[_Slot | None] = [None] * count
    for at in range(count - 1, 0, -1):
        following[at - 1] = slots.get(at, following[at]) if at in gone else None
    return following

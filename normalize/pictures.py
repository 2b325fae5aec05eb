"""Takes the pictures of an article out of its blocks, each with its caption, wherever the editor put that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from corpus.records import Image
from normalize.addresses import absolute
from normalize.blocks import Block
from normalize.captions import announced, is_file_name, looks_like_caption, repeats_last_sentence, split_caption
from normalize.text import one_line, squeezed, word_count, words

_SOURCES = ("data-src", "data-original", "data-lazy-src", "src")
_ORNAMENT = re.compile(
    r"(?:^|[/_\-])(?:spacer|blank|pixel|icon|icons|emoticons?|smil(?:ey|ies)|bullet|arrow|logo|print|new|loading|avatar|"
    r"button|btn|counter|banner|dot|back|qc\d*)[\w\-]*\.(?:gif|png|jpe?g|svg|webp|asp|aspx|php)$",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|tiff?|avif|heic)$", re.IGNORECASE)
SMALL_FRAME = 40
"""Words: a table of pictures with so few holds captions only; one with more may be the layout of the article."""
SMALLEST = 48
"""Pixels: a picture that says it is narrower or lower is an ornament."""


@dataclass(slots=True)
class _Slot:
    """A picture on its way: where it stood among the blocks, and what is known of it."""

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
    """The blocks without pictures, file names and captions; and the pictures in order."""
    slots = _slots(blocks, base_url)
    gone = {slot.position for slot in slots}
    gone |= {at for at, block in enumerate(blocks) if block.kind == "image" or _is_name_line(block)}
    for at, block in enumerate(blocks):
        if at not in gone and block.kind != "table" and _give(block, at, blocks, slots, gone):
            gone.add(at)
    slots.sort(key=lambda slot: slot.position)
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
    return ""


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
    return _ORNAMENT.search(address.partition("?")[0]) is not None


def _give(block: Block, at: int, blocks: list[Block], slots: list[_Slot], gone: set[int]) -> bool:
    """Give the block to a picture as its caption, if it is one."""
    before = _beside(at, -1, slots, gone)
    after = _beside(at, +1, slots, gone)
    framed = _framed(block, at, slots)
    free = next((slot for slot in (framed, before, after) if slot is not None and slot.caption is None), None)
    if announced(block.text):
        caption, _ = split_caption(block.text)
        if caption is None and (before or framed):
            (before or framed).take(block.text)  # type: ignore[union-attr]  # one of the two is there
        else:
            _take_or_stand_alone(block, at, slots, free)
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
    if at and repeats_last_sentence(block.text, _previous_text(at, blocks, gone)):
        _take_or_stand_alone(block, at, slots, free)
        return True
    return False


def _take_or_stand_alone(block: Block, at: int, slots: list[_Slot], free: _Slot | None) -> None:
    slot = free or _Slot(at)
    slot.take(block.text)
    if free is None:
        slots.append(slot)


def _beside(at: int, step: int, slots: list[_Slot], gone: set[int]) -> _Slot | None:
    at += step
    if at not in gone:
        return None
    by_position = {slot.position: slot for slot in slots}
    while at in gone:
        if at in by_position:
            return by_position[at]
        at += step
    return None


def _framed(block: Block, at: int, slots: list[_Slot]) -> _Slot | None:
    """The picture in the same figure, or the same small table, as the block."""
    frame = block.frame
    if frame is None or word_count(block.text) > 60 or len(words(str(frame.text_content()))) > 120:
        return None
    if frame.tag == "table" and not (looks_like_caption(block) or len(words(str(frame.text_content()))) <= SMALL_FRAME):
        return None
    free = [slot for slot in slots if slot.frame is frame and slot.caption is None]
    # A row of captions below a row of pictures goes in their order.
    return next((slot for slot in free if slot.position < at), free[0] if free else None)


def _previous_text(at: int, blocks: list[Block], gone: set[int]) -> str:
    for back in range(at - 1, -1, -1):
        if back not in gone:
            return blocks[back].text
    return ""

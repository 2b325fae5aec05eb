"""Recognise captions of pictures by their place and form, and separate the credit at their end."""

from __future__ import annotations

import re
from functools import lru_cache

from normalize.fields.byline import is_name
from normalize.html.blocks import Block
from normalize.text import squeezed, word_count

LONGEST_CAPTION = 70
"""Words of the longest caption: longer lines beside a picture are paragraphs, whatever their form."""
LONGEST_CENTRED = 35
"""Words of the longest caption known by being centred: on old pages whole layouts are centred."""
LONGEST_PLAIN = 30
"""Words of the longest caption without a form of its own, known only by being under a picture."""

_FILE_NAME = re.compile(r"[\w\-. ()%+]{1,120}\.(?:jpe?g|png|gif|bmp|webp|tiff?|heic)", re.IGNORECASE)
_PHOTO = re.compile(r"^\(?\s*(?:Ảnh|ẢNH|Hình|Ảnh minh họa)\s*(?:\d+\s*)?[:：]\s*")
_CREDIT = re.compile(
    r"(?<![\s(\[\-–/|])[\s(\[\-–/|]*\b(?:Ảnh|ẢNH|ảnh|Nguồn ảnh|Photo)\s*+[:：]\s*+(?P<credit>[^:()]{2,60}?)[\s.)\]]*+$"
)
_ENUMERATED = re.compile(r"^(?:\d{1,2}|[IVX]{1,5}|[a-zđ])[.)]\s")
_CLOSING = " .!?…:;,\"'”’)]/"
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def is_file_name(text: str) -> bool:
    """Decide whether a line is a bare image file name (IMG_0037.jpg)."""
    bare = text.strip()
    return "." in bare[-5:-3] and _FILE_NAME.fullmatch(bare) is not None


def announced(text: str) -> bool:
    """Decide whether a line announces itself as a caption ("Ảnh: …")."""
    return _PHOTO.match(text) is not None and word_count(text) <= LONGEST_CAPTION


def looks_like_caption(block: Block) -> bool:
    """Decide by its form whether a block beside a picture is its caption."""
    if block.kind not in ("paragraph", "heading") or word_count(block.text) > LONGEST_CAPTION:
        return False
    if block.caption or block.italic:
        return True
    if block.centred and not _ENUMERATED.match(block.text) and word_count(block.text) <= LONGEST_CENTRED:
        return True
    return _plain_caption(block)


def _plain_caption(block: Block) -> bool:
    if block.bold or block.kind == "heading" or _ENUMERATED.match(block.text) or block.right:
        return False
    return word_count(block.text) <= LONGEST_PLAIN and block.text[-1] not in ".:;!?…,/"


def repeats_last_sentence(text: str, paragraph: str) -> bool:
    """Decide whether a line repeats the last sentence of a paragraph that has other sentences, too."""
    ends = text.rstrip(_CLOSING)[-1:].lower(), paragraph.rstrip(_CLOSING)[-1:].lower()
    if ends[0] != ends[1] and all(map(str.isalnum, ends)):
        return False  # the last letters of most lines differ: no need to compare the rest
    return squeezed(text) == _last_sentence(paragraph) != ""


@lru_cache(maxsize=2)
def _last_sentence(paragraph: str) -> str:
    """Return the letters of the last of several sentences, cached: thousands of lines may follow one long paragraph."""
    sentences = _SENTENCE_END.split(paragraph.strip())
    return squeezed(sentences[-1]) if len(sentences) > 1 else ""


def split_caption(text: str) -> tuple[str | None, str | None]:
    """Separate a caption's words from its credit: ("Toàn cảnh Hội nghị.", "Bá Hoàng"). Either may be None."""
    while opened := _PHOTO.match(text):
        text = text[opened.end() :].rstrip(" )") if text.startswith("(") else text[opened.end() :]
        if is_name(text.strip(" .")):
            return None, text.strip(" .")
    match = _CREDIT.search(text)
    if match and match.start() > 0:
        return text[: match.start()].strip() or None, match["credit"].strip()
    return text.strip() or None, None

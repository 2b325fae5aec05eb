"""Collect the documents that an article links to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml.html import HtmlElement, builder

from corpus.articles.records import Attachment
from normalize.html.blocks import Block
from normalize.html.urls import absolute
from normalize.text import one_line, squeezed, text_in

_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|zip|rar|7z)(?:/[0-9a-f-]{36})?$", re.IGNORECASE)
_MAY_BE = re.compile(r"%|\.(?:pdf|doc|xls|ppt|odt|ods|rtf|zip|rar|7z)", re.IGNORECASE)
"""Matches part of every document's address or link text: few links have it, and parsing addresses is slow."""
_LABEL = re.compile(
    r"(?:(?:tệp|file|tập tin|văn bản|tài liệu|phụ lục)(?:\s+(?:tin\s+)?(?:đính kèm|kèm theo))?|đính kèm|tải về|"
    r"tải file|download|xem (?:chi tiết|toàn văn|file)(?: tại đây)?|tại đây|toàn văn)\s*:?",
    re.IGNORECASE,
)


def show_embedded(tree: HtmlElement) -> None:
    """Replace each frame that shows a document, by itself or through a viewer, by a link to the document."""
    for frame in list(tree.iter("iframe", "object", "embed")):
        url = _shown_document(frame.get("data") or frame.get("src") or "")
        if url and frame.getparent() is not None:
            link = builder.A(PurePosixPath(unquote(urlsplit(url).path)).name, href=url)
            link.tail, frame.tail = frame.tail, None
            frame.getparent().replace(frame, builder.P(link))


def _shown_document(address: str) -> str | None:
    """Return the address of the document that a frame shows: its own, or the one that it gives to a viewer."""
    if not address or not _MAY_BE.search(address):
        return None
    try:
        given = parse_qsl(urlsplit(address.strip()).query)
    except ValueError:
        return None
    shown = (value for _, value in given if "/" in value and is_document(value))
    return next(shown, address if is_document(address) else None)


def attachments_of(places: Iterable[HtmlElement], base_url: str) -> tuple[Attachment, ...]:
    """Return the documents linked in these places, in order, each once.

    The title is the link's text, unless that says only "here".
    """
    found: dict[str, Attachment] = {}
    any_may_be = _MAY_BE.search(base_url) is not None
    for link in (link for place in places for link in place.iter("a")):
        href, text = link.get("href") or "", text_in(link)
        if not (any_may_be or _MAY_BE.search(href) or "." in text or "%" in text):
            continue
        title = one_line(text)
        if not (any_may_be or _MAY_BE.search(href) or _MAY_BE.search(title)):
            continue
        url = absolute(href, base_url)
        # Some CMSs serve documents by number, and only the link's text is the file's name.
        named = _DOCUMENT.search(title) is not None and url != base_url.partition("#")[0]
        if url and (hands_out(url) or named) and url not in found:
            label = _LABEL.fullmatch(title.strip(" .()[]"))
            found[url] = Attachment(url, None if not title or label else title)
    return tuple(found.values())


def is_document(url: str) -> bool:
    """Decide whether an address ends like that of a document."""
    try:
        if _MAY_BE.search(url) is None:
            return False
        parts = urlsplit(url)
        return _DOCUMENT.search(unquote(parts.path)) is not None or any(
            _DOCUMENT.search(value) for _, value in parse_qsl(parts.query)
        )
    except ValueError:
        return False


def hands_out(url: str) -> bool:
    """Decide whether an address serves a document.

    It is the document's own, or a program's with a file name in it (`/tai-ve.ashx?f=27-NQ.pdf`).
    """
    if is_document(url):
        return True
    try:
        return _MAY_BE.search(url) is not None and any(
            _DOCUMENT.search(value) for _, value in parse_qsl(urlsplit(url).query)
        )
    except ValueError:
        return False


def without_attachment_lines(blocks: list[Block], attachments: tuple[Attachment, ...]) -> list[Block]:
    """Drop blocks that are only the link to an attachment, with or without a label before it."""
    titles = {squeezed(attachment.title) for attachment in attachments if attachment.title}
    return [block for block in blocks if not _is_attachment_line(block, titles, bool(attachments))]


def _lists_documents(table: Block) -> bool:
    """Decide whether a table only lists documents: each of its rows but the first links to one."""
    rows = list(table.element.iter("tr")) if table.element is not None else []
    linked = [any(is_document(link.get("href") or "") for link in row.iter("a")) for row in rows]
    return len(linked) > 1 and all(linked[1:])


def _is_attachment_line(block: Block, titles: set[str], any_there: bool) -> bool:
    if block.kind == "table":
        return any_there and _lists_documents(block)
    if not any_there or block.kind == "heading":
        return False  # a heading that links to a document introduces a text about it
    text = block.text.strip(" .-+•")
    if block.linked >= 0.95 and squeezed(text) in titles:
        return True
    label = _LABEL.match(text)
    return label is not None and (label.end() == len(text) or squeezed(text[label.end() :]) in titles)

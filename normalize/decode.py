"""From the bytes of a page to text: byte order mark, HTTP header, the page's own word, then UTF-8, then Vietnamese."""

from __future__ import annotations

import codecs
import re

from corpus.records import Reason
from normalize.errors import RejectedError
from normalize.text import mend_encoding

MAX_BYTES = 20_000_000
"""Pages beyond this are refused unread: the largest article page seen, with its menus, had 0.3 MB."""

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_BINARY = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"\x7fELF")
_NOT_TEXT = re.compile(r"^\s*(?:application/(?!xhtml|xml)|image/|audio/|video/|font/)", re.IGNORECASE)


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of a page. Raises RejectedError where it is empty, too large, no text, or in no charset that we know."""
    _refuse(body, content_type)
    for mark, charset in _MARKS:
        if body.startswith(mark):
            return mend_encoding(body[len(mark) :].decode(charset, "replace").replace("\0", ""))
    body = body.replace(b"\0", b"")
    for charset in _declared(body, content_type):
        text = _decoded(body, charset)
        if text is not None:
            return mend_encoding(text)
    return mend_encoding(_lossy(body))


def _refuse(body: bytes, content_type: str | None) -> None:
    if len(body) > MAX_BYTES:
        raise RejectedError(Reason.TOO_LARGE, f"{len(body):,} bytes; the limit is {MAX_BYTES:,}")
    if not body.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise RejectedError(Reason.EMPTY, "no bytes but blanks")
    if body.startswith(_BINARY) or (content_type and _NOT_TEXT.match(content_type)):
        raise RejectedError(Reason.NOT_HTML, content_type or repr(body[:4]))


def _declared(body: bytes, content_type: str | None) -> list[str]:
    header = _HEADER_CHARSET.search(content_type or "")
    meta = _META_CHARSET.search(body[:8192])
    names = [header.group(1) if header else "", meta.group(1).decode("ascii", "ignore") if meta else ""]
    # UTF-8 that decodes strictly is UTF-8, whatever a server's default header says: other charsets never look like it.
    return ["utf-8", *(name for name in names if name)]


def _decoded(body: bytes, charset: str) -> str | None:
    try:
        return body.decode("cp1252" if charset.lower() in ("iso-8859-1", "latin-1", "ascii") else charset)
    except (UnicodeDecodeError, LookupError):
        return None


def _lossy(body: bytes) -> str:
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken > 20 and broken > len(text) * 0.02:
        text = body.decode("cp1258", "replace")
        if text.count("\ufffd") > len(text) * 0.02 or not _looks_like_html(text):
            raise RejectedError(Reason.UNDECODABLE, f"{broken} bytes in no charset that the page or its header names")
    return text


def _looks_like_html(text: str) -> bool:
    return re.search(r"<(?:html|body|div|p|table|title)\b", text, re.IGNORECASE) is not None

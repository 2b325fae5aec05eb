"""Decode a page: byte order mark, HTTP header, the charset that the page names, then UTF-8, then Vietnamese."""

from __future__ import annotations

import codecs
import re
import unicodedata

import ftfy.bad_codecs  # noqa: F401 (registers sloppy-windows-1252)

from corpus.articles.records import Reason
from normalize.decoding.legacy_encodings import main_encoding
from normalize.decoding.legacy_tables import WINDOWS_1258
from normalize.decoding.mojibake import repair_mojibake
from normalize.decoding.vietnamese_letters import vietnamese_letters
from normalize.rejection import RejectedError
from seeds.pages.html_detection import is_html

MAX_BYTES = 20_000_000
"""Larger pages are refused unread: the largest article page seen, with its menus, had 0.3 MB."""

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEADER_CHARSET = re.compile(r"charset\s*+=\s*+[\"']?+\s*+([\w-]+)", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*+=\s*+[\"']?+\s*+([\w-]{2,30})", re.IGNORECASE)
_BINARY = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"\x7fELF")
_LATIN = ("iso-8859-1", "iso8859-1", "latin-1", "latin1", "ascii", "us-ascii", "windows-1252", "cp1252")
"""Names that browsers read as Windows-1252. Its five gaps are control codes, and never make a page undecodable."""
_1258 = ("windows-1258", "cp1258", "x-cp1258")
_OLD_VIETNAMESE = ("viscii", "x-viscii", "tcvn", "tcvn3", "x-viet-tcvn", "x-viet-tcvn5712", "x-viet-vni", "vni")
"""Names that no browser knew: such pages were read as Latin, and the encoding is decided line by line."""
_TAGS = re.compile("<[^<>]*>")
_NO_CONTROLS = bytes(code for code in range(256) if 32 <= code < 127 or code >= 160 or code in b"\t\n\r")
_NOT_TEXT = re.compile(r"^\s*(?:application/(?!xhtml|xml)|image/|audio/|video/|font/)", re.IGNORECASE)


def _gap(error: UnicodeError) -> tuple[str, int]:
    """Decode a byte that a charset leaves out as browsers do: to the control code of the same number."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("latin-1-gaps", _gap)


def decode(body: bytes, content_type: str | None = None) -> str:
    """Return the text of a page.

    Raises RejectedError where the page is empty, too large, no text, or in no known charset.
    """
    _refuse(body, content_type)
    return vietnamese_letters(repair_mojibake(_text(body, content_type)))


def _text(body: bytes, content_type: str | None) -> str:
    for mark, charset in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, "replace").replace("\0", "")
    body = body.replace(b"\0", b"")
    for charset in _declared(body, content_type):
        text = _decoded(body, charset)
        if text is not None:
            return text
    return _lossy(body)


def _refuse(body: bytes, content_type: str | None) -> None:
    if len(body) > MAX_BYTES:
        raise RejectedError(Reason.TOO_LARGE, f"{len(body):,} bytes; the limit is {MAX_BYTES:,}")
    if not body.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise RejectedError(Reason.EMPTY, "no bytes but blanks")
    is_no_text = content_type is not None and _NOT_TEXT.match(content_type) and not is_html(body)
    if body.startswith(_BINARY) or is_no_text:
        raise RejectedError(Reason.NOT_HTML, content_type or repr(body[:4]))


def _declared(body: bytes, content_type: str | None) -> list[str]:
    header = _HEADER_CHARSET.search(content_type or "")
    meta = _META_CHARSET.search(body[:8192])
    names = [header.group(1) if header else "", meta.group(1).decode("ascii", "ignore") if meta else ""]
    # Bytes that decode strictly as UTF-8 are UTF-8, whatever a server's default header says: other charsets never do.
    return ["utf-8", *(name for name in names if name)]


def _decoded(body: bytes, charset: str) -> str | None:
    name = charset.lower()
    if name in _LATIN or name in _OLD_VIETNAMESE:
        return body.decode("sloppy-windows-1252")
    if name in _1258:
        return _vietnamese(body)
    try:
        return body.decode(charset)
    except (UnicodeError, LookupError):
        return None


def _vietnamese(body: bytes) -> str:
    """Decode Windows-1258; text in an encoding of old fonts is decoded as Latin, and decided line by line later."""
    latin = body.decode("sloppy-windows-1252")
    if main_encoding(_TAGS.sub("\n", latin)) not in (None, WINDOWS_1258):
        return latin
    return unicodedata.normalize("NFC", body.decode("cp1258", "latin-1-gaps"))


def _lossy(body: bytes) -> str:
    """Decode bytes that are not UTF-8 throughout, line by line: such a page was put together from two sources."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken > 20 and broken > len(text) * 0.02 and (_is_noise(body) or not _looks_like_html(text)):
        raise RejectedError(Reason.UNDECODABLE, f"{broken} bytes in no charset that the page or its header names")
    lines = body.split(b"\n")
    single = [line for line in lines if _is_single_byte(line)]
    charset = "sloppy-windows-1252"
    if main_encoding(_TAGS.sub("\n", b"\n".join(single).decode(charset))) == WINDOWS_1258:
        charset = "cp1258"
    return "\n".join(_line(line, charset) for line in lines)


def _line(line: bytes, charset: str) -> str:
    if not _is_single_byte(line):
        return line.decode("utf-8", "replace")
    return unicodedata.normalize("NFC", line.decode(charset, "latin-1-gaps"))


def _is_single_byte(line: bytes) -> bool:
    """Decide whether a line is in a single-byte charset: several bytes beyond ASCII, hardly any of them UTF-8."""
    if line.isascii():
        return False
    high = [char for char in line.decode("utf-8", "replace") if char > "\x7f"]
    return len(high) > 1 and high.count("\ufffd") > 0.8 * len(high)


def _is_noise(body: bytes) -> bool:
    """Decide whether the bytes have more control codes than any text has."""
    return len(body.translate(None, _NO_CONTROLS)) > 0.03 * len(body)


def _looks_like_html(text: str) -> bool:
    return re.search(r"<(?:html|body|div|p|table|title)\b", text, re.IGNORECASE) is not None

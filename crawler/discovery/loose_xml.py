"""Repair and parsing of feeds and sitemaps: portals send XML that is not well-formed."""

from __future__ import annotations

import codecs
import re
import zlib
from html.entities import html5

from lxml import etree
from lxml.etree import _Element

MAX_SIZE = 50 * 1024 * 1024
"""Bytes of one file, uncompressed: the bound of the sitemap protocol (sitemaps.org)."""

_GZIP = b"\x1f\x8b"
_LAYERS = 2
"""Times that one body may be compressed: some servers compress files that already are."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UTF_16 = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"))
"""First bytes of an XML declaration in UTF-16 without a byte order mark."""
_DECLARATION = re.compile(rb"<\?xml\b[^<>]{0,200}\?>", re.IGNORECASE)
_DECLARED = re.compile(rb"""encoding\s*=\s*["']([\w.:-]+)["']""", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:rss|rdf|feed|urlset|sitemapindex)\b", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!DOCTYPE\b[^\[<>]{0,500}(?:\[[^\]]{0,10000}\]\s*)?>", re.IGNORECASE)
_HEAD = 65_536
"""Bytes that are searched for a DOCTYPE."""
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CDATA_OR_AMPERSAND = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[a-zA-Z][a-zA-Z0-9]{1,30};)?", re.DOTALL
)
_OF_XML = frozenset({b"amp;", b"lt;", b"gt;", b"quot;", b"apos;"})


def unzipped(body: bytes) -> bytes:
    """Decompress a body, also one that was compressed twice or has bytes after its gzip stream.

    Raises ValueError where the stream is broken, or larger than MAX_SIZE.
    """
    for _ in range(_LAYERS):
        if not body.startswith(_GZIP):
            break
        stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            body = stream.decompress(body, MAX_SIZE + 1)
        except zlib.error as error:
            raise ValueError(f"it is broken gzip: {error}") from None
        if len(body) > MAX_SIZE:
            raise ValueError(f"it is larger than {MAX_SIZE} bytes")
        if not stream.eof:
            raise ValueError("it is broken gzip: it was cut off")
    return body


def well_formed(body: bytes) -> bytes:
    """Repair whatever keeps XML parsers from reading a feed or a sitemap. Returns UTF-8 without an XML declaration.

    - The encoding is that of the byte order mark, else UTF-8 where the bytes are UTF-8, whatever the declaration says
      (.NET declares UTF-16 on all that it writes), else the declared one, else Windows-1258.
    - Text before the root element is dropped: blank lines, warnings of PHP, the DOCTYPE.
    - An ampersand that begins no entity is escaped; entities of HTML become their characters.
    - Control characters, which XML forbids, are dropped.

    Never raises.
    """
    text = _CONTROL.sub(b"", _utf8(body))
    head = _DOCTYPE.sub(lambda found: b" " * len(found[0]), text[:_HEAD])
    root = _ROOT.search(head) or _ROOT.search(text, len(head))
    text = _DECLARATION.sub(b"", text, count=1) if root is None else text[root.start() :]
    return _CDATA_OR_AMPERSAND.sub(_escaped, text).strip()


def parse_xml(body: bytes, base: str) -> _Element | None:
    """Parse a feed into its root element; None where nothing can be read. Nothing is fetched or expanded.

    `base` is the feed's address; links are resolved against `element.base`.
    """
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
        return etree.fromstring(well_formed(body), parser, base_url=base)
    except (etree.XMLSyntaxError, ValueError):
        return None


def local_name(element: _Element) -> str:
    """Return an element's name without its namespace, in lower case; empty for comments and entities."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _utf8(body: bytes) -> bytes:
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body.decode(encoding, "replace").removeprefix("\ufeff").encode()
    for beginning, encoding in _UTF_16:
        if body.startswith(beginning):
            return body.decode(encoding, "replace").encode()
    text = body.decode("utf-8", "replace")
    if (broken := text.count("\ufffd")) == 0:
        return body
    if broken < len(text) - len(text.encode("ascii", "ignore")) - broken:  # UTF-8 with a few broken bytes
        return text.encode()
    return _decoded(body, text).encode()


def _decoded(body: bytes, text: str) -> str:
    """Decode a body that is not UTF-8: by its declaration, else as Windows-1258 (Vietnamese); else return `text`."""
    declared = _DECLARED.search(body[:300])
    for encoding in (declared[1].decode("ascii") if declared else "utf-8", "cp1258"):
        try:
            if codecs.lookup(encoding).name != "utf-8":
                return body.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return text


def _escaped(found: re.Match[bytes]) -> bytes:
    whole, name = found[0], found[1]
    if whole.startswith(b"<"):
        return whole
    if name is None:
        return b"&amp;"
    if name in _OF_XML or name.startswith(b"#"):
        return whole
    character = html5.get(name.decode("ascii"))
    return b"&amp;" + name if character is None else character.encode()

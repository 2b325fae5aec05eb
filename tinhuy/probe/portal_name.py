"""Name of a portal, and the level and province that its name and address show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from lxml.etree import _Element

from corpus.folding import fold_plain, nfc
from seeds.config.catalogue import Province
from seeds.config.site import Level

_PARTS = re.compile(r"(?<=\s)[|–—-](?=\s)|\|")
_SITE_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_GENERAL = re.compile(r"^(?:trang chủ|home|default|index|tin tức.*)$", re.IGNORECASE)
_ASCII_WORDS = re.compile(r"[a-z0-9]+")
_LEVELS = (
    (Level.COMMUNE, re.compile(r"\b(?:đảng ủy|ủy ban nhân dân|ubnd|hđnd)?\s*(?:xã|phường|thị trấn|đặc khu)\b", re.I)),
    (Level.DISTRICT, re.compile(r"\b(?:huyện|thị ủy|quận|thị xã)\b", re.I)),
    (Level.PROVINCE, re.compile(r"\b(?:tỉnh|thành ủy|thành phố|sở|khối)\b", re.I)),
)


def name_of(root: _Element, host: str) -> str:
    """Return the portal's name: from its own metadata, else from the document's title, else its host."""
    for meta in root.iter("meta"):
        if meta.get("property") == "og:site_name" and (meta.get("content") or "").strip():
            return " ".join(str(meta.get("content")).split())[:200]
    title = " ".join((root.findtext(".//title") or "").split())
    parts = [part for part in map(str.strip, _PARTS.split(title)) if part and not _GENERAL.match(part)]
    return max(parts, key=len, default=host)[:200]


def site_id_of(url: str) -> str:
    """Make an id from the host: its first part, without `www`."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    first = host if re.fullmatch(r"[\d.]+|.*:.*", host) else host.partition(".")[0]
    return re.sub(r"[^a-z0-9_-]+", "-", first.lower()).strip("-") or "portal"


def is_site_id(text: str) -> bool:
    """Decide whether a text can be a site's id: small ASCII letters, digits, `-` and `_`."""
    return _SITE_ID.fullmatch(text) is not None


def level_of(name: str) -> Level | None:
    """Return the level that a name shows; None if it shows none."""
    return next((level for level, words in _LEVELS if words.search(nfc(name))), None)


def province_of(name: str, url: str, provinces: Iterable[Province]) -> Province | None:
    """Return the province in the name or the host; the longest, where one province's name contains another's."""
    host = re.sub(r"[^a-z]", "", (urlsplit(url).hostname or "").lower())
    words = f" {_plain(name)} "
    said = [one for one in provinces if f" {_plain(one.name)} " in words or _plain(one.name).replace(" ", "") in host]
    return max(said, key=lambda one: len(one.name), default=None)


def _plain(text: str) -> str:
    """Fold a text to small ASCII letters and digits, with single spaces for all else."""
    return " ".join(_ASCII_WORDS.findall(fold_plain(text)))

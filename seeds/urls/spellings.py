"""Spellings of one address: what sessions and editors add to it, and differences that its CMS ignores."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from fnmatch import translate
from functools import lru_cache
from unicodedata import normalize
from urllib.parse import unquote

Pair = tuple[str, str]

SAYS_NOTHING = frozenset(
    "utm_* fbclid gclid dclid gbraid wbraid msclkid yclid zarsrc mc_cid mc_eid _ga _gl igshid "
    "replytocom phpsessid jsessionid aspsessionid* sessionid session_id osccsid zenid cfid cftoken".split()
)
"""Parameters, in lower case, that name a visit and no page: those of trackers, of sessions and of the form for a
comment. `*`: any letters."""

_PATH_PARAMETERS = re.compile(r";[\w.-]*(?:sessionid|sid)=[^/;?]*", re.IGNORECASE)
_COOKIELESS_SESSION = re.compile(r"/\((?:[A-Z]\([^()/]*\))+\)(?=/|$)")
_BLANK = r"(?:%(?:20|09|0A|0D|C2%A0|E2%80%8B|EF%BB%BF))+"  # spaces, no-break and of no width, as editors paste them
_PADDING = re.compile(_BLANK, re.IGNORECASE)
_SLASHES = re.compile(r"/(?:\.?/)+")  # doubled, and "here", of which a blank was in the way
_NOT_ASCII = re.compile("(?:%[89A-F][0-9A-F])+", re.IGNORECASE)


def plain_path(path: str) -> str:
    """Remove session ids from a path."""
    return _COOKIELESS_SESSION.sub("", _PATH_PARAMETERS.sub("", path)) or "/"


def tidy_path(path: str) -> str:
    """Remove doubled slashes, and spaces at the ends of its parts, from a path; only for comparison.

    A CMS that has such an address may know it by no other.
    """
    return _SLASHES.sub("/", _PADDING.sub(_unpadded, path)) or "/"


def _unpadded(blanks: re.Match[str]) -> str:
    """Remove blanks at an end of a part of the path; keep those inside it."""
    path, start, end = blanks.string, blanks.start(), blanks.end()
    return "" if path[start - 1 : start] == "/" or path[end : end + 1] in ("", "/") else blanks[0]


def without_parameters(address: str, names: frozenset[str]) -> str:
    """Remove the named query parameters from an address; the others stay as they were written."""
    head, mark, query = address.partition("?")
    if not mark or not names:
        return address
    kept = [part for part in query.split("&") if part.partition("=")[0].lower() not in names]
    return f"{head}?{'&'.join(kept)}" if kept else head


def telling(query: str) -> str:
    """Remove the parameters that name a visit and no page from a query; the rest stays as it was written."""
    return "&".join(part for part in query.split("&") if part and not is_named(part.partition("=")[0], SAYS_NOTHING))


def own_view(address: str, views: Mapping[str, str], is_article: Callable[[str], bool], ignore_case: bool) -> str:
    """Return the article's own address (path and query) where `address` is that of a print view or the like."""
    for pattern, instead in views.items():
        changed = _replaced(pattern, instead, address, ignore_case)
        if changed != address and is_article(changed):
            return changed
    return address


def without_twins(address: str, twins: Mapping[str, str], ignore_case: bool) -> str:
    """Return one form for all spellings that mean one page to its CMS; only for comparison.

    Letters beyond ASCII are compared as letters and composed (NFC), since `%C3%A9` and `e%CC%81` are one word.
    """
    address = normalize("NFC", _NOT_ASCII.sub(_decoded, address))
    for pattern, instead in twins.items():
        address = _replaced(pattern, instead, address, ignore_case)
    return address.casefold() if ignore_case else address


def _replaced(pattern: str, instead: str, text: str, ignore_case: bool) -> str:
    return re.sub(pattern, lambda _: instead, text, flags=re.IGNORECASE if ignore_case else 0)


def _decoded(match: re.Match[str]) -> str:
    text = unquote(match[0], errors="replace")
    return match[0].upper() if "\ufffd" in text else text


def pairs_of(query: str) -> list[Pair]:
    """Split a query into names and values as they are written, still escaped."""
    return [(name, value) for name, _, value in (part.partition("=") for part in query.split("&") if part)]


def joined(pairs: Iterable[Pair]) -> str:
    """Join names and values to a query."""
    return "&".join(f"{name}={value}" for name, value in pairs)


def is_named(name: str, names: frozenset[str]) -> bool:
    """Check whether a parameter is one of `names`, which are in lower case and may have `*` for any letters."""
    lower = name.lower()
    return lower in names or bool((pattern := _wild(names)) and pattern.match(lower))


@lru_cache(maxsize=256)
def _wild(names: frozenset[str]) -> re.Pattern[str] | None:
    wild = sorted(name for name in names if "*" in name)
    return re.compile("|".join(map(translate, wild))) if wild else None

"""Canonical web addresses: one address, and one key, for every spelling of the same page."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from urllib.parse import SplitResult, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from seeds.model import Site

RULES = 1
"""Version of the rules that make a key; it is stored with every page, and goes up whenever a key may come out new."""

MAX_LENGTH = 2000
"""Characters; longer addresses are traps or scripts (Scrapy's own limit is 2,083)."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_PATH_PARAMETERS = re.compile(r";[\w.-]*(?:sessionid|sid)=[^/;?]*", re.IGNORECASE)
_COOKIELESS_SESSION = re.compile(r"/\((?:[A-Z]\([^()/]*\))+\)(?=/|$)")
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|[0-9a-f:]*:[0-9a-f:.]*")
_JUNK = re.compile(r"[\x00-\x20\x7f]")

Pair = tuple[str, str]


def canonical(url: str, site: Site) -> str:
    """The one spelling of `url` that is stored and asked for.

    Keeps scheme, host, path and the query parameters that name content on this site. An address that is an article's
    without its paging parameters loses them. Raises ValueError for what is no usable http(s) address.
    """
    previous, address = "", _once(url, site)
    for _ in range(5):  # nested escapes take several passes to settle
        if address == previous:
            return address
        previous, address = address, _once(address, site)
    raise ValueError(f"{url[:200]!r} does not settle to one spelling")


def key(url: str, site: Site) -> bytes:
    """What is equal for all spellings of one page: sha256, 32 bytes. Raises ValueError as `canonical` does.

    The scheme, `www.`, a closing slash and the case of parameter names make no difference, nor does the case of the
    path where the site's CMS ignores it.
    """
    parts = urlsplit(canonical(url, site))
    query = "&".join(sorted({f"{name.lower()}={value}" for name, value in _pairs(parts.query)}))
    host, port = _portal(parts)
    text = f"{host}:{port}{parts.path.rstrip('/')}?{query}"
    return sha256((text.casefold() if site.case_ignored else text).encode()).digest()


def same_portal(url: str, site: Site) -> bool:
    """Whether `url` is on a host of the site's start pages; http/https and www twins count as one host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in _DEFAULT_PORTS and bool(parts.hostname) and _portal(parts) in _portals(site)
    except ValueError:
        return False


def portal_host(site: Site) -> str:
    """The host that a crawl of this site keeps to itself (with its port where that is not the usual one)."""
    if not site.start:
        return site.id
    host, port = _portal(urlsplit(site.start[0].url))
    return f"{host}:{port}" if port else host


def is_article(address: str, site: Site) -> bool:
    """Whether a canonical address is of the form that the site's articles have (start pages may be of it too)."""
    parts = urlsplit(address)
    return _is_article(parts.path, parts.query, site)


def is_list(address: str, site: Site) -> bool:
    """Whether a canonical address is of the form that the site gives for further lists."""
    parts = urlsplit(address)
    return _matches(site.list_patterns, _spellings(parts.path, parts.query), site.case_ignored)


def paging(address: str, site: Site) -> list[Pair]:
    """The parameters of a canonical address that carry a page number."""
    names = {name.lower() for name in site.effective_paging.query}
    return [pair for pair in _pairs(urlsplit(address).query) if pair[0].lower() in names]


def _once(url: str, site: Site) -> str:
    url = _JUNK.sub("", url.strip()) if len(url) <= MAX_LENGTH * 2 else ""
    try:
        parts = urlsplit(canonicalize_url(url))
        netloc = _netloc(parts)
    except (ValueError, IndexError, UnicodeError) as error:
        raise ValueError(f"{url[:200]!r} is no web address: {error}") from None
    path = _COOKIELESS_SESSION.sub("", _PATH_PARAMETERS.sub("", parts.path)) or "/"
    query = _query(path, parts.query, site)
    address = urlunsplit((parts.scheme, netloc, path, query, ""))
    if len(address) > MAX_LENGTH:
        raise ValueError(f"{address[:200]!r}… is longer than {MAX_LENGTH} characters")
    return address


def _netloc(parts: SplitResult) -> str:
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise ValueError("it is neither http:// nor https:// with a host")
    host = parts.hostname.rstrip(".")
    if not _HOST.fullmatch(host):
        raise ValueError("its host is none that can be asked")
    host = f"[{host}]" if ":" in host else host
    port = parts.port
    return host if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"


def _query(path: str, query: str, site: Site) -> str:
    kept = list(dict.fromkeys(pair for pair in _pairs(query) if pair[0].lower() in site.kept_parameters))
    page_numbers = {name.lower() for name in site.effective_paging.query}
    bare = [pair for pair in kept if pair[0].lower() not in page_numbers]
    is_article_page = _is_article(path, _joined(bare), site) and not _is_list_page(path, bare, site)
    return _joined(sorted(bare if is_article_page else kept))


def _is_list_page(path: str, bare: list[Pair], site: Site) -> bool:
    """Whether it is a start page or a list, whose paging parameters count (on some CMSs it looks like an article)."""
    starts = _start_pages(tuple(start.url for start in site.start), site.kept_parameters)
    query = frozenset((name.lower(), value) for name, value in bare)
    is_start = any(_same_path(path, start, site) and query == pairs for start, pairs in starts)
    return is_start or _matches(site.list_patterns, _spellings(path, _joined(bare)), site.case_ignored)


@lru_cache(maxsize=256)
def _start_pages(starts: tuple[str, ...], kept: frozenset[str]) -> tuple[tuple[str, frozenset[Pair]], ...]:
    split = [urlsplit(canonicalize_url(start)) for start in starts]
    return tuple(
        (parts.path, frozenset((name.lower(), value) for name, value in _pairs(parts.query) if name.lower() in kept))
        for parts in split
    )


def _same_path(one: str, other: str, site: Site) -> bool:
    one, other = one.rstrip("/"), other.rstrip("/")
    return one == other or (site.case_ignored and one.casefold() == other.casefold())


def _pairs(query: str) -> list[Pair]:
    """Names and values as they are written, still escaped."""
    return [(name, value) for name, _, value in (part.partition("=") for part in query.split("&") if part)]


def _joined(pairs: list[Pair]) -> str:
    return "&".join(f"{name}={value}" for name, value in pairs)


def _portal(parts: SplitResult) -> tuple[str, int]:
    """Host without `www.` and port, 0 for the usual one of either scheme."""
    port = parts.port
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    return host, 0 if port in (None, *_DEFAULT_PORTS.values()) else port or 0


@lru_cache(maxsize=256)
def _portals_of(starts: tuple[str, ...]) -> frozenset[tuple[str, int]]:
    return frozenset(_portal(urlsplit(start)) for start in starts)


def _portals(site: Site) -> frozenset[tuple[str, int]]:
    return _portals_of(tuple(start.url for start in site.start))


def _is_article(path: str, query: str, site: Site) -> bool:
    return _matches(site.article_patterns, _spellings(path, query), site.case_ignored)


def _spellings(path: str, query: str) -> list[str]:
    """The address as patterns see it, with and without the closing slash that a key does not know."""
    bare = path.rstrip("/")
    paths = (path, bare if path != bare else f"{path}/")
    return [f"{one}?{query}" if query else one for one in paths]


def _matches(patterns: tuple[str, ...], texts: list[str], ignore_case: bool) -> bool:
    flags = re.IGNORECASE if ignore_case else 0
    return any(re.search(pattern, text, flags) for pattern in patterns for text in texts)

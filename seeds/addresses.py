"""Canonical web addresses: one address, and one key, for every spelling of the same page."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from urllib.parse import SplitResult, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from seeds.model import Site
from seeds.spellings import is_named, own_view, plain_path, without_twins

RULES = 2
"""Version of the rules that make a key; it is stored with every page, and goes up whenever a key may come out new."""

MAX_LENGTH = 2000
"""Characters; longer addresses are traps or scripts (Scrapy's own limit is 2,083)."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|[0-9a-f:]*:[0-9a-f:.]*")
_JUNK = re.compile(r"[\x00-\x20\x7f]")

Pair = tuple[str, str]


def canonical(url: str, site: Site) -> str:
    """The one spelling of `url` that is stored and asked for.

    Keeps scheme, host, path and the query parameters that name content on this site. An address that is an article's
    without its paging parameters loses them, and a print view becomes the article's own address. Raises ValueError for
    what is no usable http(s) address.
    """
    previous, address = "", _once(url, site)
    for _ in range(5):  # nested escapes take several passes to settle
        if address == previous:
            return address
        previous, address = address, _once(address, site)
    raise ValueError(f"{url[:200]!r} does not settle to one spelling")


def key(url: str, site: Site) -> bytes:
    """What is equal for all spellings of one page: sha256, 32 bytes. Raises ValueError as `canonical` does.

    The scheme, `www.`, a closing slash and the case of parameter names make no difference, nor do composed and
    decomposed letters, the case of the path where the site's CMS ignores it, and what its `twins` say.
    """
    parts = urlsplit(canonical(url, site))
    query = "&".join(sorted({f"{name.lower()}={value}" for name, value in _pairs(parts.query)}))
    host, port = _portal(parts)
    address = without_twins(f"{parts.path.rstrip('/')}?{query}", site.all_twins, site.case_ignored)
    return sha256(f"{host}:{port}{address}".encode()).digest()


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


def is_start(address: str, site: Site) -> bool:
    """Whether a canonical address is the portal's front page or, on any of its pages, a start page."""
    parts = urlsplit(address)
    bare = [pair for pair in _pairs(parts.query) if not is_named(pair[0], _page_numbers(site))]
    return (parts.path == "/" and not bare) or _is_start(parts.path, bare, site)


def paging(address: str, site: Site) -> list[Pair]:
    """The parameters of a canonical address that carry a page number."""
    names = _page_numbers(site)
    return [pair for pair in _pairs(urlsplit(address).query) if is_named(pair[0], names)]


def _once(url: str, site: Site) -> str:
    url = _JUNK.sub("", url.strip()) if len(url) <= MAX_LENGTH * 2 else ""
    try:
        parts = urlsplit(canonicalize_url(url))
        netloc = _netloc(parts)
    except (ValueError, IndexError, UnicodeError) as error:
        raise ValueError(f"{url[:200]!r} is no web address: {error}") from None
    path = plain_path(parts.path)
    path, query = _own_view(path, _query(path, parts.query, site), site)
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
    names, page_numbers = site.kept_parameters, _page_numbers(site)
    kept = list(dict.fromkeys(pair for pair in _pairs(query) if is_named(pair[0], names)))
    bare = [pair for pair in kept if not is_named(pair[0], page_numbers)]
    short = [pair for pair in bare if not is_named(pair[0], site.dropped_parameters)]
    if not _is_list_page(path, bare, site):
        kept = next((pairs for pairs in (short, bare) if _is_article(path, _joined(pairs), site)), kept)
    return _joined(sorted(kept))


def _own_view(path: str, query: str, site: Site) -> tuple[str, str]:
    def is_article_there(address: str) -> bool:
        path, _, query = address.partition("?")
        return path.startswith("/") and _is_article(path, _query(path, query, site), site)

    address = f"{path}?{query}" if query else path
    own, _, own_query = own_view(address, site.all_print_views, is_article_there, site.case_ignored).partition("?")
    return own, own_query


def _page_numbers(site: Site) -> frozenset[str]:
    return frozenset(name.lower() for name in site.effective_paging.query)


def _is_list_page(path: str, bare: list[Pair], site: Site) -> bool:
    """Whether it is a start page or a list, whose paging parameters count (on some CMSs it looks like an article)."""
    spellings = _spellings(path, _joined(bare))
    return _is_start(path, bare, site) or _matches(site.list_patterns, spellings, site.case_ignored)


def _is_start(path: str, bare: list[Pair], site: Site) -> bool:
    starts = _start_pages(tuple(start.url for start in site.start), site.kept_parameters)
    query = frozenset((name.lower(), value) for name, value in bare)
    return any(_same_path(path, start, site) and query == pairs for start, pairs in starts)


@lru_cache(maxsize=256)
def _start_pages(starts: tuple[str, ...], kept: frozenset[str]) -> tuple[tuple[str, frozenset[Pair]], ...]:
    split = [urlsplit(canonicalize_url(start)) for start in starts]
    return tuple(
        (parts.path, frozenset((name.lower(), value) for name, value in _pairs(parts.query) if is_named(name, kept)))
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

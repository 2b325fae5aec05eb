"""Canonical web addresses: one address, and one key, for all spellings of a page."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from urllib.parse import SplitResult, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, safe_url_string

from seeds.config.site import Site
from seeds.urls.site_rules import AddressRules, rules_of
from seeds.urls.spellings import (
    Pair,
    is_named,
    joined,
    own_view,
    pairs_of,
    plain_path,
    telling,
    tidy_path,
    without_twins,
)

RULES = 3
"""Version of the rules that make a key; it is stored with every page, and raised whenever a key may change."""

MAX_LENGTH = 2000
"""Characters of an address, at most; longer ones are traps or scripts (Scrapy's own limit is 2,083)."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|[0-9a-f]*:[0-9a-f:.]*")
_JUNK = re.compile(r"[\x00-\x1f\x7f]")


def canonical(url: str, site: Site) -> str:
    """Return the one spelling of `url` that is stored and requested.

    Keeps scheme, host, path and the query parameters that name content on this site. Paging parameters are removed
    where the address without them is an article's, and a print view becomes the article's own address. Raises
    ValueError for what is no usable http(s) address.
    """
    return _canonical(url, site)


@lru_cache(maxsize=2048)  # the links of a menu stand on every page of a portal
def _canonical(url: str, site: Site) -> str:
    rules = rules_of(site)
    previous, address = "", _once(url, rules)
    for _ in range(5):  # nested escapes take several passes to settle
        if address == previous:
            return address
        previous, address = address, _once(address, rules)
    raise ValueError(f"{url[:200]!r} does not settle to one spelling")


def key(url: str, site: Site) -> bytes:
    """Return the key that is equal for all spellings of one page: sha256, 32 bytes.

    Raises ValueError as `canonical` does. The scheme, `www.`, a closing slash, doubled ones, blanks at the ends of a
    path's parts and the case of parameter names make no difference, nor do composed and decomposed letters, the case of
    the path where the site's CMS ignores it, and what its `twins` say.
    """
    return key_of(canonical(url, site), site)


def key_of(address: str, site: Site) -> bytes:
    """Return the key of an address that is canonical already."""
    return _key_of(address, site)


@lru_cache(maxsize=2048)
def _key_of(address: str, site: Site) -> bytes:
    rules, parts = rules_of(site), urlsplit(address)
    query = "&".join(sorted({f"{name.lower()}={value}" for name, value in pairs_of(parts.query)}))
    host, port = _portal(parts)
    path = tidy_path(parts.path).rstrip("/")
    plain = without_twins(f"{path}?{query}", rules.twins, rules.case_ignored)
    return sha256(f"{host}:{port}{plain}".encode()).digest()


def same_portal(url: str, site: Site) -> bool:
    """Check whether `url` is on a host of the site's start pages; http/https and www twins count as one host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in _DEFAULT_PORTS and bool(parts.hostname) and _portal(parts) in _portals(site)
    except ValueError:
        return False


def portal_host(site: Site) -> str:
    """Return the host that only one crawl may use at a time (with its port where that is not the usual one)."""
    if not site.start:
        return site.id
    host, port = _portal(urlsplit(site.start[0].url))
    return f"{host}:{port}" if port else host


def is_article(address: str, site: Site) -> bool:
    """Check whether a canonical address has the form of the site's articles (start pages may have it too)."""
    parts = urlsplit(address)
    return rules_of(site).is_article(parts.path, parts.query)


def is_list(address: str, site: Site) -> bool:
    """Check whether a canonical address has the form that the site gives for further lists."""
    parts = urlsplit(address)
    return rules_of(site).is_list(parts.path, parts.query)


def is_start(address: str, site: Site) -> bool:
    """Check whether a canonical address is the portal's front page or, on any of its pages, a start page."""
    rules, parts = rules_of(site), urlsplit(address)
    bare = [pair for pair in pairs_of(parts.query) if not is_named(pair[0], rules.page_numbers)]
    return (parts.path == "/" and not bare) or rules.is_start(parts.path, bare)


def start_keys(site: Site) -> frozenset[bytes]:
    """Return the keys of the site's start pages."""
    return frozenset(key(start.url, site) for start in site.start)


def paging(address: str, site: Site) -> list[Pair]:
    """Return the parameters of a canonical address that carry a page number."""
    names = rules_of(site).page_numbers
    return [pair for pair in pairs_of(urlsplit(address).query) if is_named(pair[0], names)]


def _once(url: str, rules: AddressRules) -> str:
    url = _JUNK.sub("", url.strip()) if len(url) <= MAX_LENGTH * 2 else ""
    try:
        parts = urlsplit(canonicalize_url(url))
        netloc = _netloc(parts)
    except (ValueError, IndexError, UnicodeError) as error:
        raise ValueError(f"{url[:200]!r} is no web address: {error}") from None
    path = plain_path(parts.path)
    query = telling(urlsplit(safe_url_string(url)).query) if rules.explored else _query(path, parts.query, rules)
    path, query = _own_view(path, query, rules)
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


def _query(path: str, query: str, rules: AddressRules) -> str:
    kept = list(dict.fromkeys(pair for pair in pairs_of(query) if is_named(pair[0], rules.kept)))
    bare = [pair for pair in kept if not is_named(pair[0], rules.page_numbers)]
    short = [pair for pair in bare if not is_named(pair[0], rules.dropped)]
    # The paging parameters of a start page or a list count (on some CMSs it looks like an article).
    if kept and not rules.is_start(path, bare) and not rules.is_list(path, joined(bare)):
        kept = next((pairs for pairs in (short, bare) if rules.is_article(path, joined(pairs))), kept)
    return joined(sorted(kept))


def _own_view(path: str, query: str, rules: AddressRules) -> tuple[str, str]:
    if not rules.print_views:
        return path, query

    def is_article_there(address: str) -> bool:
        path, _, query = address.partition("?")
        return path.startswith("/") and rules.is_article(path, _query(path, query, rules))

    address = f"{path}?{query}" if query else path
    own, _, own_query = own_view(address, rules.print_views, is_article_there, rules.case_ignored).partition("?")
    return own, own_query


def _portal(parts: SplitResult) -> tuple[str, int]:
    """Return the host without `www.` and the port, 0 for the usual port of either scheme."""
    port = parts.port
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    return host, 0 if port in (None, *_DEFAULT_PORTS.values()) else port or 0


@lru_cache(maxsize=256)
def _portals_of(starts: tuple[str, ...]) -> frozenset[tuple[str, int]]:
    return frozenset(_portal(urlsplit(start)) for start in starts)


def _portals(site: Site) -> frozenset[tuple[str, int]]:
    return _portals_of(rules_of(site).starts)

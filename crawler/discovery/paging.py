"""The further pages of a list: which list an address belongs to, and its page number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from urllib.parse import urlsplit, urlunsplit

from seeds.config.site import Site
from seeds.urls.canonical import canonical, key, key_of, paging


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list."""

    url: str
    """Address as the page links it: some CMSs need parameters here that the canonical address drops."""
    key: bytes
    """Key of the page's canonical address."""
    list_key: bytes
    """Key of the list itself, whatever the page: of the address without its page number."""
    number: int | None
    """Page number, as the address has it, whatever it counts; None for the list's own address."""
    text: str = ""
    """Text of the link."""
    form: tuple[tuple[str, str], ...] = ()
    """Form fields to post, where the page has no separate address."""


def list_page(url: str, site: Site, text: str = "") -> ListPage:
    """Parse an address as a page of a list. Raises ValueError for an unusable address."""
    address = canonical(url, site)
    bare, number = _split(address, site)
    page_key = key_of(address, site)
    list_key = page_key if number is None else key(bare, site)
    return ListPage(url.partition("#")[0], page_key, list_key, number, text)


def start_lists(site: Site) -> frozenset[bytes]:
    """Return the keys of the lists that the start pages belong to, whichever page of a list their address is."""
    return frozenset(list_page(start.url, site).list_key for start in site.start)


def unaddressed_page(current: ListPage, number: int, url: str, form: tuple[tuple[str, str], ...] = ()) -> ListPage:
    """Make a further page of a list whose canonical address equals the list's: its key includes the page number."""
    page_key = sha256(current.list_key + f"#page={number}".encode()).digest()
    return ListPage(url, page_key, current.list_key, number, str(number), form)


def next_page(current: ListPage, links: list[ListPage], site: Site) -> ListPage | None:
    """Choose the page to walk to after `current`: the next number linked, or made from a link where numbers jump."""
    here = _number(current, links)
    following = sorted((link for link in links if link.number is not None and link.number > here), key=_by_number)
    if not following:
        return None
    nearest = following[0]
    expected = here + _step(here, links)
    if nearest.number != expected and current.number is not None:
        return _renumbered(nearest, expected, site)
    return nearest


def _by_number(page: ListPage) -> int:
    return page.number or 0


def _number(current: ListPage, links: list[ListPage]) -> int:
    """Return the current page's number: for the list's own address 1 where links' texts are their numbers, else 0."""
    if current.number is not None:
        return current.number
    return 1 if any(link.text == str(link.number) for link in links if link.number) else 0


def _step(here: int, links: list[ListPage]) -> int:
    """Return the step between page numbers: 1, or the page's size where the address counts articles."""
    numbers = sorted({here, *(link.number for link in links if link.number is not None)})
    gaps = [after - before for before, after in pairwise(numbers)]
    return min(gaps, default=1)


def _split(address: str, site: Site) -> tuple[str, int | None]:
    """Split an address into the address without its page number, and that number."""
    parts = urlsplit(address)
    for name, value in paging(address, site):
        if value.isdecimal() and len(value) <= 9:
            kept = [pair for pair in parts.query.split("&") if pair != f"{name}={value}"]
            return urlunsplit(parts._replace(query="&".join(kept))), int(value)
    for template in site.effective_paging.path:
        if match := _ending(template).search(parts.path):
            return urlunsplit(parts._replace(path=parts.path[: match.start()] + "/")), int(match["n"])
    return address, None


@lru_cache(maxsize=256)
def _ending(template: str) -> re.Pattern[str]:
    before, _, after = template.partition("{n}")
    return re.compile(f"{re.escape(before)}(?P<n>\\d{{1,9}}){re.escape(after.rstrip('/'))}/?$")


def _renumbered(page: ListPage, number: int, site: Site) -> ListPage:
    parts = urlsplit(page.url)
    for name in site.effective_paging.query:
        query, changed = re.subn(rf"(?i)(^|&)({re.escape(name)})=\d+", rf"\g<1>\g<2>={number}", parts.query)
        if changed:
            return list_page(urlunsplit(parts._replace(query=query)), site)
    for template in site.effective_paging.path:
        if match := _ending(template).search(parts.path):
            path = parts.path[: match.start("n")] + str(number) + parts.path[match.end("n") :]
            return list_page(urlunsplit(parts._replace(path=path)), site)
    return page

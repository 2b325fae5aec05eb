"""Lists of articles in JSON, as a site file describes them, and the JSON address of each article."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from urllib.parse import urljoin

from crawler.discovery.feeds import plain
from crawler.discovery.named_articles import Entry, ListReading, name_entries
from crawler.discovery.paging import ListPage, unaddressed_page
from seeds.config.json_api import NUMBER, JsonApi, JsonList
from seeds.config.site import Site
from seeds.config.url_templates import filled, is_whole, places, read_back
from seeds.dates import day_stated
from seeds.pages.json_path import found, parsed, text_at, time_at
from seeds.urls.canonical import canonical, same_portal

ACCEPT = {"Accept": "application/json, text/plain;q=0.9, */*;q=0.5"}
"""Headers of a request for JSON."""
NO_ADDRESS = "no address in its entry"


def first_pages(site: Site) -> Iterator[tuple[ListPage, tuple[str, ...]]]:
    """Yield the first page of each list, and its section."""
    api = site.json_api
    for one in api.lists if api else ():
        template, list_key = _address(one, site), _list_key(one)
        number = api.first if api else 1
        yield ListPage(template.replace(NUMBER, str(number)), list_key, list_key, number), one.section


def read_items(body: bytes, page: ListPage, site: Site) -> ListReading:
    """Read the articles of one page of a list. Raises ValueError where the answer has no list of articles."""
    api, data = site.json_api, parsed(body)
    items = found(api.items, data) if api else None
    if api is None or not isinstance(items, list):
        raise ValueError(f"there is no list of articles at {api.items if api else '…'}")
    entries = [_entry(item, site, api) for item in items]
    reading = name_entries((entry for entry in entries if entry is not None), site)
    if missing := entries.count(None):
        reading.ignored[NO_ADDRESS] += missing
    following = _next(data, page, site, api) if items else None
    if following is not None and same_portal(following, site):
        number = (page.number or 0) + api.step
        reading.further = [unaddressed_page(page, number, following)]
    return reading


def asked_for(address: str, site: Site) -> str | None:
    """Return the JSON address of the article whose page is at `address`; None where the page itself is asked for."""
    api = site.json_api
    if api is None or api.article is None:
        return None
    if api.article.address is None:
        return address
    values = read_back(api.page, address)
    return None if values is None else urljoin(site.start[0].url, filled(api.article.address, values))


def _address(one: JsonList, site: Site) -> str:
    return urljoin(site.start[0].url, one.url)


def _list_key(one: JsonList) -> bytes:
    """Hash the list's address as it is written: these lists may differ in parameters that canonical addresses drop."""
    return sha256(f"json:{one.url}".encode()).digest()


def _next(data: Any, page: ListPage, site: Site, api: JsonApi) -> str | None:
    if api.next is not None:
        following = text_at(api.next, data)
        return urljoin(page.url, following) if following else None
    template = next((_address(one, site) for one in api.lists if _list_key(one) == page.list_key), "")
    if NUMBER not in template:
        return None
    last = text_at(api.pages, data)
    here = ((page.number or 0) - api.first) // api.step + 1  # counted from 1
    if last.isdecimal() and here >= int(last):
        return None
    return template.replace(NUMBER, str((page.number or 0) + api.step))


def _entry(item: Any, site: Site, api: JsonApi) -> Entry | None:
    """Read one entry; None where a part of its address is missing, or where the address can't be mapped back."""
    values = {path: text_at(path, item) for path in places(api.page)}
    if not all(values.values()):
        return None
    address = urljoin(site.start[0].url, filled(api.page, values))
    if not is_whole(api.page) and not _leads_back(address, values, site, api):
        return None
    return Entry(address, plain(text_at(api.title, item)), day_stated(time_at(api.published, item)))


def _leads_back(address: str, values: dict[str, str], site: Site, api: JsonApi) -> bool:
    """Decide whether the article's JSON address follows from the page's, the only one that the frontier keeps."""
    needed = places(api.article.address) if api.article and api.article.address else ()
    try:
        read = read_back(api.page, canonical(address, site)) or {}
    except ValueError:
        return True  # which is counted where links are
    return all(read.get(path) == values[path] for path in needed)

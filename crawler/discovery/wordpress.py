"""WordPress' REST interface, as a list of articles' addresses: a hundred a request, newest first."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin

from crawler.discovery.feeds import plain
from crawler.discovery.named import Entry, ListReading, name_entries
from crawler.discovery.paging import ListPage, list_page, unaddressed_page
from seeds.dates import day_stated
from seeds.model import Site

PER_PAGE = 100
"""The most that WordPress gives."""
_PATH = "/wp-json/wp/v2/posts"


def first_posts(site: Site) -> ListPage:
    """The first page of the site's posts."""
    url = urljoin(site.start[0].url, _PATH)
    list_key = list_page(url, site).list_key
    return ListPage(_numbered(url, 1), list_key, list_key, None, "1")


def read_posts(body: str, pages: str, page: ListPage, site: Site) -> ListReading:
    """The articles of one page; `pages` is what the answer's header X-WP-TotalPages says.

    Raises ValueError where it is no list of posts.
    """
    posts = json.loads(body)
    if not isinstance(posts, list):
        raise ValueError("it is no list of posts")
    reading = name_entries((_entry(post) for post in posts if isinstance(post, dict)), site)
    here = page.number or 1
    if here < int(pages) if pages.isdecimal() else len(posts) >= PER_PAGE:
        base = page.url.partition("?")[0]
        reading.further = [unaddressed_page(page, here + 1, _numbered(base, here + 1))]
    return reading


def _numbered(url: str, number: int) -> str:
    return f"{url}?per_page={PER_PAGE}&page={number}&_fields=link,date,title"


def _entry(post: dict[str, Any]) -> Entry:
    title = post.get("title")
    shown = title.get("rendered") if isinstance(title, dict) else title
    return Entry(str(post.get("link") or ""), plain(str(shown or "")), day_stated(str(post.get("date") or "")))

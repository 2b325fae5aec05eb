"""WordPress' REST interface, as a list of articles' addresses: a hundred per request, newest first."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from lxml.etree import _Element

from crawler.discovery.feeds import plain
from crawler.discovery.named_articles import Entry, ListReading, absolute, name_entries
from crawler.discovery.paging import ListPage, list_page, unaddressed_page
from seeds.config.site import Site
from seeds.dates import day_stated
from seeds.pages.json_path import parsed
from seeds.urls.canonical import same_portal

PER_PAGE = 100
"""Posts per page: WordPress' maximum."""
_POSTS = "wp/v2/posts"
_RELATION = "https://api.w.org/"
"""Relation (`rel`) of the link to the interface, which WordPress writes into the head of each page."""


def interface_root(root: _Element, base: str, site: Site) -> str | None:
    """Return the address of the interface as a page's head names it; None where it names none on this portal.

    It is `/?rest_route=/` where addresses are made of parameters, and in the blog's folder where it has one.
    """
    for link in root.iter("link"):
        address = absolute(base, (link.get("href") or "").strip())
        if _RELATION in (link.get("rel") or "").split() and address and same_portal(address, site):
            return address
    return None


def first_posts(site: Site, root: str | None = None) -> ListPage:
    """Return the first page of the site's posts; `root`: the interface's address, else where it usually is."""
    usual = urljoin(site.start[0].url, "/wp-json/")
    list_key = list_page(usual + _POSTS, site).list_key  # one list, however its interface is reached
    return ListPage(_numbered((root or usual).rstrip("/") + f"/{_POSTS}", 1), list_key, list_key, None, "1")


def read_posts(body: bytes, pages: str, page: ListPage, site: Site) -> ListReading:
    """Read the articles of one page; `pages` is what the answer's header X-WP-TotalPages says.

    Raises ValueError where it is no list of posts.
    """
    posts = parsed(body)
    if not isinstance(posts, list):
        raise ValueError("it is no list of posts")
    reading = name_entries((_entry(post) for post in posts if isinstance(post, dict)), site)
    here = page.number or 1
    if here < int(pages) if pages.isdecimal() else len(posts) >= PER_PAGE:
        bare = page.url.partition(_POSTS)[0] + _POSTS
        reading.further = [unaddressed_page(page, here + 1, _numbered(bare, here + 1))]
    return reading


def _numbered(url: str, number: int) -> str:
    return f"{url}{'&' if '?' in url else '?'}per_page={PER_PAGE}&page={number}&_fields=link,date,title"


def _entry(post: dict[str, Any]) -> Entry:
    title = post.get("title")
    shown = title.get("rendered") if isinstance(title, dict) else title
    return Entry(str(post.get("link") or ""), plain(str(shown or "")), day_stated(str(post.get("date") or "")))

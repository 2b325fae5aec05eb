"""Parser for answers of lists, however the portal lists: pages with links, pages that post back, an interface."""

from __future__ import annotations

from collections.abc import Collection

from scrapy.http import Response, TextResponse

from crawler.discovery.feeds import feed_links
from crawler.discovery.json_lists import read_items
from crawler.discovery.list_page import parse, read_list
from crawler.discovery.list_walk import ListWalk
from crawler.discovery.menu import leads_to_list
from crawler.discovery.methods import Way
from crawler.discovery.named_articles import ListReading
from crawler.discovery.postback import next_postback
from crawler.discovery.wordpress import interface_root, read_posts
from seeds.config.site import Site
from seeds.pages.base_url import base_of


def read_answer(response: Response, walk: ListWalk, site: Site, menu: Collection[bytes] = ()) -> ListReading:
    """Parse one page of `walk`; `menu` has the keys of pages taken from the navigation. Raises ValueError.

    The walk remembers the place of the list on its pages.
    """
    if not isinstance(response, TextResponse):
        return ListReading()
    if walk.way is Way.JSON:
        return read_items(response.body, walk.page, site)
    if walk.way is Way.API:
        pages = (response.headers.get("X-WP-TotalPages") or b"").decode("latin-1")
        return read_posts(response.body, pages, walk.page, site)
    root = parse(response.text)
    base = base_of(root, response.url)
    looks_for_menu = site.menu and not site.lists
    reading = read_list(root, base, walk.page, site, walk.place, menu if looks_for_menu else None)
    walk.place = reading.place
    goes_on = any((page.number or 0) > (walk.page.number or 0) for page in reading.further)
    if site.effective_paging.postback and not goes_on:
        following = next_postback(root, response.url, walk.page, site)
        reading.further += [following] if following else []
    if walk.pages == 0:
        reading.feeds = feed_links(root, base) if walk.depth == 0 else []
        reading.interface = interface_root(root, base, site)
        reading.is_list = walk.way is not Way.MENU or leads_to_list(root, reading, site)
    return reading

"""Where an item's request landed after redirects inside the portal."""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler.answers import Target
from crawler.discovery.paging import list_page
from seeds.addresses import canonical, is_article, key
from seeds.model import Site


def destination(url: str, target: Target, site: Site) -> tuple[str, bytes]:
    """Address and key of the page that an answer from `url` belongs to.

    That is the article which the address that was asked for redirects to, else the page itself.
    """
    final = canonical(url, site)
    final_key = key(final, site)
    if final_key != target.key and is_article(final, site):
        return final, final_key
    return target.url, target.key


def is_away(url: str, target: Target, site: Site) -> bool:
    """Whether the portal sent us to its front page or a list instead of an article: the article is not there."""
    final = canonical(url, site)
    if key(final, site) == target.key:
        return False
    starts = {list_page(start.url, site).list_key for start in site.start}
    return urlsplit(final).path == "/" or list_page(final, site).list_key in starts

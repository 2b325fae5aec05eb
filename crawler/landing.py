"""Which page an answer belongs to: after redirects inside the portal, and by the address that it calls its own."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

from scrapy.http import Response, TextResponse

from crawler.answers import Target
from crawler.canonical_link import HEAD, claim
from crawler.discovery.paging import list_page, start_lists
from seeds.addresses import canonical, is_article, key_of
from seeds.model import Site


def destination(
    url: str, target: Target, site: Site, text: str = "", doubts: Counter[str] | None = None
) -> tuple[str, bytes]:
    """Address and key of the page that an answer from `url` with the HTML `text` belongs to.

    That is the article which the page names as its canonical address where that can be believed (else `doubts` counts
    why not), or which the address that was asked for redirects to, else the page itself.
    """
    final = canonical(url, site)
    final_key = key_of(final, site)
    claimed = claim(text, url, site) if text else None
    if claimed is not None and claimed.address is not None:
        final, final_key = claimed.address, key_of(claimed.address, site)
    elif claimed is not None and doubts is not None:
        doubts[f"canonical not believed: {claimed.doubt}"] += 1
    if final_key != target.key and is_article(final, site):
        return final, final_key
    return target.url, target.key


def head_of(response: Response | None) -> str:
    """The beginning of a page, where a canonical link may stand; empty where none does. Spares decoding the others."""
    if not isinstance(response, TextResponse) or b"canonical" not in response.body[:HEAD].lower():
        return ""
    return response.body[:HEAD].decode(response.encoding, "replace")


def is_away(url: str, target: Target, site: Site) -> bool:
    """Whether the portal sent us to its front page or a list instead of an article: the article is not there."""
    final = canonical(url, site)
    if key_of(final, site) == target.key:
        return False
    parts = urlsplit(final)
    return (parts.path == "/" and not parts.query) or list_page(final, site).list_key in start_lists(site)

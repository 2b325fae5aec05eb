"""The page that an answer belongs to, after redirects inside the portal and by its canonical link."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

from scrapy.http import Response, TextResponse

from crawler.discovery.paging import list_page, start_lists
from crawler.storage.answer import Target
from crawler.storage.canonical_link import HEAD, claim
from seeds.config.site import Site
from seeds.urls.canonical import canonical, is_article, key_of


def destination(
    url: str, target: Target, site: Site, text: str = "", doubts: Counter[str] | None = None
) -> tuple[str, bytes]:
    """Return address and key of the page that an answer from `url` with the HTML `text` belongs to.

    That is the article which the page names as its canonical address, where the link is believed (else `doubts` counts
    the reason); or the article that the requested address redirects to; else the requested page itself.
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
    """Return the beginning of a page that may have a canonical link; of others nothing, which spares decoding them."""
    if not isinstance(response, TextResponse) or b"canonical" not in response.body[:HEAD].lower():
        return ""
    return response.body[:HEAD].decode(response.encoding, "replace")


def is_away(url: str, target: Target, site: Site) -> bool:
    """Decide whether the portal redirected to its front page or a list, because the article does not exist."""
    final = canonical(url, site)
    if key_of(final, site) == target.key:
        return False
    parts = urlsplit(final)
    return (parts.path == "/" and not parts.query) or list_page(final, site).list_key in start_lists(site)

"""What a page's links are relative to."""

from __future__ import annotations

from urllib.parse import urljoin

from lxml.etree import _Element

_EDGES = " \t\r\n\f\v\u00a0\u200b\ufeff"


def written(href: str) -> str:
    """Return an address as browsers read it: no blanks at its ends, no line ends within, slashes for backslashes."""
    href = href.strip(_EDGES).replace("\n", "").replace("\r", "").replace("\t", "")
    path, mark, rest = href.partition("?")
    return path.replace("\\", "/") + mark + rest


def base_of(root: _Element, url: str) -> str:
    """Return the address that a page's links are relative to: that of its first <base href>, else its own.

    Wherever in the page that stands: some heads are longer than what is commonly looked through.
    """
    for base in root.iter("base"):
        if href := written(base.get("href") or ""):
            try:
                return urljoin(url, href)
            except ValueError:
                continue
    return url

"""The base address of a page's links."""

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

    The element counts wherever in the page it is: some heads are longer than what is commonly searched.
    """
    for base in root.iter("base"):
        if href := written(base.get("href") or ""):
            try:
                return urljoin(url, href)
            except ValueError:
                continue
    return url

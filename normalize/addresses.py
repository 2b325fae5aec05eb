"""Addresses as editors wrote them, made whole."""

from __future__ import annotations

from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from lxml.html import HtmlElement

_PLAIN = "%/:=&?~+!$,;'@()*[]"
"""What stays as it is in a path or a query, beside letters and digits."""


def absolute(address: str, base_url: str) -> str | None:
    """The whole address, as it may be asked for (blanks and letters beyond ASCII escaped); None where it is none."""
    try:
        parts = urlsplit(urljoin(base_url, address.strip()))
        return urlunsplit(parts._replace(path=quote(parts.path, safe=_PLAIN), query=quote(parts.query, safe=_PLAIN)))
    except ValueError:
        return None


def base_of(tree: HtmlElement, url: str) -> str:
    """The address that a page's links are relative to: its own, or the one that its <base> gives."""
    given = next((base.get("href") for base in tree.iter("base") if base.get("href")), None)
    return (absolute(given, url) or url) if given else url

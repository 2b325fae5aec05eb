"""All addresses that a page links to, in any form: links, frames, options, buttons, scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from crawler.discovery.named_articles import absolute
from seeds.pages.base_url import written

MOST_LINKS = 5_000
"""Links read per page, at most; those after them are counted as not followed."""
FEW = 3
"""Links below which a page may redirect its readers by script."""

_LOCATION = re.compile(r"""\blocation(?:\.href)?\s{0,9}=\s{0,9}["']([^"'\s]{1,2000})["']""", re.IGNORECASE)
_REPLACED = re.compile(r"""\blocation\.(?:replace|assign)\(\s{0,9}["']([^"'\s]{1,2000})["']""", re.IGNORECASE)
_REFRESH = re.compile(
    r"""^\s{0,9}[\d.]{0,9}\s{0,9}[;,]\s{0,9}url\s{0,9}=\s{0,9}["']?([^"'\s]{1,2000})""", re.IGNORECASE
)
_IS_ADDRESS = re.compile(r"^(?:https?:/|[/?]|\.{1,2}/|[\w-]{1,100}\.(?:aspx?|html?|php|jsp)\b)", re.IGNORECASE)


def links_of(root: _Element, base: str) -> Iterator[tuple[_Element, str]]:
    """Yield each element that links somewhere, with its absolute address; empty for an unusable one."""
    number = 0
    for element, href in _hrefs(root):
        if href := written(href):
            number += 1
            yield element, absolute(base, href)
    if number < FEW:
        for script in root.iter("script"):
            for pattern in (_LOCATION, _REPLACED):
                for href in pattern.findall((script.text or "")[:20_000]):
                    yield script, absolute(base, href)


def _hrefs(root: _Element) -> Iterator[tuple[_Element, str]]:
    for element in root.iter(
        "a", "area", "frame", "iframe", "option", "meta", "link", "button", "tr", "td", "div", "li"
    ):
        tag, scripted = element.tag, element.get("onclick") or ""
        if tag in ("a", "area"):
            href = element.get("href") or element.get("data-href") or element.get("data-url") or ""
            scripted = scripted or (href if href.lower().lstrip().startswith("javascript:") else "")
            if not href.startswith("#") and not scripted:
                yield element, href
        elif tag in ("frame", "iframe"):
            yield element, element.get("src") or ""
        elif tag == "option":
            if _IS_ADDRESS.match(value := (element.get("value") or "").strip()):
                yield element, value
        elif tag == "meta":
            refresh = _REFRESH.match(element.get("content") or "")
            if refresh and (element.get("http-equiv") or "").lower() == "refresh":
                yield element, refresh[1]
        elif tag == "link" and (element.get("rel") or "").lower() in ("next", "prev"):
            yield element, element.get("href") or ""
        if scripted:
            found = _LOCATION.search(scripted[:5_000]) or _REPLACED.search(scripted[:5_000])
            if found:
                yield element, found[1]
            elif tag == "a" and not (element.get("href") or "#").lower().startswith(("#", "javascript:")):
                yield element, element.get("href") or ""

"""Stub pages, which do nothing but lead to another address: by a meta refresh, or by a line of script."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from lxml import html
from lxml.etree import ParserError, strip_elements
from scrapy.http import HtmlResponse
from w3lib.html import get_meta_refresh

from seeds.pages.page_kind import raw_kind

MAX_BYTES = 8_192
"""Bytes of a stub page, at most; a longer page that also refreshes itself is a real one."""
MAX_TEXT = 200
"""Letters that a stub page may show ("you are being redirected, click here if nothing happens")."""
MAX_DELAY = 10.0
"""Seconds of a meta refresh, at most: a later one lets people read the page first."""

_HINT = re.compile(rb"http-equiv|location", re.IGNORECASE)
_SCRIPT = re.compile(
    r"""\b(?:(?:window|document|self|top|parent)\s*\.\s*)?location
        (?:\s*\.\s*href)?\s*(?:=|\.\s*(?:replace|assign)\s*\()\s*(["'])(?P<url>[^"'\s]{1,2000})\1""",
    re.VERBOSE,
)


def stub_target(response: HtmlResponse) -> str | None:
    """Return the address that a stub page leads to; None for a page that has content.

    Cookie challenges and the like are no stubs: they are recognised elsewhere and never circumvented.
    """
    if response.status != 200 or len(response.body) > MAX_BYTES or not _HINT.search(response.body):
        return None
    text = response.text
    target = _target(text, response.url)
    if target is None or raw_kind(text) is not None or len(_shown(text)) > MAX_TEXT:
        return None
    return target if urlsplit(target).scheme in ("http", "https") else None


def _target(text: str, base: str) -> str | None:
    delay, url = get_meta_refresh(text, base, ignore_tags=("script", "noscript"))
    if url and delay is not None and delay <= MAX_DELAY:
        return url
    found = _SCRIPT.search(text)
    try:
        return urljoin(base, found["url"]) if found else None
    except ValueError:
        return None


def _shown(text: str) -> str:
    """Return the text that a reader sees on the page, without spaces."""
    try:
        root = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (ValueError, ParserError):
        return ""
    strip_elements(root, "script", "style", "noscript", "head", with_tail=False)
    return "".join("".join(map(str, root.itertext())).split())

"""What lures crawlers on for ever. Every trap's address says its name, so that requests can be counted.

Traps that look like lists stand in `/chuyen-muc/`, which the site files of all makes give as a pattern of lists.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Protocol

from flask import redirect
from werkzeug.wrappers import Response

LISTS = "/chuyen-muc/"
MONTHS = 400
"""Pages after which the calendar does end, so that a crawler without bounds fails and does not hang."""
NAMES = ("lich", "lap", "loc", "vong", "dai", "vo-tan")
"""Calendar, self-appending path, facets, redirect loop, growing redirect, list without end."""
_NAMED = re.compile(f"[/-]({'|'.join(NAMES)})(?=[/?-]|$)")
COLOURS = ("do", "vang", "xanh", "tim")


class Addresses(Protocol):
    """How the portal's CMS forms its addresses."""

    def article_address(self, slug: str, section: int = 0) -> str: ...
    def paged(self, address: str, page: int) -> str: ...
    def split(self, path: str) -> tuple[str, int]: ...


def links(portal: Addresses) -> Iterator[str]:
    """The traps' entries as links of a list page."""
    yield f'<a href="{LISTS}lich/0">Lịch công tác</a>'
    yield f'<a href="{LISTS}lap/">Chuyên đề</a>'
    yield f'<a href="{LISTS}vo-tan/">Văn bản</a>'
    yield from (f'<a href="{LISTS}loc?mau={one}&co=1">{one}</a>' for one in COLOURS)
    yield from (f'<a href="{portal.article_address(slug)}">Tin nóng về {slug}</a>' for slug in ("vong-1", "dai-0"))


def answer(path: str, portal: Addresses) -> str | Response | None:
    """The page or the redirect at a trap's address; None for an address of no trap."""
    name = name_of(path)
    last = path.rstrip("/").rsplit("/", 1)[-1]
    numbered = re.search(rf"{name}[-/](\d+)", path)
    number = int(numbered[1]) if numbered else 0
    match name:
        case "lich":
            return _calendar(number)
        case "lap":
            return f'<p>Chuyên đề</p><a href="{last or "lap"}/them/">Thêm</a><a href="lap/">Chuyên đề</a>'
        case "loc":
            return "".join(f'<a href="?mau={one}&co={random.randrange(99)}">{one}</a>' for one in COLOURS)
        case "vo-tan":
            return _endless(path, portal)
        case "vong":
            return redirect(portal.article_address(f"vong-{2 if number == 1 else 1}"))
        case "dai":
            return redirect(portal.article_address(f"dai-{number + 1}"))
    return None


def _calendar(month: int) -> str:
    around = (month - 1, month + 1) if month < MONTHS else ()
    days = "".join(f"<td>{day}</td>" for day in range(1, 31))
    links = "".join(f'<a href="{LISTS}lich/{one}">Tháng {one}</a>' for one in around if one >= 0)
    return f"<table><tr>{days}</tr></table>{links}"


def _endless(path: str, portal: Addresses) -> str:
    """A list that names something new on each page, and always a next one."""
    page = portal.split(path)[1]
    following = f'<a href="{portal.paged(f"{LISTS}vo-tan/", page + 1)}">{page + 1}</a>'
    item = portal.article_address(f"vo-tan-{page}")
    return f'<ul><li><a href="{item}">Văn bản số {page} của huyện ủy</a></li></ul>{following}'


def name_of(path: str) -> str | None:
    """The trap that an address belongs to."""
    found = _NAMED.search(path.lower())
    return found[1] if found else None


def followed(requests: Iterable[str]) -> Counter[str]:
    """How often each trap was asked for something."""
    return Counter(name for name in map(name_of, requests) if name)

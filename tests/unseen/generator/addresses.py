"""Addresses: what the pages of a portal are called, and how a link on one page names another."""

from __future__ import annotations

import hashlib
import posixpath
import random
import unicodedata
import uuid
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.unseen.generator.plans import Plan
from tests.unseen.generator.stories import Story

_LETTERS = "abcdefgh"


def slug(text: str) -> str:
    """Spell a text in ASCII, with hyphens."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in bare if c.isascii() or c == " ").split())


def _digest(seed: str, what: str) -> str:
    return hashlib.sha256(f"{seed} {what}".encode()).hexdigest()


class Addresses:
    """The canonical address of every page of a portal, by its plan."""

    def __init__(self, seed: str, plan: Plan, sections: list[str]) -> None:
        self._seed, self._plan, self._sections = seed, plan, sections

    def story(self, story: Story, section: int | None = None) -> str:
        """Address of an article; under another section where the portal shows it in two."""
        place = story.section if section is None else section
        match self._plan.addresses:
            case "hash":
                return f"/t/{_digest(self._seed, str(story.key))[:12]}"
            case "uuid":
                return f"/bai-viet/{uuid.UUID(_digest(self._seed, str(story.key))[:32])}"
            case "numeric":
                return f"/?a={place + 3}&b={story.key}"
            case "ashx":
                return f"/view.ashx?m={place + 40}&item={story.key}"
            case "flat":
                place_in = "" if section is None else f"{slug(self._sections[section])}/"
                return f"/{place_in}{slug(story.title)}"
            case "folders":
                return f"/cong/tin/m{place}/{story.key}.htm"
            case "dated":
                return f"/{story.when:%Y/%m}/{slug(story.title)}"
        return f"/{_LETTERS[place]}/bai/{story.key}"

    def section(self, number: int) -> str:
        match self._plan.addresses:
            case "hash":
                return f"/c/{_digest(self._seed, f'section {number}')[:8]}"
            case "uuid":
                return f"/nhom/{uuid.UUID(_digest(self._seed, f'section {number}')[:32])}"
            case "numeric":
                return f"/?a={number + 3}"
            case "ashx":
                return f"/list.ashx?m={number + 40}"
            case "folders":
                return f"/cong/muc/{number}/"
            case "letters":
                return f"/{_LETTERS[number]}"
        return f"/{slug(self._sections[number])}"

    def paged(self, base: str, page: int, size: int) -> str:
        """Address of a list's further page."""
        if page == 1:
            return base
        if self._plan.paging == "path" and "?" not in base:
            return f"{base.rstrip('/')}/{page}"
        name, value = ("tu", (page - 1) * size) if self._plan.paging == "offset" else ("kt", page)
        return f"{base}{'&' if '?' in base else '?'}{name}={value}"

    def other(self, name: str) -> str:
        """Address of a page that is neither an article nor a list of them."""
        match self._plan.addresses:
            case "hash":
                return f"/p/{_digest(self._seed, name)[:8]}"
            case "uuid":
                return f"/trang/{uuid.UUID(_digest(self._seed, name)[:32])}"
            case "numeric":
                return f"/?c={int(_digest(self._seed, name)[:3], 16)}"
            case "ashx":
                return f"/page.ashx?p={int(_digest(self._seed, name)[:3], 16)}"
            case "folders":
                return f"/cong/trang/{name}.htm"
        return f"/{name}"


def normal(address: str) -> str:
    """Spell a path with query as the server compares it: parameters in order, without a slash at the end."""
    split = urlsplit(address)
    query = urlencode(sorted(parse_qsl(split.query, keep_blank_values=True)))
    return (split.path.rstrip("/") or "/") + (f"?{query}" if query else "")


BASE = "/cong/"
"""What `<base href>` says where links are relative to it."""


class Links:
    """Writes the links of one page in the portal's way."""

    def __init__(self, plan: Plan, page: str, host: str, chance: random.Random) -> None:
        self._plan, self._page, self._host, self._chance = plan, page, host, chance

    def href(self, target: str) -> str:
        """Spell an address for an `href`: relative, with entities, with parameters in one order or another."""
        if self._plan.odd_order and "&" in target and self._chance.random() < 0.5:
            path, _, query = target.partition("?")
            target = f"{path}?{'&'.join(reversed(query.split('&')))}"
        return getattr(self, f"_{self._plan.links}")(target) if target.startswith("/") else _amp(target)

    def _plain(self, target: str) -> str:
        return _amp(target)

    def _protocol(self, target: str) -> str:
        return _amp(f"//{self._host}{target}")

    def _entities(self, target: str) -> str:
        return _amp(target).replace("/", "&#47;", 1).replace("=", "&#x3D;").replace("-", "&#45;", 1)

    def _base(self, target: str) -> str:
        return _amp(_relative(target, BASE))

    def _dots(self, target: str) -> str:
        return _amp(_relative(target, urlsplit(self._page).path))


def _relative(target: str, page: str) -> str:
    split = urlsplit(target)
    folder = page if page.endswith("/") else posixpath.dirname(page)
    path = posixpath.relpath(split.path, folder)
    path += "/" if split.path.endswith("/") and not path.endswith("/") else ""
    return path + (f"?{split.query}" if split.query else "")


def _amp(target: str) -> str:
    return target.replace("&", "&amp;")

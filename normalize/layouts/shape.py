"""A page as learning sees it: its frame and blocks as hashes and flags, with what its list said of it. Pure."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from corpus.articles.records import EXTRACTED_TEXT, Page
from normalize.fields.byline import is_name
from normalize.html.blocks import Block, read_blocks
from normalize.html.boilerplate_lines import split_date
from normalize.html.parse import parse
from normalize.layouts.places import Place, hashed, label_key, place_of, places_of, text_key
from normalize.page_source import in_json, page_text
from normalize.rejection import RejectedError
from normalize.text import one_line, squeezed, word_count
from seeds.config.site import Site
from seeds.dates import parse_shown
from seeds.timing import VIETNAM

LINKED = 0.6
"""Share of link text from which on a block is a link; a date may stand behind it."""
MOST_BLOCKS = 1_500
"""Blocks of a page that are looked at: articles with tables have some hundreds."""
SHORT = 120
"""Characters of a line that may be a date of publication."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One block of a page."""

    place: Place
    text: int
    words: int
    is_link: bool
    target: int = 0
    """Where its first link leads, as a hash; 0: it has none within the portal."""
    label: int = 0
    """A hash of the few words beside its links within the portal; 0 where there are none."""
    name: int = 0
    """A hash of a link's own text, or of a line without the date behind it: what a page is called by others."""
    is_title: bool = False
    """Whether it is what lists, or else the page itself, call the article."""
    is_name: bool = False
    """Whether it has the form of a person's name."""
    day: date | None = None
    """The day in a short line."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A page as far as learning goes. It holds nothing of the page's text but hashes."""

    page: int
    """Its id; several captures of a page count once."""
    capture: int
    """The id of this capture."""
    own: int
    """A hash of its own address."""
    frame: frozenset[int]
    """Places of all its elements."""
    marks: tuple[Mark, ...]
    listed: bool
    """Whether a list named its title."""
    listed_day: date | None
    fetched_day: date | None


def read_shape(page: Page, site: Site, page_id: int = 0, capture: int = 0) -> Shape | None:
    """The shape of a page; None where it is no page of HTML."""
    if page.content_type == EXTRACTED_TEXT or in_json(page, site) is not None:
        return None
    try:
        tree = parse(page_text(page, site))
    except RejectedError:
        return None
    places = places_of(tree)
    names = _Names(tree, page)
    marks = []
    for block in page_blocks(tree)[:MOST_BLOCKS]:
        place = place_of(block, places)
        if place is not None:
            marks.append(_mark(block, place, names, page.url))
    return Shape(
        page=page_id,
        capture=capture or page_id,
        own=address(page.url, page.url),
        frame=frozenset(place.loose for place in places.values()),
        marks=tuple(marks),
        listed=bool(page.hints.title),
        listed_day=page.hints.date,
        fetched_day=page.fetched_at.astimezone(VIETNAM).date() if page.fetched_at else None,
    )


def page_blocks(tree: HtmlElement, skipped: Set[HtmlElement] = frozenset()) -> list[Block]:
    """All blocks of a page's body, those in boxes that are skipped left out."""
    body = tree.find("body")
    return [] if body is None else read_blocks(body, skipped)


def _mark(block: Block, place: Place, names: _Names, url: str) -> Mark:
    is_link = block.linked >= LINKED
    short = block.kind != "table" and len(block.text) <= SHORT
    moment = parse_shown(block.text) if short and not is_link and any(map(str.isdigit, block.text)) else None
    link = _link(block) if block.linked else None
    target = address(link.get("href") or "", url) if link is not None else 0
    return Mark(
        place=place,
        text=text_key(block),
        words=word_count(block.text),
        is_link=is_link,
        target=target,
        label=label_key(block) if target else 0,
        name=_called(block, link) if short else 0,
        is_title=not is_link and block.kind != "table" and names.call(block.text),
        is_name=short and not is_link and is_name(block.text, strict=False),
        day=moment.day if moment else None,
    )


def _link(block: Block) -> HtmlElement | None:
    """The first link in a block, or the one that it stands in or (text before a paragraph in the same box) before."""
    element = block.element
    if element is None or element.tag == "a":
        return element
    before = element.getprevious()
    for link in (next(element.iter("a"), None), next(element.iterancestors("a"), None), before):
        if link is not None and link.tag == "a":
            return link
    return None


def _called(block: Block, link: HtmlElement | None) -> int:
    text = split_date(block.text)[0] if link is None else one_line(str(link.text_content()))
    return hashed(squeezed(text)) if len(text.split()) > 2 else 0


def address(href: str, url: str) -> int:
    """A hash of where a link leads, without scheme and fragment; 0 where that is another host, or none."""
    href = href.strip()
    if not href or href.startswith("#"):
        return 0
    try:
        whole, own = urlsplit(urljoin(url, href)), urlsplit(url)
    except ValueError:
        return 0
    if whole.scheme not in ("http", "https", "") or whole.netloc != own.netloc:
        return 0
    return hashed(f"{whole.path.rstrip('/')}?{whole.query}")


class _Names:
    """What the list that named a page, or else the page itself, calls its article."""

    def __init__(self, tree: HtmlElement, page: Page) -> None:
        self._listed = squeezed(one_line(page.hints.title or "").rstrip(" .…"))
        self._document = squeezed(one_line(tree.findtext(".//head/title") or ""))

    def call(self, line: str) -> bool:
        """Whether a line is the headline: of the list's words, or (where no list named it) of the document's title."""
        if not 2 <= len(line.split()) <= 60:
            return False
        text = squeezed(split_date(line)[0])
        if self._listed:
            return text == self._listed or (len(self._listed) > SHORT // 4 and text.startswith(self._listed))
        return len(text) >= SHORT // 6 and self._document.startswith(text)

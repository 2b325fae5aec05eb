"""Reduce a page to what learning needs: frame and blocks as hashes and flags, and its list's hints. Pure."""

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
"""Share of link text from which on a block is a link; a date may follow it."""
MOST_BLOCKS = 1_500
"""Most blocks of a page that are read: articles with tables have some hundreds."""
SHORT = 120
"""Characters of the longest line that may be a date of publication."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One block of a page."""

    place: Place
    text: int
    words: int
    is_link: bool
    target: int = 0
    """A hash of its first link's address; 0 if it has none within the portal."""
    label: int = 0
    """A hash of the few words beside its links within the portal; 0 where there are none."""
    name: int = 0
    """A hash of a link's own text, or of a line without the date behind it: a name that links give to pages."""
    is_title: bool = False
    """True if lists, or else the page itself, name the article so."""
    is_name: bool = False
    """True if it has the form of a person's name."""
    day: date | None = None
    """The day in a short line."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One page as far as learning goes. It holds nothing of the page's text but hashes."""

    page: int
    """Id of the page; several captures of a page count once."""
    capture: int
    """Id of this capture."""
    own: int
    """A hash of its own address."""
    frame: frozenset[int]
    """Places of all its elements."""
    marks: tuple[Mark, ...]
    listed: bool
    """True if a list named its title."""
    listed_day: date | None
    fetched_day: date | None


def read_shape(page: Page, site: Site, page_id: int = 0, capture: int = 0) -> Shape | None:
    """Return the shape of a page; None where it is no page of HTML."""
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
    """Return all blocks of a page's body, except those in skipped boxes."""
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
    """Return the first link in a block, else the link around it, else the link directly before it.

    The last one is for text before a paragraph in the same box.
    """
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
    """Hash a link's address, without scheme and fragment; 0 where it is on another host, or missing."""
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
    """The names of one page's article: the list's, or else the page's own."""

    def __init__(self, tree: HtmlElement, page: Page) -> None:
        self._listed = squeezed(one_line(page.hints.title or "").rstrip(" .…"))
        self._document = squeezed(one_line(tree.findtext(".//head/title") or ""))

    def call(self, line: str) -> bool:
        """Decide whether a line is the headline: the list's words, or, without a list, the document title's start."""
        if not 2 <= len(line.split()) <= 60:
            return False
        text = squeezed(split_date(line)[0])
        if self._listed:
            return text == self._listed or (len(self._listed) > SHORT // 4 and text.startswith(self._listed))
        return len(text) >= SHORT // 6 and self._document.startswith(text)

"""Boxes that announce other pages: each has a headline that links there, most with a few words of summary below it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import cast
from urllib.parse import SplitResult, urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from normalize.content.attachments import is_document
from normalize.text import LONG, one_line, squeezed, text_in, word_count

HEADLINE = 4
"""Words of the shortest headline of a teaser: links of menus are shorter, and those that are not have no summary."""
SUMMARY = 90
"""Words below one headline from which on it heads a text of its own. The sample portals' summaries have up to 60."""
SHORT_LABEL = 3
"""Letters of the last but one label of a host that only groups sites: gov.vn, com.vn, co.uk."""
LEAST = 5
"""Words of the summaries of one shape of teaser on the average; with fewer they are links alone, as any list's."""
BEFORE = 8
"""Words that may stand before a teaser's headline: a date, a section."""
LEVELS = 6
"""Elements around a link that are looked at for the box of its teaser."""
MOST = 2_000
"""Links that are looked at: pages have some hundred."""
_TEXTS = cast("Callable[[HtmlElement], list[str]]", etree.XPath("descendant::text()", smart_strings=False))
_LINKED = cast("Callable[[HtmlElement], list[str]]", etree.XPath("descendant::a//text()", smart_strings=False))
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp")


@dataclass(frozen=True, slots=True)
class TeaserGroup:
    """Teasers that stand in one element: how many, and the words of their summaries."""

    parent: HtmlElement
    count: int
    words: int


def unlinked_words(element: HtmlElement) -> int:
    """Words of an element that are no link's. A text that stands there twice, for two widths of screen, counts once."""
    linked = set(_LINKED(element))
    texts = {text for text in _TEXTS(element) if text not in linked}
    return word_count(" ".join(texts)) if texts else 0


def cut_teasers(
    tree: HtmlElement, url: str, *, keep: HtmlElement | None = None, guides: bool = False
) -> list[TeaserGroup]:
    """Cut the teasers of which there are at least two of one shape; one with `keep`, the page's own headline, never.

    `guides`: whether to leave those that are parts of a text. Lists of portals mix long and short ones, too.
    """
    kept = set() if keep is None else {keep, *keep.iterancestors()}
    boxes: dict[tuple[str, str], list[_Box]] = defaultdict(list)
    for parent, units in _groups(tree, url).items():
        for box in _boxes(parent, units):
            if not kept.intersection(box.elements):
                boxes[_shape(box.elements[0])].append(box)
    counts: Counter[HtmlElement] = Counter()
    words: Counter[HtmlElement] = Counter()
    for alike in boxes.values():
        if (
            len(alike) < 2
            or sum(box.words for box in alike) < LEAST * len(alike)
            or (guides and _are_parts(alike, tree))
        ):
            continue
        for box in alike:
            counts[box.parent] += 1
            words[box.parent] += box.words
            for element in box.elements:
                if element.getparent() is not None:
                    element.drop_tree()
    return [TeaserGroup(parent, count, words[parent]) for parent, count in counts.items()]


def _are_parts(alike: list[_Box], tree: HtmlElement) -> bool:
    """Whether most elements of their shape are none of these boxes: then they are parts of a text, some with a link.

    So are the headings of a guide, of which two lead to where more stands. A shape without a class says something of
    headings alone: paragraphs of teasers look as the text's own do.
    """
    first = alike[0].elements[0]
    shape = tag, name = _shape(first)
    if not name and tag not in _HEADINGS:
        return False
    inside = {element for box in alike for element in box.elements}
    parents = {box.parent for box in alike}
    others = (
        element
        for element in tree.iter(tag)
        if element not in inside and _shape(element) == shape and (name or element.getparent() in parents)
    )
    return sum(1 for element in others if word_count(text_in(element))) > len(alike)


def _shape(element: HtmlElement) -> tuple[str, str]:
    """What boxes of one kind have in common: their tag and first class without a number."""
    names = (name for name in (element.get("class") or "").split() if not any(map(str.isdigit, name)))
    return str(element.tag), next(names, "")


@dataclass(slots=True)
class _Box:
    """One teaser: its elements in order, in which element they stand, and the words of its summary."""

    parent: HtmlElement
    elements: list[HtmlElement]
    words: int


def _groups(tree: HtmlElement, url: str) -> dict[HtmlElement, list[HtmlElement]]:
    """By the element that holds several headlines: the largest boxes in it that hold one of them each."""
    links = list(islice((link for link in tree.iter("a") if is_headline_link(link, url)), MOST))
    leading: dict[HtmlElement, set[str]] = defaultdict(set)
    for link in links:
        for around in islice(link.iterancestors(), LEVELS):
            leading[around].add(link.get("href") or "")
    groups: dict[HtmlElement, list[HtmlElement]] = defaultdict(list)
    for link in links:
        unit = link
        for around in islice(link.iterancestors(), LEVELS):
            if len(leading[around]) > 1:
                if unit not in groups[around]:
                    groups[around].append(unit)
                break
            unit = around
    return groups


def is_headline_link(link: HtmlElement, url: str) -> bool:
    """Whether a link is the headline of another page: of some words, alone on its line, and not to a file."""
    href = (link.get("href") or "").strip()
    if not href or href.startswith(("#", "mailto:", "tel:")):
        return False
    text = text_in(link)
    if word_count(text) < HEADLINE:
        return False
    leads = _leads_to_page if len(href) < LONG else _leads_to_page.__wrapped__
    return leads(href, url) and _is_alone(link, text)


@lru_cache(maxsize=2048)
def _leads_to_page(href: str, url: str) -> bool:
    """Whether an address is that of a page of the same organisation. Each link of a page is asked in several steps."""
    if is_document(href) or _path(href).lower().endswith(_PICTURES):
        return False
    return _leads_within(href, url)


def _leads_within(href: str, url: str) -> bool:
    """Whether it leads to another page of the same host; where the page's address is not known, to any."""
    try:
        there, here = urlsplit(urljoin(url, href)), urlsplit(url)
    except ValueError:
        return False
    if not here.netloc:
        return True
    return _site(there) == _site(here) and (there.path, there.query) != (here.path, here.query)


def _site(address: SplitResult) -> str:
    """The name that all hosts of one organisation end with: hanam.gov.vn of www.hanam.gov.vn, bbc.co.uk."""
    labels = (address.hostname or "").split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and len(labels[-2]) <= SHORT_LABEL else labels[-2:])


def _path(href: str) -> str:
    try:
        return urlsplit(href).path
    except ValueError:
        return ""


def _is_alone(link: HtmlElement, text: str) -> bool:
    """Whether the line that a link stands on has little else: no words of a sentence before or behind it."""
    line = link
    while (parent := line.getparent()) is not None and line.tag in ("a", "b", "strong", "span", "em", "i", "font", "u"):
        line = parent
    own, whole = len(squeezed(text)), 0
    for piece in chain([line.text or ""], (each for child in line.iterchildren() for each in _inline(child))):
        whole += len(squeezed(piece))
        if own < 0.6 * whole:  # a line of thousands of links is not read again for each
            return False
    return True


def _inline(child: HtmlElement) -> Iterator[str]:
    """The text of a child on the same line, and what stands behind it."""
    if child.tag in ("a", "b", "strong", "span", "em", "i", "font", "u"):
        yield str(child.text_content())
    if child.tag != "br":
        yield child.tail or ""


def _boxes(parent: HtmlElement, units: list[HtmlElement]) -> Iterator[_Box]:
    """The units that are teasers, each with the elements behind it up to the next one where it is a headline alone."""
    known = set(units)
    for unit in units:
        words = unlinked_words(unit)
        elements = [unit]
        if words < HEADLINE:
            elements += _behind(unit, known)
            words = sum(map(unlinked_words, elements))
        if words <= SUMMARY and _opens_with_link(unit):
            yield _Box(parent, elements, words)


def _behind(unit: HtmlElement, units: set[HtmlElement]) -> Iterable[HtmlElement]:
    """What stands between a headline and the next: its summary. Behind the last one, its next element."""
    found: list[HtmlElement] = []
    for sibling in unit.itersiblings():
        if sibling in units:
            return found
        if len(found) == 3:
            return []
        if isinstance(sibling.tag, str):
            found.append(sibling)
    return []


def _opens_with_link(unit: HtmlElement) -> bool:
    """Whether little text stands before the first headline in a box."""
    before = 0
    for element in unit.iter():
        if element.tag == "a" and word_count(text_in(element)) >= HEADLINE:
            return before <= BEFORE
        if isinstance(element.tag, str) and element.tag != "a" and not _within_link(element, unit):
            before += word_count(one_line(element.text or ""))
    return False


def _within_link(element: HtmlElement, unit: HtmlElement) -> bool:
    for around in element.iterancestors():
        if around is unit:
            return False
        if around.tag == "a":
            return True
    return False


def is_teaser_box(element: HtmlElement) -> bool:
    """Whether an element below a heading such as "Tin liên quan" is teasers: a headline or more, short summaries."""
    links = [link for link in element.iter("a") if word_count(text_in(link)) >= HEADLINE]
    distinct = {link.get("href") for link in links}
    if next(element.iter("h1"), None) is not None:
        return False
    return bool(links) and _opens_with_link(element) and unlinked_words(element) <= SUMMARY * len(distinct)

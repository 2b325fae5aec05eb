"""Cut teasers: boxes with a headline that links to another page, most with a short summary below it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Set
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
"""Words of the shortest headline of a teaser: menus have shorter links, and their longer ones have no summary."""
SUMMARY = 90
"""Words below one headline from which on the text below is more than a summary. The sample portals' summaries have up
to 60.
"""
SHORT_LABEL = 3
"""Letters of the last but one label of a host that only groups sites: gov.vn, com.vn, co.uk."""
LEAST = 5
"""Least mean of words in the summaries of one shape of teaser; with fewer they are mere links, as in any list."""
BEFORE = 8
"""Most words before a teaser's headline: a date, a section."""
LEVELS = 6
"""Elements around a link that are searched for the box of its teaser."""
MOST = 2_000
"""Most links that are read: pages have some hundred."""
_TEXTS = cast("Callable[[HtmlElement], list[str]]", etree.XPath("descendant::text()", smart_strings=False))
_LINKED = cast("Callable[[HtmlElement], list[str]]", etree.XPath("descendant-or-self::a//text()", smart_strings=False))
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INLINE = ("a", "b", "strong", "span", "em", "i", "font", "u")
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp")


@dataclass(frozen=True, slots=True)
class TeaserGroup:
    """The teasers in one element: their number, and the words of their summaries."""

    parent: HtmlElement
    count: int
    words: int


def unlinked_words(element: HtmlElement) -> int:
    """Count the words of an element outside of links.

    A text that it has twice, for two widths of screen, counts once.
    """
    linked = set(_LINKED(element))
    texts = {text for text in _TEXTS(element) if text not in linked}
    return word_count(" ".join(texts)) if texts else 0


def cut_teasers(
    tree: HtmlElement, url: str, *, keep: HtmlElement | None = None, guides: bool = False
) -> list[TeaserGroup]:
    """Cut teasers of which there are at least two of one shape, but never one with `keep`, the page's own headline.

    `guides`: leave those that are parts of a text. It is not for portals, whose lists mix long and short teasers, too.
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
        for box in chain(alike, list(_with_short_headlines(alike, url, kept))):
            counts[box.parent] += 1
            words[box.parent] += box.words
            for element in box.elements:
                if element.getparent() is not None:
                    element.drop_tree()
    return [TeaserGroup(parent, count, words[parent]) for parent, count in counts.items()]


def _are_parts(alike: list[_Box], tree: HtmlElement) -> bool:
    """Decide whether the boxes are parts of a text: most elements of their shape are none of these boxes.

    So are the headings of a guide, two of which link to further text. A shape without a class is evidence for headings
    only: paragraphs of teasers look like the text's own.
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
    """Return what boxes of one kind have in common: their tag and first class without a number."""
    names = (name for name in (element.get("class") or "").split() if not any(map(str.isdigit, name)))
    return str(element.tag), next(names, "")


@dataclass(slots=True)
class _Box:
    """One teaser: its elements in order, the element around them, and the words of its summary."""

    parent: HtmlElement
    elements: list[HtmlElement]
    words: int


def _groups(tree: HtmlElement, url: str) -> dict[HtmlElement, list[HtmlElement]]:
    """Group headlines by the element that holds several: the largest boxes in it that hold one headline each."""
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
    """Decide whether a link is the headline of another page: of some words, alone on its line, and not to a file."""
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
    """Decide whether an address is a page of the same organisation, cached: several steps ask for each link."""
    if is_document(href) or _path(href).lower().endswith(_PICTURES):
        return False
    return _leads_within(href, url)


def _leads_within(href: str, url: str) -> bool:
    """Decide whether an address is another page of the same organisation.

    Where the page's own address is unknown, any address is.
    """
    try:
        there, here = urlsplit(urljoin(url, href)), urlsplit(url)
    except ValueError:
        return False
    if not here.netloc:
        return True
    return _site(there) == _site(here) and (there.path, there.query) != (here.path, here.query)


def _site(address: SplitResult) -> str:
    """Return the name that all hosts of one organisation end with: hanam.gov.vn of www.hanam.gov.vn, bbc.co.uk."""
    labels = (address.hostname or "").split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and len(labels[-2]) <= SHORT_LABEL else labels[-2:])


def _path(href: str) -> str:
    try:
        return urlsplit(href).path
    except ValueError:
        return ""


def _is_alone(link: HtmlElement, text: str) -> bool:
    """Decide whether a link is nearly alone on its line: no words of a sentence before or behind it."""
    top = link
    while (parent := top.getparent()) is not None and parent.tag in _INLINE:
        top = parent
    own, whole = len(squeezed(text)), 0
    for piece in _line_around(top):
        whole += len(squeezed(piece))
        if own < 0.6 * whole:  # so a line of thousands of links is not read in full for each link
            return False
    return True


def _line_around(top: HtmlElement) -> Iterator[str]:
    """Yield the texts of an inline element's line: up to a break, a block, or the end of the box, on either side."""
    yield str(top.text_content())
    yield top.tail or ""
    for sibling in top.itersiblings():
        if sibling.tag not in _INLINE:
            break
        yield str(sibling.text_content())
        yield sibling.tail or ""
    for sibling in top.itersiblings(preceding=True):
        yield sibling.tail or ""
        if sibling.tag not in _INLINE:
            return
        yield str(sibling.text_content())
    parent = top.getparent()
    yield (parent.text if parent is not None else None) or ""


def _boxes(parent: HtmlElement, units: list[HtmlElement]) -> Iterator[_Box]:
    """Yield the units that are teasers; one that is only a headline takes the elements up to the next unit."""
    known = set(units)
    for unit in units:
        words = unlinked_words(unit)
        elements = [unit]
        if words < HEADLINE:
            elements += _behind(unit, known)
            words = sum(map(unlinked_words, elements))
        if words <= SUMMARY and _opens_with_link(unit):
            yield _Box(parent, elements, words)


def _with_short_headlines(alike: list[_Box], url: str, kept: Set[HtmlElement]) -> Iterator[_Box]:
    """Yield what stands among teasers in boxes of their tag and class, with a link and a summary: a name is a headline.

    They must be fewer than the teasers, and boxes without a class prove nothing.
    """
    inside = {element for box in alike for element in box.elements}
    found: dict[HtmlElement, list[_Box]] = defaultdict(list)
    for parent in {box.parent for box in alike}:
        shapes = Counter(_shape(box.elements[0]) for box in alike if box.parent is parent)
        for child in parent.iterchildren():
            if not isinstance(child.tag, str) or child in inside or child in kept:
                continue
            shape = _shape(child)
            if shape[1] and len(found[parent]) + 1 < shapes[shape] and _names_other_page(child, url):
                found[parent].append(_Box(parent, [child], unlinked_words(child)))
    yield from chain.from_iterable(found.values())


def _names_other_page(element: HtmlElement, url: str) -> bool:
    """Decide whether a box leads to another page by a short link alone on its line, above a summary."""
    if not HEADLINE <= unlinked_words(element) <= SUMMARY:
        return False
    links = (link for link in element.iter("a") if word_count(text_in(link)))
    first = next(links, None)
    href = "" if first is None else (first.get("href") or "").strip()
    if first is None or not href or href.startswith(("#", "mailto:", "tel:")):
        return False
    return _leads_to_page.__wrapped__(href, url) and _is_alone(first, text_in(first))


def _behind(unit: HtmlElement, units: set[HtmlElement]) -> Iterable[HtmlElement]:
    """Return the elements between a headline and the next one: its summary; none if there are more than three."""
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
    """Decide whether little text comes before the first headline in a box."""
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
    """Decide whether an element below a heading such as "Tin liên quan" has only headlines with short summaries."""
    links = [link for link in element.iter("a") if word_count(text_in(link)) >= HEADLINE]
    distinct = {link.get("href") for link in links}
    if next(element.iter("h1"), None) is not None:
        return False
    return bool(links) and _opens_with_link(element) and unlinked_words(element) <= SUMMARY * len(distinct)

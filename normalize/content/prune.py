"""Cut from the tree what no reader would call the article: by selectors, by tag, and by names of boilerplate."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import chain, islice
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from normalize.content.teasers import is_teaser_box, unlinked_words
from normalize.html.boilerplate_lines import is_related_heading
from normalize.text import one_line, squeezed, text_in, word_count, words
from seeds.pages.css import find_all, find_plain, is_plain

_TAGS = (
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "button", "select", "input",
    "textarea", "dialog", "nav", "footer", "aside", "audio", "video", "canvas", "marquee",
)  # fmt: skip
_BESIDE = ("aside", "footer", "nav", "dialog")
LEAST_TEXT = 30
"""Words without links from which on even a text-free element may hold the article."""
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|addthis|a2a|comments?|binh-?luan|respond|related|lien-?quan|tin-?khac|other-?news|"
    r"news-?other|other-?category|breadcrumbs?|counter|statistics?|thong-?ke|truy-?cap|visitors?|poll|tham-?do|vote|rating|"
    r"banner|quang-?cao|advert(?:isement)?s?|ads|web-?links?|lien-?ket|sidebar|menu|navbar|navigation|"
    r"toolbar|tool-?bar|tools|print(?:er)?|accessibility|skip|weather|thoi-?tiet|popup|modal|cookie|login|dang-?nhap|search|tim-?kiem|"
    r"footer|copyright|newsletter|tags?|tag-?list|pagination|paging|phan-?trang|"
    r"go-?top|back-?to-?top|marquee)"
    r"(?=$|[\s_\-\d])|(?:^|\s)(?:is-|visually-)?hidden(?=$|\s)",
    re.IGNORECASE,
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_WHOLE = ("body", "html", "form", "article")
_HEADING_TAGS = ("div", "p", "h2", "h3", "h4", "h5", "h6", "span", "strong", "b", "td", "li", "a", "label")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LINES = re.compile(r"\n|(?<=[.!?])\s")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
LONGEST_LINE = 12
"""Words of the longest paragraph that may be cut by its name alone."""
_MARKED = cast(
    "Callable[[HtmlElement], list[HtmlElement]]", etree.XPath("descendant::*[@class or @id or @style or @hidden]")
)
LONGEST_HEADING = 2_000
"""Characters of the largest element that may be the heading of a box of other articles, invisible text included."""
STREAMED = "S:"
"""Prefix of the ids that React gives to boxes sent later: hidden until its script puts them in their place."""
SHORTEST_HEADING = 7
"""Characters of the shortest heading of a box of other articles, "Tin mới"."""
MOST_AWAITING = 10
"""Hidden boxes with some text that are compared with all text of the page; of 469 real pages one has two."""
MOST_BOXES = 200
"""Most boxes of other articles that are cut: pages have three or four; thousands of headings would take forever."""
LARGEST_SHARE = 0.4
"""An element with more of the page's text than this is no boilerplate, whatever its name."""


def cut_selected(tree: HtmlElement, selectors: Iterable[str]) -> None:
    """Cut every element that the `clean.chrome` selectors of a site and its platform select."""
    wanted = list(selectors)
    others = (find_all(tree, selector) for selector in wanted if not is_plain(selector))
    for element in chain(find_plain(tree, filter(is_plain, wanted)), chain.from_iterable(others)):
        drop(element)


def cut_tags(tree: HtmlElement) -> None:
    """Cut the elements that never hold text to read; text behind them stays.

    An element named as a side part (aside, footer, nav, dialog) stays if it holds most of the page's text. So do the
    words of a button that is a heading.
    """
    whole = -1
    for element in list(tree.iter(*_TAGS)):
        if element.getparent() is None:
            continue
        if element.tag == "button" and element.getparent().tag in _HEADINGS:
            element.drop_tag()
            continue
        if element.tag in _BESIDE:
            words = unlinked_words(element)
            if words >= LEAST_TEXT:
                whole = unlinked_words(tree) if whole < 0 else whole
                if words >= LARGEST_SHARE * whole:
                    continue
        drop(element)


def cut_named(tree: HtmlElement, *, keep: Iterable[HtmlElement] = ()) -> None:
    """Cut hidden elements and those with a class or id of boilerplate, unless they hold a kept element."""
    kept = {ancestor for element in keep for ancestor in (element, *element.iterancestors())}
    whole = max(len(str(tree.text_content())), 1)
    left = MOST_AWAITING
    for element in _MARKED(tree):
        if element in kept or element.tag in _WHOLE:
            continue
        hidden = _is_hidden(element)
        if hidden and left and (words := unlinked_words(element)) >= LEAST_TEXT:
            left -= 1
            hidden = not _awaits_script(element, words, tree)
        if hidden or (_is_named(element) and _may_be_chrome(element, whole)):
            drop(element)


def cut_hidden(tree: HtmlElement) -> None:
    """Cut the elements that no reader sees, whatever their names."""
    for element in _MARKED(tree):
        if element.tag not in _WHOLE and _is_hidden(element):
            drop(element)


def cut_related(tree: HtmlElement) -> None:
    """Cut the boxes under a heading such as "Tin khác", with the links in them."""
    headings = (element for element in list(tree.iter(*_HEADING_TAGS)) if _is_related_heading(element))
    for heading in islice(headings, MOST_BOXES):
        _cut_box(heading, tree)


def _is_related_heading(element: HtmlElement) -> bool:
    text = "" if len(element) >= 4 else text_in(element)
    return SHORTEST_HEADING <= len(text) <= LONGEST_HEADING and is_related_heading(one_line(text))


def drop(element: HtmlElement) -> None:
    """Remove an element from its tree; the text behind it stays in its place."""
    if element.getparent() is not None:
        element.drop_tree()


def _awaits_script(element: HtmlElement, words: int, tree: HtmlElement) -> bool:
    """Decide whether a hidden element holds most of the text, which a script will show.

    A hidden copy of visible text does not count. `words`: the element's words outside of links.
    """
    if words < LARGEST_SHARE * unlinked_words(tree):
        return False
    sentences = [line for line in map(one_line, _LINES.split(str(element.text_content()))) if word_count(line) >= 8]
    whole = squeezed(str(tree.text_content()))
    return not any(whole.count(squeezed(line)) > 1 for line in sentences[:3])


def _may_be_chrome(element: HtmlElement, whole: int) -> bool:
    """Decide whether an element named as boilerplate may be cut: small, and no paragraph as long as a sentence."""
    text = str(element.text_content())
    return len(text) < whole * LARGEST_SHARE and not (element.tag == "p" and word_count(text) > LONGEST_LINE)


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    if style is not None and _HIDDEN.search(style):
        return True
    return element.get("hidden") is not None and not (element.get("id") or "").startswith(STREAMED)


def _is_named(element: HtmlElement) -> bool:
    id_ = element.get("id")
    if id_ and _is_in_heading(element):
        id_ = None  # an anchor made of the heading's own words ("Social media", "Kết quả tìm kiếm")
    class_ = element.get("class")
    names = f"{class_} {id_}" if class_ and id_ else class_ or id_
    return bool(names) and (_of_chrome(names) if len(names) < 200 else _of_chrome.__wrapped__(names))


def _is_in_heading(element: HtmlElement) -> bool:
    parent = element.getparent()
    return element.tag in _HEADINGS or (parent is not None and parent.tag in _HEADINGS)


@lru_cache(maxsize=8192)
def _of_chrome(names: str) -> bool:
    """Match names of boilerplate, cached: the pages of one site use few names."""
    return _NAMES.search(_CAMEL.sub("-", names)) is not None


def _cut_box(heading: HtmlElement, tree: HtmlElement) -> None:
    """Cut the heading and the links that follow it in its box; cut the box, where nothing else is in it."""
    element = heading
    while (parent := element.getparent()) is not None and parent is not tree and _starts(element) and _links(parent):
        element = parent
    while (sibling := element.getnext()) is not None and (
        _links(sibling) or not _shows_text(sibling) or is_teaser_box(sibling)
    ):
        drop(sibling)
    drop(element)


def _shows_text(element: HtmlElement) -> bool:
    return bool(one_line(str(element.text_content())))


def _starts(element: HtmlElement) -> bool:
    return not any(map(_shows_text, element.itersiblings(preceding=True)))


def _links(element: HtmlElement) -> bool:
    """Decide whether an element is a list of links: most of its words are link text, and the rest is no sentence."""
    total = len(words(str(element.text_content())))
    if not total:
        return True
    linked = sum(len(words(str(link.text_content()))) for link in element.iter("a"))
    return linked >= 0.6 * total or (linked > 0 and total - linked < 20)

"""Parse a page once, with a bound on how deep its elements may nest."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

from lxml import etree, html
from lxml.html import HtmlElement

from corpus.articles.records import Reason
from normalize.rejection import RejectedError
from seeds.pages.bounded_tags import with_bounded_tags
from seeds.pages.css import values_of

MAX_DEPTH = 400
"""People write no page that nests deeper: trafilatura gives nothing from some 2,000 on."""

MAX_NAMES = 2_000
"""Characters of a class or id. Longer ones are removed, because every selector would read them: 5 MB took 10 s."""

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)
MAX_ELEMENTS = 80_000
"""Most elements of a page; the largest of 735 real ones has 10,106."""
_COUNT = cast("Callable[[HtmlElement], float]", etree.XPath("count(//*)"))
_TOO_DEEP = etree.XPath(f"boolean({'/*' * (MAX_DEPTH + 1)})")
_TOO_LONG = etree.XPath(" | ".join(f"//*/@{name}[string-length() > {MAX_NAMES}]/.." for name in ("class", "id")))
_END_TAGS = re.compile(r"</(?:[bB][oO][dD][yY]|[hH][tT][mM][lL])\s*>")
"""End tags that are dropped: libxml2 puts text behind them outside of the root; pages go on behind them, or close them
early.
"""
_ELEMENTS = etree.ElementDefaultClassLookup(element=HtmlElement)
"""One class for all elements: lxml.html asks a Python function for the class each time an element is touched."""
_UNFIT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that libxml2 reads from HTML, and that lxml refuses wherever a text is moved."""
_UNFIT_ONES = [*map(chr, (*range(1, 9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))]
_UNFIT_REFERENCE = re.compile(r"&#(?:0*[12]?\d|0*3[01]|[xX]0*1?[\da-fA-F]|6553[45]|[xX]0*[fF]{3}[eEfF])(?![\da-fA-F])")
_TAG = re.compile(r"<[a-zA-Z!/]")


def parse(text: str) -> HtmlElement:
    """Parse a page into a tree.

    Raises RejectedError where the text is no HTML or nests without bound. Scripts are emptied unless they hold data: on
    modern pages scripts are most of what every later step would read.
    """
    if not _TAG.search(text):
        raise RejectedError(Reason.NOT_HTML, "there is no tag in it")
    # huge_tree: without it libxml2 silently leaves out all elements deeper than 256.
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    parser.set_element_class_lookup(_ELEMENTS)
    try:
        tree = html.document_fromstring(_DECLARATION.sub("", _END_TAGS.sub("", with_bounded_tags(text))), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise RejectedError(Reason.NOT_HTML, str(error)[:200]) from None
    if _TOO_DEEP(tree):
        raise RejectedError(Reason.EXTRACTOR_FAILED, f"elements nested more than {MAX_DEPTH} deep")
    if (elements := int(_COUNT(tree))) > MAX_ELEMENTS:
        raise RejectedError(Reason.TOO_LARGE, f"{elements:,} elements; the limit is {MAX_ELEMENTS:,}")
    if any(len(names) > MAX_NAMES for attribute in ("class", "id") for names in values_of(tree, attribute)):
        _cut_names(tree)
    for script in tree.iter("script"):
        if "json" not in (script.get("type") or "").lower():
            script.text = None
    if any(char in text for char in _UNFIT_ONES) or _UNFIT_REFERENCE.search(text):
        _clean(tree)
    return tree


def _cut_names(tree: HtmlElement) -> None:
    """Remove classes and ids that are too long."""
    for element in cast("list[HtmlElement]", _TOO_LONG(tree)):
        for name in ("class", "id"):
            if len(element.get(name, "")) > MAX_NAMES:
                del element.attrib[name]


def _clean(tree: HtmlElement) -> None:
    """Remove characters that lxml refuses from the tree's texts; those between lines or pages become line breaks."""
    for element in tree.iter():
        for place in ("text", "tail"):
            text = getattr(element, place)
            if text and _UNFIT.search(text):
                setattr(element, place, _UNFIT.sub(lambda char: "\n" if char[0] in "\x0b\x0c" else "", text))

"""The one parse of a page, with a bound on how deep its elements may nest."""

from __future__ import annotations

import re

from lxml import etree, html
from lxml.html import HtmlElement

from corpus.records import Reason
from normalize.errors import RejectedError

MAX_DEPTH = 400
"""Elements nested deeper than this are no page that people wrote: trafilatura gives nothing from some 2,000 on."""

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_TOO_DEEP = etree.XPath(f"boolean({'/*' * (MAX_DEPTH + 1)})")
_END_TAGS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
"""Dropped, because libxml2 puts what follows them outside of the root; pages go on behind them, or close them early."""
_TAG = re.compile(r"<[a-zA-Z!/]")


def parse(text: str) -> HtmlElement:
    """The tree of a page. Raises RejectedError where the text is no HTML or nests without bound."""
    if not _TAG.search(text):
        raise RejectedError(Reason.NOT_HTML, "there is no tag in it")
    # huge_tree: without it libxml2 leaves out all that stands deeper than 256 elements, without a word.
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(_DECLARATION.sub("", _END_TAGS.sub("", text)), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise RejectedError(Reason.NOT_HTML, str(error)[:200]) from None
    if _TOO_DEEP(tree):
        raise RejectedError(Reason.EXTRACTOR_FAILED, f"elements nested more than {MAX_DEPTH} deep")
    return tree


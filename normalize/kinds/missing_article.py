"""Pages that stand in an article's place with status 200: "the article does not exist", in whatever words."""

from __future__ import annotations

from itertools import pairwise

from lxml.html import HtmlElement

from corpus.articles.records import Reason
from normalize.rejection import RejectedError
from seeds.pages.page_type import folded, is_headline_text

MESSAGE = 60
"""Words of a text up to which it may be such a message; the shortest notices of portals have as many, and keep their
headlines."""
SHOWN = 0.5
"""Share of the pairs of neighbouring words of the links' text that a page must have somewhere, if it is short."""


def refuse_missing(tree: HtmlElement, text: str, hint: str | None) -> None:
    """Refuse a short page that nowhere shows what the links to it call it. One that shows a date of its own is none of
    these, whatever the links say: some call all pages alike and number them.

    Its words are not looked at: an article has its headline, whatever stands around it. Raises RejectedError.
    """
    if hint is None or not is_headline_text(hint) or len(text.split()) > MESSAGE:
        return
    wanted = list(pairwise(folded(hint).split()))
    page = folded(" ".join([str(tree.text_content()), *map(str, tree.xpath("//meta/@content | //@title | //@alt"))]))
    shown = set(pairwise(page.split()))
    if wanted and sum(pair in shown for pair in wanted) < SHOWN * len(wanted):
        raise RejectedError(Reason.ERROR_PAGE, f"it shows nothing of what links to it promise: {hint}"[:500])

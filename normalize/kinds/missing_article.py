"""Reject pages sent with status 200 in place of a missing article: "the article does not exist", in any words."""

from __future__ import annotations

from itertools import pairwise

from lxml.html import HtmlElement

from corpus.articles.records import Reason
from normalize.rejection import RejectedError
from seeds.pages.page_type import folded, is_headline_text

MESSAGE = 60
"""Words of the longest text that may be a message about a missing article; the shortest notices of portals have as
many, and keep their headlines.
"""
SHOWN = 0.5
"""Share of the pairs of neighbouring words in the links' text that a short page must have somewhere."""


def refuse_missing(tree: HtmlElement, text: str, hint: str | None) -> None:
    """Reject a short page that nowhere shows the text of the links to it. Raises RejectedError.

    The page's own words are not judged: an article has its headline, in whatever surroundings. A page that shows its
    own date must not be passed here, whatever its links say: some portals give all pages the same name and number them.
    """
    if hint is None or not is_headline_text(hint) or len(text.split()) > MESSAGE:
        return
    wanted = list(pairwise(folded(hint).split()))
    page = folded(" ".join([str(tree.text_content()), *map(str, tree.xpath("//meta/@content | //@title | //@alt"))]))
    shown = set(pairwise(page.split()))
    if wanted and sum(pair in shown for pair in wanted) < SHOWN * len(wanted):
        raise RejectedError(Reason.ERROR_PAGE, f"it shows nothing of what links to it promise: {hint}"[:500])

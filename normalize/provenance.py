"""Name the source of each field of an article: when a portal changes its layout, sources change first."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from corpus.articles.records import Source
from normalize.content.locate_by_rules import Located
from normalize.fields.title import Title
from seeds.pages.css import find_all


def first_matching(tree: HtmlElement, selectors: tuple[str, ...]) -> str:
    """Return the first of the selectors that is on the page; "selector" where none is any more."""
    return next((selector for selector in selectors if find_all(tree, selector)), Source.SELECTOR.value)


def title_source(given: Title, title: str) -> str:
    """Name the source of the headline.

    `given` is what selectors and metadata said, `title` is the title that was chosen.
    """
    return given.source if given.text == title else Source.TEXT.value


def text_source(tree: HtmlElement, selectors: tuple[str, ...], located: Located) -> str:
    """Return the selector that found the article, or "text" where its form did."""
    if not located.selected:
        return Source.TEXT.value
    if len(selectors) == 1:
        return selectors[0]
    place = located.places[0]
    showing = (selector for selector in selectors if any(element is place for element in find_all(tree, selector)))
    return next(showing, Source.SELECTOR.value)


def date_source(where: Source | None, shown_by: str) -> str | None:
    """Return the selector that found the date, or the kind of its source; None where there is no date."""
    return shown_by if where is Source.SELECTOR else where.value if where else None


def author_source(read: Sequence[str | None], byline: str | None, shown_by: str) -> str | None:
    """Name the source of the author; None where there is no author.

    `read`: the author by the byline in the text, by byline or metadata, by a name below the article, by the layout.
    """
    kinds = (Source.TEXT.value, shown_by if byline else Source.META.value, Source.TEXT.value, Source.LAYOUT.value)
    return next((kind for kind, name in zip(kinds, read, strict=True) if name), None)

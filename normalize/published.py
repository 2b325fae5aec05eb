"""When the portal published the article: from the first witness that can be trusted, never from clock or sidebar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from lxml.html import HtmlElement

from corpus.records import Page, Precision, Source
from normalize.blocks import Block
from normalize.dates import VIETNAM, Moment, parse_iso, parse_shown, plausible
from normalize.lines import is_date_line
from normalize.metadata import Metadata
from normalize.text import one_line
from seeds.platforms import find_all

_IN_URL = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>[01]?\d)[/-](?P<day>[0-3]?\d)(?=[/.-]|$)")
_META = ("article:published_time", "og:article:published_time", "datepublished", "pubdate", "publishdate", "dc.date",
         "dc.date.issued", "date", "article:published")  # fmt: skip


def published(
    tree: HtmlElement, selectors: tuple[str, ...], metadata: Metadata, page: Page, beside: list[Block]
) -> tuple[Moment, Source] | None:
    """The publication date and its source, or None: no date is better than a wrong one."""
    for moment, source in _witnesses(tree, selectors, metadata, page, beside):
        if moment is not None and plausible(moment, page.fetched_at):
            return moment, source
    return None


def _witnesses(
    tree: HtmlElement, selectors: tuple[str, ...], metadata: Metadata, page: Page, beside: list[Block]
) -> Iterator[tuple[Moment | None, Source]]:
    for selector in selectors:
        for element in find_all(tree, selector)[:3]:
            yield _shown_in(element), Source.SELECTOR
    stated = metadata.of_article("datePublished")
    yield (parse_iso(stated) or parse_shown(stated) if isinstance(stated, str) else None), Source.JSON_LD
    for name in _META:
        value = metadata.first(name)
        yield (parse_shown(value) if value else None), Source.META
    yield _in_url(page.url), Source.URL
    yield (_whole_day(page.hints.date) if page.hints.date else None), Source.LIST
    for block in beside:
        yield (parse_shown(block.text) if is_date_line(block.text) else None), Source.TEXT


def _shown_in(element: HtmlElement) -> Moment | None:
    """A machine-readable `datetime` before the words that are shown."""
    for holder in (element, *element.iter("time")):
        moment = parse_iso(holder.get("datetime") or "")
        if moment is not None:
            return moment
    return parse_shown(one_line(str(element.text_content()))[:200])


def _in_url(url: str) -> Moment | None:
    match = _IN_URL.search(url)
    if not match:
        return None
    try:
        return _whole_day(date(int(match["year"]), int(match["month"]), int(match["day"])))
    except ValueError:
        return None


def _whole_day(day: date) -> Moment:
    return Moment(datetime(day.year, day.month, day.day, tzinfo=VIETNAM), Precision.DAY)

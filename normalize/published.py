"""When the portal published the article: from the first witness that can be trusted, never from clock or sidebar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from lxml.html import HtmlElement

from corpus.records import Page, Precision, Source
from normalize.blocks import Block
from normalize.dates import Moment, is_bare_date, parse_iso, parse_shown, plausible, relative
from normalize.lines import has_date_label, is_byline, is_date_line
from normalize.metadata import Metadata
from normalize.signoff import is_dated_name
from normalize.text import one_line
from seeds.clock import VIETNAM
from seeds.selectors import find_all

_IN_URL = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>[01]?\d)[/-](?P<day>[0-3]?\d)(?=[/.-]|$)")
SECONDS = 19
"""Characters of a machine-readable time down to its second: pages are not at one over its zone."""
_META = ("article:published_time", "og:article:published_time", "datepublished", "pubdate", "publishdate", "dc.date",
         "dc.date.issued", "date", "article:published")  # fmt: skip


def published(
    tree: HtmlElement, selectors: tuple[str, ...], metadata: Metadata, page: Page
) -> tuple[Moment, Source] | None:
    """The publication date and its source, or None: no date is better than a wrong one."""
    for moment, source in _witnesses(tree, selectors, metadata, page):
        if moment is not None and plausible(moment, page.fetched_at):
            return moment, source
    return None


def published_beside(blocks: Iterable[Block], page: Page) -> tuple[Moment, Source] | None:
    """The date in a line about the headline that says nothing else, or a relative one ("2 ngày trước")."""
    for block in blocks:
        line = block.text
        stated = is_date_line(line) or is_byline(line) or is_bare_date(line) or is_dated_name(line)
        moment = parse_shown(block.text) if stated else relative(block.text, page.fetched_at)
        if moment is None or not plausible(moment, page.fetched_at):
            continue
        if stated and not has_date_label(block.text) and _is_today(moment, page.fetched_at):
            continue  # a header's clock shows the day of the fetch: such a line needs to say what its date is
        return moment, Source.TEXT
    return None


def _is_today(moment: Moment, fetched_at: datetime | None) -> bool:
    return fetched_at is not None and moment.day == fetched_at.astimezone(VIETNAM).date()


def _witnesses(
    tree: HtmlElement, selectors: tuple[str, ...], metadata: Metadata, page: Page
) -> Iterator[tuple[Moment | None, Source]]:
    stated = metadata.of_article("datePublished")
    in_json = (parse_iso(stated) or parse_shown(stated)) if isinstance(stated, str) else None
    in_meta = [parse_shown(value) for value in map(metadata.first, _META) if value and not _is_change(value, metadata)]
    for selector in selectors:
        for element in find_all(tree, selector)[:3]:
            shown = _shown_in(element, page.fetched_at)
            if not _outvoted(shown, in_json, *in_meta[:1]):
                yield shown, Source.SELECTOR
    yield in_json, Source.JSON_LD
    for moment in in_meta:
        yield moment, Source.META
    yield _in_url(page.url), Source.URL
    yield (_whole_day(page.hints.date) if page.hints.date else None), Source.LIST


def _outvoted(shown: Moment | None, *stated: Moment | None) -> bool:
    """Whether JSON-LD and meta tags both name another day: what is shown is that of a change, or another article's."""
    return (
        shown is not None
        and len(stated) > 1
        and all(other is not None and abs(other.at - shown.at) > timedelta(days=1) for other in stated)
        and len({other.day for other in stated if other is not None}) == 1
    )


def _is_change(value: str, metadata: Metadata) -> bool:
    """Whether a date is that of the last change as well: a page that names no other says nothing of its publication."""
    changed = metadata.first("article:modified_time", "og:updated_time", "datemodified")
    return changed is not None and changed[:SECONDS] == value[:SECONDS] and metadata.first(_META[0]) is None


def _shown_in(element: HtmlElement, fetched_at: datetime | None) -> Moment | None:
    """A machine-readable `datetime` before the words that are shown."""
    for holder in (element, *element.iter("time")):
        moment = parse_iso(holder.get("datetime") or "")
        if moment is not None:
            return moment
    text = one_line(str(element.text_content()))[:200]
    return parse_shown(text) or relative(text, fetched_at)


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

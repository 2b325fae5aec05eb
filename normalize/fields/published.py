"""Find when the portal published the article: from the first trustworthy witness, never from clock or sidebar.

What is shown goes before what is stated for machines, which many portals fill with the time of the last change, with
another zone's label or with .NET's year 1; but two statements that agree go before one date that is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta

from htmldate import find_date
from lxml.html import HtmlElement

from corpus.articles.records import Page, Source
from normalize.fields.byline import is_dated_name
from normalize.fields.language import is_vietnamese, language_of
from normalize.fields.metadata import Metadata
from normalize.fields.shown_dates import agreed, by_headline, in_microdata, said_once, shown_in, spaced_text
from normalize.html.block_score import scores_as_sentence
from normalize.html.blocks import Block, read_blocks
from normalize.html.boilerplate_lines import has_date_label, is_byline, is_clock, is_date_line
from seeds.dates import (
    Moment,
    Precision,
    dates_in,
    is_bare_date,
    parse_shown,
    parse_stated,
    plausible,
    relative,
    whole_day,
)
from seeds.pages.css import find_all
from seeds.timing import VIETNAM
from seeds.written_days import day_of

_IN_URL = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>[01]?\d)[/-](?P<day>[0-3]?\d)(?=[/.-]|$)")
SECONDS = 19
"""Characters of a machine-readable time down to its second: pages write zones in different ways."""
FRESH = timedelta(minutes=3)
"""Time to the fetch within which a time is a clock's, unless it is labelled as the publication's."""
MISLABELLED = timedelta(hours=7)
"""Error of a clock where Vietnam's time is labelled as Greenwich's, or the other way round."""
_META = re.compile(
    r"(?:[\w:.-]*[:._-])?(?:date[_.-]?(?:published|created|issued)|publi(?:shed|cation|sh)?[_.-]?(?:time|date|d)|"
    r"(?:original-?)?pub-?date|date|issued|created)|article:published"
)
"""Names of meta tags that date a page, in any vocabulary."""
_NO_META = re.compile(r"modif|updat|change|expire|unpub|event|start|end|birth|valid|access|review")


@dataclass(frozen=True, slots=True)
class Witnesses:
    """The dates that a page, its address and the list that named it give; each read before pruning."""

    shown: tuple[Moment, ...]
    """Shown where the platform's selectors select."""
    near: tuple[Moment, ...]
    """Shown in elements by the headline."""
    json_ld: Moment | None
    meta: tuple[Moment, ...]
    """Stated in meta tags named after publication."""
    loose: tuple[Moment, ...]
    """Stated in other meta tags of dates."""
    url: Moment | None
    listed: Moment | None
    lines: tuple[Moment, ...]
    """Shown in short lines by the headline, whatever the names of their elements."""
    marked: Moment | None
    """Stated in microdata."""
    once: Moment | None
    """Stated or shown only once, anywhere on the page."""
    month_first: bool
    """True if numbers are in the order of American pages."""

    @property
    def stated(self) -> tuple[Moment, ...]:
        """Return the dates stated for machines, the more trustworthy first."""
        return tuple(moment for moment in (self.json_ld, *self.meta, self.marked, *self.loose) if moment is not None)

    @property
    def known(self) -> bool:
        """Tell if any witness is enough to date the page, apart from the lines about its headline."""
        return bool(self.shown or self.near or self.json_ld or self.meta or self.days)

    @property
    def days(self) -> tuple[Moment, ...]:
        """Return the whole days in address and list. Of two readings of a date, the right one agrees with them."""
        return tuple(moment for moment in (self.url, self.listed) if moment is not None)


def witnesses(
    tree: HtmlElement, selectors: tuple[str, ...], headline: HtmlElement | None, metadata: Metadata, page: Page
) -> Witnesses:
    """Read every date of a page except in lines about its headline, which are known when its text is found."""
    stated = metadata.of_article("datePublished") or metadata.loose("datePublished")
    in_json = parse_stated(stated) if isinstance(stated, str) else None
    in_meta = list(_dates_in_meta(metadata))
    american = _is_american(tree)
    fetched = page.fetched_at
    shown = (
        shown_in(element, fetched, month_first=american)
        for selector in selectors
        for element in find_all(tree, selector)[:3]
    )
    near = _near(headline, fetched, month_first=american, named=True)
    general = not is_vietnamese(f"{tree.findtext('.//title') or ''} {metadata.first('og:title') or ''}")
    return Witnesses(
        shown=tuple(moment for moment in shown if moment is not None and plausible(moment, fetched)),
        near=near,
        lines=_near(headline, fetched, month_first=american, named=False) if general else (),
        json_ld=_possible(in_json, fetched),
        meta=_parsed((value for name, value in in_meta if "pub" in name), fetched),
        loose=_parsed((value for name, value in in_meta if "pub" not in name), fetched),
        url=_possible(_in_url(page.url), fetched),
        listed=whole_day(page.hints.date) if page.hints.date else None,
        marked=_possible(in_microdata(tree), fetched) if general else None,
        once=_possible(said_once(tree), fetched) if general else None,
        month_first=american,
    )


def _near(
    headline: HtmlElement | None, fetched_at: datetime | None, *, month_first: bool, named: bool
) -> tuple[Moment, ...]:
    found = by_headline(headline, fetched_at, month_first=month_first, named=named)
    return tuple(one.moment for one in found if _may_be(one.moment, one.text, fetched_at, behind=one.behind))


def published(
    found: Witnesses, behind: Iterable[Block], above: Iterable[Block], page: Page, *, general: bool
) -> tuple[Moment, Source] | None:
    """Return the publication date and its source; None rather than a wrong date.

    `general`: the page is in another language; there, one day that is named only once is enough. `behind`, `above`: the
    lines behind the headline, and those above it, where a header's clock may be.
    """
    in_lines = [*_in_lines(behind, page, found, behind=True), *_in_lines(above, page, found, behind=False)]
    shown = [(moment, Source.SELECTOR) for moment in found.shown]
    shown += [(moment, Source.TEXT) for moment in (*found.near, *in_lines)]
    stated = list(_with_sources(found))
    if general and found.url is not None:
        return _of_day(found.url, [*shown, *stated]), Source.URL
    if general and stated and stated[0][0] not in found.loose:
        return stated[0]
    for moment, source in shown:
        if not _outvoted(moment, found):
            return _with_time(moment, found.stated), source
    for moment, source in stated:
        return _read_locally(moment, found.days, page.fetched_at), source
    days = [(found.url, Source.URL), (found.listed, Source.LIST)]
    if general:
        days += [(moment, Source.TEXT) for moment in (*found.lines, found.once)]
    return next(((moment, source) for moment, source in days if moment is not None), None)


def published_by_htmldate(tree: HtmlElement, page: Page) -> tuple[Moment, Source] | None:
    """Ask htmldate for the date of a page in another language that nothing else dates; the tree is pruned before.

    On the pages of its own set htmldate is right six times of seven there. It takes clocks for dates, so the day of the
    fetch needs another witness. A day that only the page's foot shows is that of the last change.
    """
    found = find_date(deepcopy(tree), original_date=True, url=page.url or None)
    day = parse_shown(found) if found else None
    today = page.fetched_at.astimezone(VIETNAM).date() if page.fetched_at else None
    if day is None or not plausible(day, page.fetched_at) or day.day == today:
        return None
    return None if _is_of_foot(day, read_blocks(tree)) else (day, Source.TEXT)


def _is_of_foot(day: Moment, blocks: list[Block]) -> bool:
    """Decide whether a day is shown only behind the last running text of a page."""
    shown = [at for at, block in enumerate(blocks) if any(one.moment.day == day.day for one in dates_in(block.text))]
    last = max((at for at, block in enumerate(blocks) if scores_as_sentence(block)), default=len(blocks))
    foot = [at for at in shown if at >= last]
    return bool(shown) and foot == shown


def _with_sources(found: Witnesses) -> Iterator[tuple[Moment, Source]]:
    """Yield the dates stated for machines, with their sources."""
    if found.json_ld is not None:
        yield found.json_ld, Source.JSON_LD
    yield from ((moment, Source.META) for moment in found.meta)
    if found.marked is not None:
        yield found.marked, Source.META
    yield from ((moment, Source.META) for moment in found.loose)


def _of_day(day: Moment, others: Iterable[tuple[Moment, Source]]) -> Moment:
    """Add to a day the time of the first other witness that names the same day."""
    times = (moment for moment, _ in others if moment.precision is not Precision.DAY)
    return next((moment for moment in times if moment.at.date() == day.at.date()), day)


def _with_time(shown: Moment, stated: Iterable[Moment]) -> Moment:
    """Add to a shown date the time that is stated for the same day."""
    for moment in stated:
        both = agreed(shown, moment)
        if both is not None and both is not shown:
            return both
    return shown


def _in_lines(blocks: Iterable[Block], page: Page, found: Witnesses, *, behind: bool) -> Iterator[Moment]:
    """Yield the dates in lines that have nothing else, and relative dates ("2 ngày trước")."""
    for block in blocks:
        line = block.text
        spaced = spaced_text(block.element) if block.element is not None and len(line) <= 40 else line
        for text in dict.fromkeys((line, spaced)):
            stated = is_date_line(text) or is_byline(text) or is_bare_date(text) or is_dated_name(text)
            moment = parse_shown(text, month_first=found.month_first) if stated else None
            moment = moment or relative(text, page.fetched_at)
            if moment is not None and _may_be(moment, text, page.fetched_at, behind=behind):
                yield moment
                break


def _may_be(moment: Moment, text: str, fetched_at: datetime | None, *, behind: bool) -> bool:
    """Decide whether a date by the headline may be that of publication, and is not the clock of the page's header.

    A clock shows the day of the fetch, above the headline or to the minute; a date like a clock's needs a label.
    """
    if not plausible(moment, fetched_at):
        return False
    if has_date_label(text) or (relative(text, fetched_at) is not None):
        return True
    if not behind and is_clock(text):
        return False
    if fetched_at is None or moment.day != fetched_at.astimezone(VIETNAM).date():
        return True
    return behind and (moment.precision is Precision.DAY or abs(moment.at - fetched_at) > FRESH)


def _outvoted(shown: Moment, found: Witnesses) -> bool:
    """Decide whether JSON-LD and meta tags both name another day: a change or another article has the shown date.

    One of them is enough where it names the shown day with day and month swapped.
    """
    stated = [moment for moment in (found.json_ld, *(*found.meta, *found.loose)[:1]) if moment is not None]
    turned = day_of(shown.day.year, shown.day.day, shown.day.month)
    if turned != shown.day and any(other.at.date() == turned for other in stated):
        return True
    apart = all(abs(other.at - shown.at) > timedelta(days=1) for other in stated)
    return len(stated) > 1 and apart and abs(stated[0].at - stated[1].at) <= timedelta(days=1)


def _read_locally(moment: Moment, days: Iterable[Moment], fetched_at: datetime | None) -> Moment:
    """Read a stated time as its page means it: possibly local time under another label.

    It is local time where only local time is no later than the fetch, or where only local time is on the day that the
    address or the list names.
    """
    local = Moment(moment.at.replace(tzinfo=VIETNAM), moment.precision)
    if fetched_at is not None and moment.at > fetched_at + FRESH >= local.at:
        return local
    for whole in days:
        if moment.day != whole.day and moment.at.date() == whole.day and not moment.at.utcoffset():
            return local
    return moment


def _dates_in_meta(metadata: Metadata) -> Iterator[tuple[str, str]]:
    """Yield names and values of the meta tags that date the page.

    Times of the last change are left out, unless a tag names one as the publication's.
    """
    changed = metadata.first("article:modified_time", "og:updated_time", "datemodified", "last-modified") or ""
    first = metadata.first("article:published_time")
    if first:
        yield "article:published_time", first
    for name, value in metadata.meta.items():
        dates = _META.fullmatch(name) and not _NO_META.search(name) and value != first
        if dates and (first or not changed or changed[:SECONDS] != value[:SECONDS]):
            yield name, value


def _parsed(values: Iterable[str], fetched_at: datetime | None) -> tuple[Moment, ...]:
    moments = (_possible(parse_stated(value), fetched_at) for value in values)
    return tuple(moment for moment in moments if moment is not None)


def _possible(moment: Moment | None, fetched_at: datetime | None) -> Moment | None:
    """Return a moment that can be the publication's: neither in the future nor the time when the page was sent."""
    if moment is None or not plausible(moment, fetched_at):
        return None
    if fetched_at is None or moment.precision is Precision.DAY:
        return moment
    off = abs(moment.at - fetched_at)
    return None if off <= FRESH or abs(off - MISLABELLED) <= FRESH / 3 else moment


def _is_american(tree: HtmlElement) -> bool:
    """Decide whether a page is in American English, which puts the month first.

    SharePoint states `en-us` on pages in any language.
    """
    said = (tree.get("lang") or "").lower().replace("_", "-")
    return said in ("en", "en-us") and language_of(str(tree.text_content())) == "en"


def _in_url(url: str) -> Moment | None:
    match = _IN_URL.search(url)
    day = day_of(int(match["year"]), int(match["month"]), int(match["day"])) if match else None
    return whole_day(day) if day else None

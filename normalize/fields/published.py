"""When the portal published the article: from the first witness that can be trusted, never from clock or sidebar.

What is shown goes before what is stated for machines, which many portals fill with the time of the last change, with
another zone's label or with .NET's year 1; but two that are stated and agree go before one that is shown.
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
from normalize.html.block_score import SENTENCE, score
from normalize.html.blocks import Block, read_blocks
from normalize.html.boilerplate_lines import has_date_label, is_byline, is_clock, is_date_line
from seeds.dates import (
    Moment,
    Precision,
    dates_in,
    day_of,
    is_bare_date,
    parse_shown,
    parse_stated,
    plausible,
    relative,
    whole_day,
)
from seeds.pages.css import find_all
from seeds.timing import VIETNAM

_IN_URL = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>[01]?\d)[/-](?P<day>[0-3]?\d)(?=[/.-]|$)")
SECONDS = 19
"""Characters of a machine-readable time down to its second: pages are not at one over its zone."""
FRESH = timedelta(minutes=3)
"""How near to the fetch a time is a clock's, where it is not said to be of the publication."""
MISLABELLED = timedelta(hours=7)
"""How far a clock is off where Vietnam's time is labelled as Greenwich's, or the other way round."""
_META = re.compile(
    r"(?:[\w:.-]*[:._-])?(?:date[_.-]?(?:published|created|issued)|publi(?:shed|cation|sh)?[_.-]?(?:time|date|d)|"
    r"(?:original-?)?pub-?date|date|issued|created)|article:published"
)
"""Names of meta tags that date a page, whatever vocabulary they are of."""
_NO_META = re.compile(r"modif|updat|change|expire|unpub|event|start|end|birth|valid|access|review")


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What a page, its address and the list that named it say of its date, each before anything is pruned."""

    shown: tuple[Moment, ...]
    """By the selectors of its platform."""
    near: tuple[Moment, ...]
    """In elements by the headline."""
    json_ld: Moment | None
    meta: tuple[Moment, ...]
    """In meta tags that speak of publication."""
    loose: tuple[Moment, ...]
    """In other meta tags of dates."""
    url: Moment | None
    listed: Moment | None
    lines: tuple[Moment, ...]
    """In short lines by the headline, whatever their elements are called."""
    marked: Moment | None
    """In microdata."""
    once: Moment | None
    """Said or shown once on the page, wherever that stands."""
    month_first: bool
    """Whether numbers stand as on American pages."""

    @property
    def stated(self) -> tuple[Moment, ...]:
        """What is said for machines, the more trustworthy first."""
        return tuple(moment for moment in (self.json_ld, *self.meta, self.marked, *self.loose) if moment is not None)

    @property
    def known(self) -> bool:
        """Whether any witness on whose word the page can be dated is there; the lines about its headline aside."""
        return bool(self.shown or self.near or self.json_ld or self.meta or self.days)

    @property
    def days(self) -> tuple[Moment, ...]:
        """Whole days by address and list, which agree with the right one of two readings."""
        return tuple(moment for moment in (self.url, self.listed) if moment is not None)


def witnesses(
    tree: HtmlElement, selectors: tuple[str, ...], headline: HtmlElement | None, metadata: Metadata, page: Page
) -> Witnesses:
    """All that dates a page but the lines about its headline, which are known when its text is found."""
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
    """The publication date and its source, or None: no date is better than a wrong one.

    `general`: whether the page is in another language, on which one day that is said once is enough.
    `behind`, `above`: the lines behind the headline, and those above it, where a header's clock may stand.
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
    """What htmldate finds on a page in another language (its tree is pruned), where nothing else dates it.

    On the pages of its own set it is right six times of seven there. Of the day of the fetch it needs another witness:
    it takes clocks for dates. A day that only the page's foot shows is that of the last change.
    """
    found = find_date(deepcopy(tree), original_date=True, url=page.url or None)
    day = parse_shown(found) if found else None
    today = page.fetched_at.astimezone(VIETNAM).date() if page.fetched_at else None
    if day is None or not plausible(day, page.fetched_at) or day.day == today:
        return None
    return None if _is_of_foot(day, read_blocks(tree)) else (day, Source.TEXT)


def _is_of_foot(day: Moment, blocks: list[Block]) -> bool:
    """Whether a day is shown behind the last running text of a page, and nowhere else."""
    shown = [at for at, block in enumerate(blocks) if any(one.moment.day == day.day for one in dates_in(block.text))]
    last = max((at for at, block in enumerate(blocks) if score(block) >= SENTENCE), default=len(blocks))
    foot = [at for at in shown if at >= last]
    return bool(shown) and foot == shown


def _with_sources(found: Witnesses) -> Iterator[tuple[Moment, Source]]:
    """What is stated, and where."""
    if found.json_ld is not None:
        yield found.json_ld, Source.JSON_LD
    yield from ((moment, Source.META) for moment in found.meta)
    if found.marked is not None:
        yield found.marked, Source.META
    yield from ((moment, Source.META) for moment in found.loose)


def _of_day(day: Moment, others: Iterable[tuple[Moment, Source]]) -> Moment:
    """A day with the time of the first other witness that names it."""
    times = (moment for moment, _ in others if moment.precision is not Precision.DAY)
    return next((moment for moment in times if moment.at.date() == day.at.date()), day)


def _with_time(shown: Moment, stated: Iterable[Moment]) -> Moment:
    """What is shown, with the time of what is stated for the same day."""
    for moment in stated:
        both = agreed(shown, moment)
        if both is not None and both is not shown:
            return both
    return shown


def _in_lines(blocks: Iterable[Block], page: Page, found: Witnesses, *, behind: bool) -> Iterator[Moment]:
    """The dates in lines that say nothing else, and relative ones ("2 ngày trước")."""
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
    """Whether a date by the headline may be that of the publication, and is not the clock of the page's header.

    A clock shows the day of the fetch, above the headline or to the minute; else such a line has to say what it is.
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
    """Whether JSON-LD and meta tags both name another day: what is shown is that of a change, or another article's.

    One of them is enough where the day that is shown, its month read first, is that which it names.
    """
    stated = [moment for moment in (found.json_ld, *(*found.meta, *found.loose)[:1]) if moment is not None]
    turned = day_of(shown.day.year, shown.day.day, shown.day.month)
    if turned != shown.day and any(other.at.date() == turned for other in stated):
        return True
    apart = all(abs(other.at - shown.at) > timedelta(days=1) for other in stated)
    return len(stated) > 1 and apart and abs(stated[0].at - stated[1].at) <= timedelta(days=1)


def _read_locally(moment: Moment, days: Iterable[Moment], fetched_at: datetime | None) -> Moment:
    """A stated time as its page means it: local time under another label where only that is no later than the fetch,
    or of the day that the address or the list name.
    """
    local = Moment(moment.at.replace(tzinfo=VIETNAM), moment.precision)
    if fetched_at is not None and moment.at > fetched_at + FRESH >= local.at:
        return local
    for whole in days:
        if moment.day != whole.day and moment.at.date() == whole.day and not moment.at.utcoffset():
            return local
    return moment


def _dates_in_meta(metadata: Metadata) -> Iterator[tuple[str, str]]:
    """Names and values of the meta tags that date the page; of the time of its last change none, unless one is named
    as the publication's.
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
    """A moment that can be of the publication: none that is to come, and none that was made when the page was sent."""
    if moment is None or not plausible(moment, fetched_at):
        return None
    if fetched_at is None or moment.precision is Precision.DAY:
        return moment
    off = abs(moment.at - fetched_at)
    return None if off <= FRESH or abs(off - MISLABELLED) <= FRESH / 3 else moment


def _is_american(tree: HtmlElement) -> bool:
    """Whether a page is in English as it is written in America, which puts the month first.

    SharePoint says `en-us` of pages in any language.
    """
    said = (tree.get("lang") or "").lower().replace("_", "-")
    return said in ("en", "en-us") and language_of(str(tree.text_content())) == "en"


def _in_url(url: str) -> Moment | None:
    match = _IN_URL.search(url)
    day = day_of(int(match["year"]), int(match["month"]), int(match["day"])) if match else None
    return whole_day(day) if day else None

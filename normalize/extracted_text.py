"""Clean pages that exist only as text, which another extractor left with its boilerplate."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import datetime

from corpus.articles.records import Article, Image, Outcome, Page, Reason, Source
from normalize.article import normalise
from normalize.confidence import confidence_of_text
from normalize.content.body import compose
from normalize.content.captions import is_file_name, split_caption
from normalize.decoding.decode import decode
from normalize.decoding.legacy_lines import modern_lines
from normalize.decoding.legacy_pages import flagged
from normalize.extracted_lines import (
    Line,
    is_caption,
    is_credited,
    is_debris,
    is_item,
    is_paragraph,
    is_unaccented,
    lines_of,
    may_be_caption,
    pairs_in,
    speaks_vietnamese,
)
from normalize.fields.breadcrumb import is_home
from normalize.fields.byline import is_labelled, is_name, read_byline
from normalize.fields.citations import references_of
from normalize.fields.event_date import event_date
from normalize.fields.language import refuse_other_language
from normalize.fields.title import without_literals
from normalize.html.blocks import Block
from normalize.html.boilerplate_lines import (
    is_chrome,
    is_clock,
    is_date_line,
    is_edge_chrome,
    is_label,
    is_related_heading,
    split_date,
)
from normalize.html.site_lines import is_site_line
from normalize.rejection import RejectedError
from normalize.text import one_line, squeezed, word_count, words
from seeds.config.site import Site
from seeds.dates import Moment, is_bare_date, parse_shown, plausible, without_dates

_MARKUP = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|br|span|a|td|tr|table|strong|b|img|h[1-6]|li|ul)\b[^<>]{0,500}>", re.IGNORECASE)
TAGS = 6
"""Tags from which on a text counts as a page's HTML, if it has at least one for every twenty words."""
_STEPS = re.compile("\u00a0+\\s*|\\s{2,}|\\s[»›>/|]\\s|\\t")
HEAD = 12
"""Lines at the top that may hold headline, section and date, where no paragraph ends the head sooner."""
LONGEST_HEAD = 40
"""Lines above the first paragraph that are read: menus are longer, heads are not."""
DATES = 4
"""Date lines from which on a text is a list: an article has one of its publication, and one of its change."""
TAIL = 0.3
"""Largest share of the words that may follow the byline: comment forms and boxes. More than that is text."""
LONGEST_TEASER = 200
"""Words of a single paragraph under a headline that is a list's teaser, where no byline follows."""
_MARK = re.compile(r"^[-–•+*]\s+(?=\S)")


def normalise_text(
    text: bytes, site: Site, fetched_at: datetime | None = None, recurring: Set[str] = frozenset()
) -> Outcome:
    """Return the article in an extracted text, or the reason why there is none.

    `recurring`: lines, squeezed, that other texts of the same host have as well.
    """
    try:
        read = decode(text, "text/plain; charset=utf-8")
        if is_markup(read):
            return normalise(Page("", text, "text/html", fetched_at), site)
        modern, converted = modern_lines(re.split(r"\r?\n", read))
        return flagged(_article(lines_of("\n".join(modern)), site, fetched_at, recurring), converted)
    except RejectedError as rejected:
        return rejected.rejection(page_kind=None, platform=None)


def is_markup(text: str) -> bool:
    """Decide whether a text is the HTML of a page, whatever its file is called."""
    if _MARKUP.match(text):
        return True
    tags = len(_TAG.findall(text[:20_000]))
    return tags >= TAGS and tags * 20 >= len(text[:20_000].split())


@dataclass(slots=True)
class _Head:
    """The fields read above the text."""

    title: str | None
    section: tuple[str, ...]
    published: Moment | None
    author: str | None
    rest: list[Line]
    """The lines of the text below the head."""


def _article(lines: list[Line], site: Site, fetched_at: datetime | None, recurring: Set[str]) -> Article:
    own = site.clean.over(site.own.clean).lines
    lines = [line for line in lines if _may_tell(line.text) or not is_chrome(line.text)]
    lines = [line for line in lines if not is_site_line(line.text, own)]
    _refuse_list(lines)
    head = _head(_without_debris(lines, recurring), fetched_at)
    rest = _without_tail(head.rest)
    rest, captions = _without_captions(rest, head.title or "")
    body = compose([_block(line.text) for line in rest], head.title or "")
    count = len(words(body.text)) + len(words(body.lead or ""))
    if count < 8:
        raise RejectedError(Reason.TOO_SHORT, f"{count} words")
    author = body.author or head.author
    paragraphs = [part for part in body.text.split("\n\n") if word_count(part) >= 8]
    alone = len(paragraphs) + bool(body.lead) <= 1 and len(rest) <= 1 and count < LONGEST_TEASER
    if alone and not (author or body.source_name or captions or body.images):
        raise RejectedError(Reason.LIST, "one paragraph that nobody signs, as lists show it under a headline")
    language = refuse_other_language(f"{head.title or ''}\n{body.text}", site.language)
    moment = head.published
    return Article(
        title=head.title,
        lead=body.lead,
        text=body.text,
        published_at=moment.at if moment else None,
        published_precision=moment.precision if moment else None,
        published_source=Source.TEXT if moment else None,
        event_date=event_date(body.lead, body.text, moment.day if moment else None),
        author=author,
        source_name=body.source_name,
        section=head.section,
        images=(*body.images, *captions),
        references=references_of(head.title or "", body.lead, body.text),
        confidence=confidence_of_text(body.lead, body.text),
        language=language,
        site=site.id,
        level=site.level if site.start else None,
        province=site.province_name,
    )


def _may_tell(line: str) -> bool:
    """Decide whether a boilerplate line is still needed: it may give the date, or show where the text ends."""
    return is_clock(line) or is_label(line) or is_home(_STEPS.split(line)[0])


def _refuse_list(lines: list[Line]) -> None:
    """Reject a list: many dates, or headlines with a paragraph each. Raises RejectedError."""
    dates = [line for line in lines if is_date_line(line.text) or is_bare_date(line.text)]
    if len(dates) >= DATES:
        raise RejectedError(Reason.LIST, f"{len(dates)} lines of dates")
    marked = [at for at, line in enumerate(lines) if _MARK.match(line.text)]
    teasers = [at for at in marked if _is_teaser(lines, at)]
    read = sum(is_paragraph(line.text) for line in lines)
    if len(teasers) >= 2 and len(teasers) == len(marked) and len(teasers) >= read - 1:
        raise RejectedError(Reason.LIST, f"{len(teasers)} marked headlines, each with its paragraph")


def _is_teaser(lines: list[Line], at: int) -> bool:
    below = lines[at + 1] if at + 1 < len(lines) else None
    headline = not is_paragraph(lines[at].text) and not lines[at].text.endswith((".", ";", ":"))
    return headline and below is not None and is_paragraph(below.text) and _MARK.match(below.text) is None


def _without_debris(lines: list[Line], recurring: Set[str]) -> list[Line]:
    """Drop debris of code and pictures, and at the edges also lines that other texts of the host have."""
    vietnamese = speaks_vietnamese(lines)
    sentences = [at for at, line in enumerate(lines) if is_paragraph(line.text)]
    first, last = (sentences[0], sentences[-1]) if sentences else (0, len(lines))
    kept = []
    for at, line in enumerate(lines):
        outside = not first <= at <= last or (at == first and squeezed(line.text) in recurring)
        unaccented = vietnamese and outside and is_unaccented(line.text)
        known = outside and squeezed(line.text) in recurring and read_byline(line.text) is None
        if is_debris(line.text):
            kept.append(replace(line, text="", raw=""))
        elif not unaccented and not known:
            kept.append(line)
    return kept


def _head(lines: list[Line], fetched_at: datetime | None) -> _Head:
    """Read title, section, date and writer above the first paragraph.

    No title is better than a paragraph or a caption.
    """
    first = next((at for at, line in enumerate(lines) if is_paragraph(line.text)), None)
    end = min(len(lines), HEAD) if first is None else min(first, LONGEST_HEAD)
    has_text = first is not None
    head = lines[:end]
    at, section = _title_at(head, has_text)
    # A header's clock has the form of a date line. It comes before the place where the title is first shown.
    shown = (
        0 if at is None else next(i for i in range(at + 1) if squeezed(head[i].text).endswith(squeezed(head[at].text)))
    )
    telling = [*head[shown:], *lines[-2:], *(line for line in head[:shown] if not is_clock(line.text))]
    moments = (_dated(line.text, fetched_at) for line in telling)
    published = next((moment for moment in moments if moment), None)
    rest = [line for line in (head if at is None else head[at + 1 :]) if not _is_furniture(line.text)]
    author = next((name for name in map(_writer, (line.text for line in head[(at or 0) :])) if name), None)
    rest = [line for line in rest if _writer(line.text) is None]
    title = None
    if at is not None:
        title, dated = split_date(without_literals(head[at].text))
        published = published or (_plausible(dated, fetched_at) if dated else None)
    if not [line for line in lines if line.text]:
        raise RejectedError(Reason.TOO_SHORT, "nothing but chrome")
    return _Head(title, section, published, author, [*rest, *lines[end:]])


def _title_at(head: list[Line], has_text: bool) -> tuple[int | None, tuple[str, ...]]:
    """Find the title in the head, and the section path.

    The path is in front of a title that is repeated, or on one line with it.
    """
    for at in range(len(head) - 1, 0, -1):
        wanted = squeezed(head[at].text)
        if word_count(head[at].text) < 3 or not _may_be_title(head, at):
            continue
        for before in range(at):
            shown = squeezed(head[before].text)
            if shown == wanted:
                return at, next((path for path in (_crumbs(line) for line in head[before + 1 : at]) if path), ())
            if shown.endswith(wanted) and len(shown) > len(wanted):
                return at, _path_before(head[before], head[at].text)
    candidates = [at for at in range(len(head)) if _may_be_title(head, at)]
    if not has_text:
        candidates = [at for at in candidates if at == 0]
    long = [at for at in candidates if word_count(head[at].text) >= 6]
    if candidates:
        return (long[0] if long else max(candidates, key=lambda at: word_count(head[at].text))), ()
    for at, line in enumerate(head):
        steps = [one_line(step) for step in _STEPS.split(line.raw)]
        if len(steps) > 1 and is_home(steps[0]) and word_count(steps[-1]) >= 4:
            head[at] = replace(line, text=steps[-1])
            return at, tuple(step for step in steps[1:-1] if step)
    return None, ()


def _path_before(line: Line, title: str) -> tuple[str, ...]:
    """Return the steps of a breadcrumb that ends with the title."""
    steps = [one_line(step) for step in _STEPS.split(line.raw)]
    if len(steps) == 1:
        steps = [line.text[: -len(title)]] if line.text.endswith(title) else []
    kept = (step for step in steps if step and squeezed(step) != squeezed(title) and not is_home(step))
    return tuple(step for step in kept if without_literals(step))


def _crumbs(line: Line) -> tuple[str, ...]:
    if len(line.raw) > 200 or line.text.endswith((".", "…")) or _is_furniture(line.text):
        return ()
    return tuple(part for part in map(one_line, _STEPS.split(line.raw)) if part and not is_home(part))


def _may_be_title(head: list[Line], at: int) -> bool:
    line = without_literals(head[at].text)
    if not line or word_count(line) < 3 or _is_furniture(line) or is_item(line) or is_labelled(line):
        return False
    if line.endswith((".", ";", ",", ":", "!")) or line[0].islower() or is_name(line):
        return False
    return not is_credited(line) and not _is_run_together(head[at])


def _is_run_together(line: Line) -> bool:
    """Decide whether a line is a breadcrumb that begins at the home page and may end with the title."""
    steps = _STEPS.split(line.raw)
    return len(steps) > 1 and is_home(steps[0])


def _is_furniture(line: str) -> bool:
    """Decide whether a line of the head is no text: empty, a date, a counter, a button."""
    return not line or is_edge_chrome(line) or is_bare_date(line)


def _dated(line: str, fetched_at: datetime | None) -> Moment | None:
    if not (is_date_line(line) or is_bare_date(line) or (len(line) <= 120 and (is_edge_chrome(line) or _writer(line)))):
        return None
    return _plausible(line, fetched_at)


def _plausible(text: str, fetched_at: datetime | None) -> Moment | None:
    moment = parse_shown(text)
    return moment if moment and plausible(moment, fetched_at) else None


def _writer(line: str) -> str | None:
    """Read the writer that a line of the head names, beside a date or alone."""
    if word_count(line) > 14 or is_paragraph(line):
        return None
    rest = without_dates(line)
    says = line if rest is None else rest.strip(" |-–,")
    signed = read_byline(says) if rest is not None or is_name(line) else None
    return signed.author if signed else None


def _without_tail(lines: list[Line]) -> list[Line]:
    """Return the lines up to the byline, or up to the first button or box behind the text."""
    total = sum(word_count(line.text) for line in lines)
    behind = 0
    cut = len(lines)
    for at in range(len(lines) - 1, 0, -1):
        line = lines[at].text
        if behind > TAIL * total:
            break
        signs = _signs(line)
        if signs and not any(is_paragraph(later.text) for later in lines[at + 1 : cut]):
            cut = at + 1
            break
        if is_label(line) or is_related_heading(line):
            cut = at
        behind += word_count(line)
    kept = lines[:cut]
    while len(kept) > 1 and _is_loose_end(kept):
        kept.pop()
    return kept


def _signs(line: str) -> bool:
    return bool(line) and not is_paragraph(line) and not is_item(line) and read_byline(line) is not None


def _is_loose_end(lines: list[Line]) -> bool:
    """Decide whether the last line is neither text nor byline: a few words without a stop behind a paragraph."""
    line, above = lines[-1].text, lines[-2].text
    if not line or is_edge_chrome(line):
        return True
    short = word_count(line) <= 6 and not line.endswith((".", "…", "!", "?", ";", ":", '"', "”", "/"))
    return short and not is_item(line) and not _signs(line) and (is_paragraph(above) or not above)


def _without_captions(lines: list[Line], title: str) -> tuple[list[Line], tuple[Image, ...]]:
    """Separate the lines of the text from the captions of pictures that the text no longer has."""
    texts = [line.text for line in lines]
    known = set(pairs_in(title))
    sure = set[int]()
    for at, text in enumerate(texts):
        # A line below a picture's name belongs to the picture.
        if text and not (at and is_file_name(texts[at - 1])) and is_caption(texts, at, known):
            sure.add(at)
        known.update(pairs_in(text))
    layouts = {_layout(lines, at) for at in sure} - {
        _layout(lines, at) for at in range(len(lines)) if is_paragraph(texts[at])
    }
    alike = {at for at in range(len(lines)) if may_be_caption(texts[at]) and _layout(lines, at) in layouts}
    gone = {at for at in sure | alike if not _signs(texts[at])}
    images: dict[str, Image] = {}
    for at in sorted(gone):
        caption, credit = split_caption(texts[at])
        images.setdefault(squeezed(texts[at]), Image(None, None, caption, credit))
    return [line for at, line in enumerate(lines) if at not in gone and line.text], tuple(images.values())


def _layout(lines: list[Line], at: int) -> tuple[bool, bool]:
    """Tell if blank lines come before and behind a line."""
    return lines[at].alone, at + 1 == len(lines) or lines[at + 1].alone


def _block(line: str) -> Block:
    item = _MARK.match(line)
    return Block("item", line[item.end() :], marker="- ", list_id=1) if item else Block("paragraph", line)

"""The text half of the normaliser: pages that only exist as text that another extractor left, chrome and all."""

from __future__ import annotations

import re
from datetime import datetime

from corpus.records import Article, Outcome, Reason, Source
from normalize.blocks import Block
from normalize.body import compose
from normalize.confidence import confidence_of_text
from normalize.dates import Moment, parse_shown, plausible
from normalize.decode import decode
from normalize.errors import RejectedError
from normalize.events import event_date
from normalize.language import refuse_other_language
from normalize.legacy_lines import modern_lines
from normalize.legacy_pages import flagged
from normalize.lines import is_chrome, is_date_line, is_edge_chrome
from normalize.references import references_of
from normalize.site_lines import is_site_line
from normalize.text import clean_characters, one_line, squeezed, words
from seeds.model import Site

_ITEM = re.compile(r"^[-–•+*]\s+(?=\S)")
_CRUMB_PARTS = re.compile("(?:\u00a0|\\s[»>/|]\\s)\\s*")
HEAD = 8
"""Lines at the top within which a repeated title, a section path and a date line are looked for."""


def normalise_text(text: bytes, site: Site, fetched_at: datetime | None = None) -> Outcome:
    """The article in an extracted text, or the reason why there is none."""
    try:
        lines, converted = modern_lines(_raw_lines(decode(text, "text/plain; charset=utf-8")))
        return flagged(_article(lines, site, fetched_at), converted)
    except RejectedError as rejected:
        return rejected.rejection(page_kind=None, platform=None)


def _raw_lines(text: str) -> list[str]:
    """Lines with their no-break spaces, which part the steps of a breadcrumb."""
    return [line for line in re.split(r"\r?\n", text) if one_line(line)]


def _article(raw: list[str], site: Site, fetched_at: datetime | None) -> Article:
    own = site.clean.over(site.own.clean).lines
    raw = [line for line in raw if not (is_chrome(one_line(line)) or is_site_line(one_line(line), own))]
    moment = _date_in_head(raw, fetched_at)
    raw = [line for at, line in enumerate(raw) if not (at < HEAD and is_edge_chrome(one_line(line)))]
    if not raw:
        raise RejectedError(Reason.TOO_SHORT, "nothing but chrome")
    title, section, rest = _head(raw)
    body = compose([_block(line) for line in rest], title)
    if len(words(body.text)) < 8:
        raise RejectedError(Reason.TOO_SHORT, f"{len(words(body.text))} words")
    language = refuse_other_language(f"{title}\n{body.text}", site.language)
    return Article(
        title=title,
        lead=body.lead,
        text=body.text,
        published_at=moment.at if moment else None,
        published_precision=moment.precision if moment else None,
        published_source=Source.TEXT if moment else None,
        event_date=event_date(body.lead, body.text, moment.day if moment else None),
        author=body.author,
        source_name=body.source_name,
        section=section,
        images=body.images,
        references=references_of(title, body.lead, body.text),
        confidence=confidence_of_text(body.lead, body.text),
        language=language,
        site=site.id,
        level=site.level if site.start else None,
        province=site.province_name,
    )


def _head(raw: list[str]) -> tuple[str, tuple[str, ...], list[str]]:
    """Title, section path, and the lines of the body. A repeated title ends the head; the path stands before it."""
    title = one_line(raw[0])
    for at in range(1, min(HEAD, len(raw))):
        if squeezed(raw[at]) == squeezed(title):
            between = [_crumbs(line) for line in raw[1:at]]
            return title, next((crumbs for crumbs in between if crumbs), ()), raw[at + 1 :]
    return title, (), raw[1:]


def _crumbs(line: str) -> tuple[str, ...]:
    if len(line) > 200 or one_line(line).endswith((".", "…")):
        return ()
    return tuple(part for part in map(one_line, _CRUMB_PARTS.split(line.strip(" \t"))) if part)


def _date_in_head(raw: list[str], fetched_at: datetime | None) -> Moment | None:
    for line in map(one_line, raw[:HEAD]):
        if is_date_line(line) or (is_edge_chrome(line) and len(line) <= 120):
            moment = parse_shown(line)
            if moment and plausible(moment, fetched_at):
                return moment
    return None


def _block(line: str) -> Block:
    text = one_line(clean_characters(line))
    item = _ITEM.match(text)
    return Block("item", text[item.end() :], marker="- ", list_id=1) if item else Block("paragraph", text)

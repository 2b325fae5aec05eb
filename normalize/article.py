"""Clean one page: decode, parse, recognise, fields, prune, container, blocks, body. Pure: no clock, no network."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.articles.records import UNKNOWN_LAYOUT, Article, Attachment, Outcome, Page, Reason, Source
from normalize.confidence import confidence_of
from normalize.content.attachments import attachments_of, show_embedded, without_attachment_lines
from normalize.content.body import Body, compose, without_head
from normalize.content.container import by_selector, running
from normalize.content.locate import locate
from normalize.content.locate_by_rules import Located, Sought
from normalize.decoding.legacy_pages import flagged, modern_page, modernise
from normalize.fields.breadcrumb import path_in, section_above, without_title
from normalize.fields.citations import references_of
from normalize.fields.event_date import event_date
from normalize.fields.language import language_of, refuse_other_language
from normalize.fields.metadata import read_metadata
from normalize.fields.published import published, published_by_htmldate
from normalize.fields.title import Title, headline_text, is_headline, names_better
from normalize.html.blocks import Block
from normalize.html.boilerplate_lines import is_edge_chrome, split_date
from normalize.html.parse import parse
from normalize.kinds.missing_article import refuse_missing
from normalize.kinds.page_evidence import evidence_by_headline, evidence_of
from normalize.layouts.apply import AppliedLayout, apply_layout
from normalize.layouts.layout import Layout
from normalize.layouts.locate_by_layout import locate_by_layout
from normalize.page_fields import Fields, PageReading, fields_of, signed_below, surest, writer, writer_by_layout
from normalize.page_source import clean_of, page_text
from normalize.provenance import author_source, date_source, text_source, title_source
from normalize.rejection import RejectedError
from normalize.text import one_line, squeezed, word_count, words
from seeds.config.catalogue import GENERIC
from seeds.config.site import Clean, Platform, Site
from seeds.dates import Moment
from seeds.pages.base_url import base_of
from seeds.pages.css_prefilter import names_on, narrowed
from seeds.pages.page_kind import Kind, is_notice, is_static, page_kind, raw_kind, serves_visitors
from seeds.pages.page_signs import read_signs
from seeds.pages.platform_detection import recognise
from seeds.timing import VIETNAM


def normalise(page: Page, site: Site, layout: Layout | None = None) -> Outcome:
    """Return the article on a page, or the reason why there is none.

    `layout`: what the portal's own pages taught.
    """
    platform: Platform | None = None
    seen: AppliedLayout | None = None
    try:
        text = page_text(page, site)
        _refuse_kind(raw_kind(text))
        tree = parse(text)
        converted = modernise(tree)
        show_embedded(tree)
        names = names_on(tree)
        platform = recognise(tree, site.platforms, names)
        clean = narrowed(_joined(clean_of(page, site), platform.clean), names)
        metadata = read_metadata(tree)
        seen = apply_layout(tree, layout)
        article = _article(
            PageReading(modern_page(page), site, tree, platform, clean, metadata, read_signs(tree), seen)
        )
        article = replace(flagged(article, converted), template=_fitted(seen))
        unknown = layout is not None and article.template is None
        return replace(article, flags=(*article.flags, UNKNOWN_LAYOUT)) if unknown else article
    except RejectedError as rejected:
        kind = rejected.reason.value if rejected.reason.value in set(Kind) else None
        rejection = rejected.rejection(page_kind=kind, platform=platform.id if platform else None)
        return replace(rejection, template=_fitted(seen))


def _fitted(seen: AppliedLayout | None) -> int | None:
    """Return the number of the template that a page fitted."""
    return seen.number if seen is not None and seen.fits else None


WORLDWIDE = (GENERIC, "wordpress", "joomla", "drupal")
"""Platforms that sites all over the world use: on their pages in other languages trafilatura has the last word."""


@lru_cache(maxsize=1024)
def _joined(own: Clean, platform: Clean) -> Clean:
    return own.over(platform)


WHOLLY = 0.9
"""Share of link text from which on a line counts as a link and nothing else."""
LONGEST_TAG = 6
"""Words of the longest keyword."""
_When = tuple[Moment, Source] | None


@dataclass(slots=True)
class _Found:
    """The settled parts of one page's article."""

    title: str
    section: tuple[str, ...]
    authors: tuple[str | None, ...]
    """In this order: by the text; by the byline or metadata; by a name below the article; by the layout. The first that
    exists is used.
    """
    source_name: str | None
    attachments: tuple[Attachment, ...]
    body: Body


def _article(reading: PageReading) -> Article:
    """Run the steps in their order. Raises RejectedError."""
    fields = fields_of(reading)
    located = _located(reading, fields.title)
    title, dated = _headline(fields.title, located, reading.named)
    names = f"{squeezed(fields.title.text)} {reading.named}"
    found_there = evidence_of(reading.page, title, located, names, stated=fields.dates.known)
    if not found_there.own_words:
        beside = evidence_by_headline(reading.page.url, fields.title)
        if beside.headlines == 0:
            found_there = replace(found_there, documents=beside.documents, record=beside.record or found_there.record)
    _refuse_kind(page_kind(reading.signs, found_there))
    found = _found(reading, fields, located, title)
    if serves_visitors(found_there):
        raise RejectedError(
            Reason.TOO_SHORT, "it speaks to its visitor about the page: terms, help, a form or a message"
        )
    own_words = 0 if is_notice(found_there) else found_there.own_words
    _refuse_without_text(title, found.body, len(found.attachments), own_words)
    said = f"{title}\n{found.body.lead or ''}\n{found.body.text}"
    language = refuse_other_language(said, reading.site.language)
    general = language != "vi"
    when = published(fields.dates, *_lines_about(located, dated), reading.page, general=general)
    when = surest(reading, when)
    if when is None or when[1] in (Source.LIST, Source.URL):
        refuse_missing(reading.tree, f"{found.body.lead or ''} {found.body.text}", reading.page.hints.title)
    if general and when is None:
        when = published_by_htmldate(reading.tree, reading.page)
    confidence = confidence_of(
        found.body.lead,
        found.body.text,
        anchored=found_there.anchored and not located.by_trafilatura,
        linked_share=found_there.linked_share,
        teasers=found_there.teasers > 0,
        labels=found_there.record,
        general=located.general,
        agreement=located.agreement,
    )
    return _written(reading, found, when, language, confidence, _sources(reading, fields, located, found, when))


def _found(reading: PageReading, fields: Fields, located: Located, title: str) -> _Found:
    """Collect the parts that need both the fields and the text."""
    page, around, blocks = reading.page, located.around, located.blocks
    base_url = base_of(reading.tree, page.url)
    attachments = attachments_of([*located.places, *fields.boxes, *located.appended], base_url)
    inside = _without_tags(without_attachment_lines(without_head(blocks, title), attachments))
    body = compose(inside, title, lead=fields.lead or located.lead, base_url=base_url)
    written = writer(fields.byline, reading)
    at_its_place = writer_by_layout(reading)
    path = without_title(fields.path, title) or path_in(around)
    return _Found(
        title=title,
        section=path or section_above(around, located.headline, fields.menu),
        authors=(body.author, written.author, signed_below(located), at_its_place.author),
        source_name=body.source_name or fields.source or written.source_name or at_its_place.source_name,
        attachments=attachments,
        body=body,
    )


def _without_tags(blocks: list[Block]) -> list[Block]:
    """Drop the short links that close the blocks: they are keywords, and would hide the byline before them."""
    last = len(blocks)
    pictures: list[Block] = []
    for block in reversed(blocks):
        linked = block.linked >= WHOLLY and 0 < word_count(block.text) <= LONGEST_TAG
        if not (block.kind == "image" or linked or is_edge_chrome(block.text)):
            break
        pictures += [block] if block.kind == "image" else []
        last -= 1
    return [*blocks[:last], *reversed(pictures)]


def _lines_about(located: Located, dated: list[Block]) -> tuple[list[Block], list[Block]]:
    """Return the lines behind the headline where its date may be, and the lines above the headline."""
    at = next((at for at, block in enumerate(located.around) if block is located.headline), None)
    above, behind = (located.around, []) if at is None else (located.around[:at], located.around[at + 1 :])
    return [*dated, *behind, *located.blocks[:3], *located.blocks[-2:]], above


def _written(
    reading: PageReading, found: _Found, when: _When, language: str | None, confidence: float, sources: dict[str, str]
) -> Article:
    site, title, body = reading.site, found.title, found.body
    moment, where = when or (None, None)
    at = moment.at if moment else None
    is_page = where is None and is_static(reading.page.url, title, found.section)
    return Article(
        title=title or None,
        lead=body.lead,
        text=body.text,
        published_at=at.astimezone(VIETNAM) if at and language == "vi" else at,
        published_precision=moment.precision if moment else None,
        published_source=where,
        event_date=event_date(body.lead, body.text, moment.day if moment else None),
        author=next(filter(None, found.authors), None),
        source_name=found.source_name,
        section=found.section,
        images=body.images,
        attachments=found.attachments,
        references=references_of(title, body.lead, body.text),
        language=language,
        platform=reading.platform.id,
        page_kind=(Kind.STATIC if is_page else Kind.ARTICLE).value,
        site=site.id,
        level=site.level if site.start else None,
        province=site.province_name,
        confidence=confidence,
        sources=sources,
    )


def _sources(reading: PageReading, fields: Fields, located: Located, found: _Found, when: _When) -> dict[str, str]:
    """Return the source of each field that the article has."""
    _, where = when or (None, None)
    sources = {
        "title": title_source(fields.title, found.title),
        "text": text_source(reading.tree, reading.clean.content, located),
        "published_at": date_source(where, fields.date_shown_by),
        "author": author_source(found.authors, fields.byline, fields.byline_shown_by),
    }
    return {field: source for field, source in sources.items() if source}


def _located(reading: PageReading, title: Title) -> Located:
    """Find the article on the page. Raises RejectedError where the page has no running text."""
    general = reading.platform.id in WORLDWIDE and not _is_vietnamese(reading)
    sought = Sought(reading.clean, title, reading.named, reading.page.url, general)
    located = _where(reading, sought)
    if located is None:
        located = _in_metadata(reading)
    if located is None:
        _refuse_kind(page_kind(reading.signs, evidence_by_headline(reading.page.url, title)))
        raise RejectedError(Reason.TOO_SHORT, "no running text was found on the page")
    return located


def _in_metadata(reading: PageReading) -> Located | None:
    """Read the article from the JSON-LD of a page whose text its scripts would write; None where JSON-LD has none."""
    body = reading.metadata.of_article("articleBody")
    lines = [one_line(line) for line in body.split("\n")] if isinstance(body, str) else []
    blocks = [Block("paragraph", line) for line in lines if line]
    return Located(blocks, [reading.tree], None, [], False, blocks) if blocks else None


def _is_vietnamese(reading: PageReading) -> bool:
    """Decide whether to read the page as Vietnamese: because the site says so, or because most of its text is."""
    if reading.site.language == "any":
        return language_of(str(reading.tree.text_content())) == "vi"
    return reading.site.language == "vi"


def _where(reading: PageReading, sought: Sought) -> Located | None:
    """Find the article by the selectors of the portal or its platform, else by the layout, else by the page's form."""
    tree, seen = reading.tree, reading.view
    if seen is None:
        return locate(tree, sought)
    if reading.is_shown:
        shown = by_selector(tree, sought.clean.content, sought.title.element, running(seen.blocks))
        if shown is not None:
            return locate(tree, replace(sought, is_boilerplate=seen.is_boilerplate), shown)
    located = locate_by_layout(tree, seen, sought)
    if located is None or seen.template.listed:
        return located
    ruled = locate(tree, sought)  # a page that no list names is an article only if its form says so
    return None if ruled is None else replace(located, whole=ruled.whole, selected=ruled.selected)


def _headline(given: Title, located: Located, named: str) -> tuple[str, list[Block]]:
    """Choose the headline: the one above the text, unless another has a class of its own; and the date behind it.

    A paragraph that was mistaken for the headline goes back to the text: no headline is better than a paragraph.
    """
    if located.headline is None:
        return given.text, []
    shown, when = split_date(headline_text(located.headline.text))
    if not is_headline(shown, certain=given.certain and squeezed(shown) == squeezed(given.text)):
        located.blocks.insert(0, located.headline)
        located.headline = None
        return given.text, []
    dated = [Block("paragraph", when)] if when else []
    certain = given.certain and not names_better(shown, given.text, named)
    return (given.text if certain and squeezed(shown) != squeezed(given.text) else shown), dated


def _refuse_kind(kind: Kind | None) -> None:
    if kind is Kind.FORM:
        raise RejectedError(Reason.TOO_SHORT, "a form to be filled in")
    if kind is not None and kind not in (Kind.ARTICLE, Kind.STATIC):
        raise RejectedError(Reason(kind.value), "")


def _refuse_without_text(title: str, body: Body, documents: int, own_words: int) -> None:
    """Reject a page without text. Raises RejectedError.

    `own_words`: words of the page's own sentences; an article has at least one.
    """
    count = len(words(body.text)) + len(words(body.lead or ""))
    if count >= 8 and own_words:
        return
    if documents:
        raise RejectedError(Reason.DOCUMENT_ONLY, f"{documents} documents and {count} words")
    if body.images:
        raise RejectedError(Reason.MEDIA_ONLY, f"{len(body.images)} pictures and {count} words")
    raise RejectedError(Reason.TOO_SHORT, f"{count} words and no sentence of its own under the title {title!r}")

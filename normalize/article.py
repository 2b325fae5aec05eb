"""The way of a page: decode, parse, recognise, fields, prune, container, blocks, body. Pure: no clock, no network."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from corpus.records import Article, Outcome, Page, Reason
from normalize.attachments import attachments_of, without_attachment_lines
from normalize.blocks import Block
from normalize.body import Body, compose, without_head
from normalize.decode import decode
from normalize.errors import RejectedError
from normalize.events import event_date
from normalize.evidence import evidence_of
from normalize.language import refuse_other_language
from normalize.legacy_pages import flagged, modern_page, modernise
from normalize.lines import split_date
from normalize.locate import Located, locate
from normalize.metadata import Metadata, read_metadata
from normalize.parse import parse
from normalize.prune import drop
from normalize.published import published, published_beside
from normalize.references import references_of
from normalize.signoff import ACCOUNTS, read_signoff
from normalize.sources import author_source, date_source, first_matching, text_source, title_source
from normalize.text import one_line, squeezed, words
from normalize.title import Title, is_site_name, names_better, title_of
from normalize.trail import links_on, path_in, section_above, section_path, without_title
from seeds.kinds import Evidence, Kind, Signs, is_static, page_kind, raw_kind, read_signs
from seeds.load import GENERIC
from seeds.model import Clean, Platform, Site
from seeds.platforms import find_all, recognise, select
from seeds.presence import names_on, narrowed


@dataclass(slots=True)
class _Reading:
    """A page on its way through the steps."""

    page: Page
    site: Site
    tree: HtmlElement
    platform: Platform
    clean: Clean
    metadata: Metadata
    signs: Signs


def normalise(page: Page, site: Site) -> Outcome:
    """The article on a page, or the reason why there is none."""
    platform: Platform | None = None
    try:
        text = decode(page.body, page.content_type)
        _refuse_kind(raw_kind(text))
        tree = parse(text)
        converted = modernise(tree)
        names = names_on(tree)
        platform = recognise(tree, site.platforms, names)
        clean = narrowed(_joined(site.clean, platform.clean), names)
        metadata = read_metadata(tree)
        article = _article(_Reading(modern_page(page), site, tree, platform, clean, metadata, read_signs(tree)))
        return flagged(article, converted)
    except RejectedError as rejected:
        kind = rejected.reason.value if rejected.reason.value in set(Kind) else None
        return rejected.rejection(page_kind=kind, platform=platform.id if platform else None)


WORLDWIDE = (GENERIC, "wordpress", "joomla", "drupal")
"""Makes of site that stand everywhere: on their pages in other languages trafilatura has the last word."""


@lru_cache(maxsize=1024)
def _joined(own: Clean, platform: Clean) -> Clean:
    return own.over(platform)


def _article(reading: _Reading) -> Article:
    page, site, tree, clean = reading.page, reading.site, reading.tree, reading.clean
    given = title_of(tree, clean.title, reading.metadata, page.hints, site.name)
    path = section_path(tree, clean.section, reading.metadata, page.hints.section)
    # Read before pruning: a platform's own selectors point into what pruning by form and name may take away.
    menu = frozenset() if path else links_on(tree)
    lead = _text_of(tree, clean.lead)
    byline = _text_of(tree, clean.author)
    byline_at, date_at = first_matching(tree, clean.author), first_matching(tree, clean.published)
    source = _text_of(tree, clean.source)
    shown = published(tree, clean.published, reading.metadata, page)
    boxes = _attachment_boxes(tree, clean.attachments)
    located = _located(reading, given)
    title, dated = _headline(given, located, _named(reading))
    around = located.around
    section = without_title(path, title) or path_in(around) or section_above(around, located.headline, menu)
    attachments = attachments_of([*located.places, *boxes, *located.appended], page.url)
    shown = shown or published_beside([*dated, *around, *located.blocks[:3], *located.blocks[-2:]], page)
    _refuse_kind(page_kind(reading.signs, evidence_of(page, title, located.whole, located.selected)))
    blocks = without_attachment_lines(without_head(located.blocks, title), attachments)
    body = compose(blocks, title, lead=lead or located.lead, base_url=page.url)
    _refuse_without_text(title, body, len(attachments))
    language = refuse_other_language(f"{title}\n{body.lead or ''}\n{body.text}", site.language)
    moment, where = shown or (None, None)
    author = body.author or _writer(byline, reading)
    sources = {
        "title": title_source(given, title),
        "text": text_source(tree, clean.content, located),
        "published_at": date_source(where, date_at),
        "author": author_source(author, body.author, byline, byline_at),
    }
    return Article(
        title=title,
        lead=body.lead,
        text=body.text,
        published_at=moment.at if moment else None,
        published_precision=moment.precision if moment else None,
        published_source=where,
        event_date=event_date(body.lead, body.text, moment.day if moment else None),
        author=author,
        source_name=body.source_name or _source(source),
        section=section,
        images=body.images,
        attachments=attachments,
        references=references_of(title, body.lead, body.text),
        language=language,
        platform=reading.platform.id,
        page_kind=(Kind.STATIC if shown is None and is_static(page.url, title, section) else Kind.ARTICLE).value,
        site=site.id,
        level=site.level if site.start else None,
        province=site.province_name,
        sources={field: source for field, source in sources.items() if source},
    )


def _located(reading: _Reading, title: Title) -> Located:
    """Where the article is. Raises RejectedError where nothing on the page is running text."""
    foreign = reading.site.language not in ("vi", "any") and reading.platform.id in WORLDWIDE
    located = locate(reading.tree, reading.clean, title, _named(reading), foreign=foreign)
    if located is None:
        _refuse_kind(page_kind(reading.signs, Evidence(reading.page.url, title.text)))
        raise RejectedError(Reason.TOO_SHORT, "no running text was found on the page")
    return located


def _named(reading: _Reading) -> str:
    """What the page, and the list that named it, call the article; squeezed. A site's own name says nothing."""
    document = reading.signs.document
    names = ("" if is_site_name(document) else document, reading.metadata.first("og:title"), reading.page.hints.title)
    return squeezed(" ".join(name for name in names if name))


def _headline(given: Title, located: Located, named: str) -> tuple[str, list[Block]]:
    """The headline that stands over the text, before one that no class of its own shows; and the date behind it."""
    if located.headline is None:
        return given.text, []
    shown, when = split_date(located.headline.text)
    dated = [Block("paragraph", when)] if when else []
    certain = given.certain and not names_better(shown, given.text, named)
    return (given.text if certain and squeezed(shown) != squeezed(given.text) else shown), dated


def _refuse_kind(kind: Kind | None) -> None:
    if kind is not None and kind not in (Kind.ARTICLE, Kind.STATIC):
        raise RejectedError(Reason(kind.value), "")


def _refuse_without_text(title: str, body: Body, documents: int) -> None:
    count = len(words(body.text)) + len(words(body.lead or ""))
    if count >= 8:
        return
    if documents:
        raise RejectedError(Reason.DOCUMENT_ONLY, f"{documents} documents and {count} words")
    if body.images:
        raise RejectedError(Reason.MEDIA_ONLY, f"{len(body.images)} pictures and {count} words")
    raise RejectedError(Reason.TOO_SHORT, f"{count} words under the title {title!r}")


def _attachment_boxes(tree: HtmlElement, selectors: tuple[str, ...]) -> list[HtmlElement]:
    """The boxes of attached documents, taken out of the tree."""
    boxes = [box for selector in selectors for box in find_all(tree, selector)]
    for box in boxes:
        drop(box)
    return boxes


def _text_of(tree: HtmlElement, selectors: tuple[str, ...]) -> str | None:
    texts = (one_line(str(element.text_content())) for element in select(tree, selectors)[:1])
    return next((text for text in texts if text), None)


def _source(shown: str | None) -> str | None:
    signed = read_signoff(shown or "", marked=True)
    return (signed.source_name if signed else None) or shown


def _writer(byline: str | None, reading: _Reading) -> str | None:
    for name in (byline, reading.metadata.author()):
        signed = read_signoff(name or "", marked=True)
        name = (signed.author if signed else None) or name  # noqa: PLW2901
        if not name or any(char.isdigit() for char in name):
            continue
        if name.lower() not in ACCOUNTS and name != reading.site.name and len(name) < 120:
            return name
    return None

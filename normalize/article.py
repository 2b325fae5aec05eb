"""The way of a page: decode, parse, recognise, fields, prune, container, blocks, body. Pure: no clock, no network."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from corpus.records import Article, Outcome, Page, Reason
from normalize.attachments import attachments_of, without_attachment_lines
from normalize.blocks import Block, read_blocks
from normalize.body import Body, compose, without_head
from normalize.container import by_selector, by_trafilatura
from normalize.decode import decode
from normalize.errors import RejectedError
from normalize.events import event_date
from normalize.evidence import evidence_of
from normalize.extract import keep_content
from normalize.language import refuse_other_language
from normalize.metadata import Metadata, read_metadata
from normalize.parse import parse
from normalize.prune import cut_named, cut_related, cut_selected, cut_tags, drop
from normalize.published import published
from normalize.signoff import read_signoff
from normalize.text import one_line, words
from normalize.title import title_of
from normalize.trail import section_path
from seeds.kinds import Evidence, Kind, Signs, page_kind, raw_kind, read_signs
from seeds.model import Clean, Platform, Site
from seeds.platforms import find_all, recognise, select

RULES = 1
"""Number of the rules; raised by hand whenever the same page gives another article."""

_NO_WRITERS = frozenset(("admin", "administrator", "quản trị", "quản trị viên", "quantri", "editor", "biên tập viên"))


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
        platform = recognise(tree, site.platforms)
        clean = site.clean.over(platform.clean)
        return _article(_Reading(page, site, tree, platform, clean, read_metadata(tree), read_signs(tree)))
    except RejectedError as rejected:
        kind = rejected.reason.value if rejected.reason.value in set(Kind) else None
        return rejected.rejection(page_kind=kind, platform=platform.id if platform else None)


def _article(reading: _Reading) -> Article:
    page, site, tree, clean = reading.page, reading.site, reading.tree, reading.clean
    title, title_element = title_of(tree, clean.title, reading.metadata, page.hints, site.name)
    section = section_path(tree, clean.section, reading.metadata, title, page.hints.section)
    # Read before pruning: a platform's own selectors point into what pruning by form and name may take away.
    lead = _text_of(tree, clean.lead)
    byline = _text_of(tree, clean.author)
    source = _text_of(tree, clean.source)
    shown = published(tree, clean.published, reading.metadata, page, [])
    boxes = _attachment_boxes(tree, clean.attachments)
    container, selected = _container(reading, title, title_element)
    beside = _blocks_beside(title_element, container) if shown is None else []
    attachments = attachments_of([container, *boxes], page.url)
    blocks = keep_content(read_blocks(container), container)
    shown = shown or published(tree, (), Metadata(), page, [*beside, *blocks[:4]])
    _refuse_kind(page_kind(reading.signs, evidence_of(page, title, blocks, selected)))
    blocks = without_attachment_lines(without_head(blocks, title), attachments)
    body = compose(blocks, title, lead=lead, base_url=page.url)
    _refuse_without_text(title, body, len(attachments))
    language = refuse_other_language(f"{title}\n{body.lead or ''}\n{body.text}", site.language)
    moment, where = shown or (None, None)
    return Article(
        title=title,
        lead=body.lead,
        text=body.text,
        published_at=moment.at if moment else None,
        published_precision=moment.precision if moment else None,
        published_source=where,
        event_date=event_date(body.lead, body.text, moment.day if moment else None),
        author=body.author or _writer(byline, reading),
        source_name=body.source_name or source,
        section=section,
        images=body.images,
        attachments=attachments,
        language=language,
        platform=reading.platform.id,
        page_kind=Kind.ARTICLE.value,
        site=site.id,
        level=site.level if site.start else None,
        province=site.province_name,
    )


def _container(reading: _Reading, title: str, title_element: HtmlElement | None) -> tuple[HtmlElement, bool]:
    """The element that holds the article, pruned; and whether a selector showed it."""
    tree = reading.tree
    cut_selected(tree, reading.clean.chrome)
    cut_tags(tree)
    container = by_selector(tree, reading.clean.content, title_element)
    if container is not None:
        cut_named(container)
        cut_related(container)
        return container, True
    cut_named(tree, keep=[title_element] if title_element is not None else [])
    cut_related(tree)
    found = by_trafilatura(tree)
    if found is None:
        _refuse_kind(page_kind(reading.signs, Evidence(reading.page.url, title)))
        raise RejectedError(Reason.TOO_SHORT, "no running text was found on the page")
    return found, False


def _blocks_beside(title: HtmlElement | None, container: HtmlElement) -> list[Block]:
    """What stands around the headline, outside of the container: the place of a date line without a class."""
    parent = title.getparent() if title is not None else None
    if title is None or parent is None or container is parent or container in parent.iterancestors():
        return []
    around = [element for element in (*title.itersiblings(), *parent.itersiblings()) if element is not container]
    near = [element for element in around if container not in element.iterdescendants()]
    return [block for element in near[:6] for block in read_blocks(element)[:4]]


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


def _writer(byline: str | None, reading: _Reading) -> str | None:
    for name in (byline, reading.metadata.author(), reading.metadata.first("author")):
        signed = read_signoff(name or "", marked=True)
        name = (signed.author if signed else None) or name  # noqa: PLW2901
        if name and name.lower() not in _NO_WRITERS and name != reading.site.name and len(name) < 120:
            return name
    return None

"""Read the fields that a page shows outside of its article's text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from corpus.articles.records import Page, Source
from normalize.content.locate_by_rules import Located
from normalize.content.prune import drop
from normalize.content.surroundings import elements_behind
from normalize.fields.breadcrumb import links_on, section_path
from normalize.fields.byline import Byline, is_name, read_byline, signed_by
from normalize.fields.metadata import Metadata
from normalize.fields.published import Witnesses, witnesses
from normalize.fields.title import Title, is_site_name, title_of, without_host_name
from normalize.html.blocks import read_blocks
from normalize.layouts.apply import AppliedLayout
from normalize.provenance import first_matching
from normalize.text import one_line, squeezed
from seeds.config.site import Clean, Platform, Site
from seeds.dates import Moment, Precision, plausible
from seeds.pages.css import find_all, select
from seeds.pages.page_signs import Signs

LONGEST_BYLINE = 120
"""Characters of the longest byline."""


@dataclass(slots=True)
class PageReading:
    """One page on its way through the steps, with all that was read of it so far."""

    page: Page
    site: Site
    tree: HtmlElement
    platform: Platform
    clean: Clean
    metadata: Metadata
    signs: Signs
    view: AppliedLayout | None = None
    """The page as its template sees it, where the portal's layout has one that fits."""

    @property
    def is_shown(self) -> bool:
        """Tell if selectors were written for this portal or its platform: they go before the layout."""
        return not self.platform.last_resort or bool(self.site.clean.content)

    @property
    def named(self) -> str:
        """Return the article's names on the page and on the list that named it, squeezed.

        The site's own name tells nothing of the article and is left out.
        """
        document, hinted = self.signs.document, self.page.hints.title
        names = ("" if is_site_name(document) else document, self.metadata.first("og:title"), hinted)
        return squeezed(" ".join(name for name in names if name))


@dataclass(slots=True)
class Fields:
    """The fields of one page, as selectors, metadata, address and list give them."""

    title: Title
    path: tuple[str, ...]
    menu: tuple[str, ...]
    """Texts of the menu's links, where no breadcrumb shows the section."""
    lead: str | None
    byline: str | None
    byline_shown_by: str
    source: str | None
    dates: Witnesses
    date_shown_by: str
    boxes: list[HtmlElement]
    """Boxes of attached documents; they are taken out of the tree."""


def fields_of(reading: PageReading) -> Fields:
    """Read the fields before pruning, which may remove what a platform's own selectors point to."""
    page, tree, clean, metadata = reading.page, reading.tree, reading.clean, reading.metadata
    path = section_path(tree, clean.section, metadata, page.hints.section)
    byline = _text_of(tree, clean.author)
    title = title_of(tree, clean.title, metadata, page.hints, reading.site.name)
    title = replace(title, text=without_host_name(title.text, page.url))
    dates = witnesses(tree, clean.published, title.element, metadata, page)
    return Fields(
        title=title,
        path=path,
        menu=() if path else links_on(tree),
        lead=_text_of(tree, clean.lead),
        byline=byline,
        byline_shown_by=first_matching(tree, clean.author) if byline else "",
        source=_source(_text_of(tree, clean.source)),
        dates=dates,
        date_shown_by=first_matching(tree, clean.published) if dates.shown else "",
        boxes=_attachment_boxes(tree, clean.attachments),
    )


def surest(reading: PageReading, stated: tuple[Moment, Source] | None) -> tuple[Moment, Source] | None:
    """Return the surest date: the layout's, before the one `stated` elsewhere, but behind a selector for this platform.

    Where both name one day, the more exact one is taken.
    """
    shown = reading.view.published() if reading.view else None
    if shown is None or not plausible(shown[1], reading.page.fetched_at):
        return stated
    if stated is None:
        return shown[1], Source.LAYOUT
    finer = stated[0].precision is not Precision.DAY and shown[1].precision is Precision.DAY
    agrees = stated[0].day == shown[1].day
    is_selected = stated[1] is Source.SELECTOR and (reading.is_shown or agrees)
    return stated if is_selected or (agrees and finer) else (shown[1], Source.LAYOUT)


def writer(byline: str | None, reading: PageReading) -> Byline:
    """Return the writer by the byline, else by the metadata: a person is the author, an organisation the source."""
    for name in (byline, reading.metadata.author()):
        if not name or any(char.isdigit() for char in name) or len(name) >= LONGEST_BYLINE:
            continue
        signed = read_byline(name, marked=True) or signed_by(name)
        if (signed.author or signed.source_name) not in (None, reading.site.name):
            return signed
    return Byline()


def writer_by_layout(reading: PageReading) -> Byline:
    """Return the writer by the line at the place where the portal's pages name their writers."""
    line = reading.view.byline() if reading.view else None
    return (read_byline(line.text, marked=True) if line else None) or Byline()


def signed_below(located: Located) -> str | None:
    """Return the writer whose name alone, in bold or at the right, follows the article.

    It follows the article's container, or its last block.
    """
    behind = elements_behind(located.places[-1]) if located.selected and located.places else []
    blocks = (block for element in behind for block in read_blocks(element) if block.text)
    first = next(blocks, None)
    if first is None or first.linked > 0 or not (first.bold or first.right or first.italic):
        return None
    return first.text if is_name(first.text) else None


def _source(shown: str | None) -> str | None:
    signed = read_byline(shown or "", marked=True)
    return (signed.source_name if signed else None) or shown


def _text_of(tree: HtmlElement, selectors: tuple[str, ...]) -> str | None:
    texts = (one_line(str(element.text_content())) for element in select(tree, selectors)[:1])
    return next((text for text in texts if text), None)


def _attachment_boxes(tree: HtmlElement, selectors: tuple[str, ...]) -> list[HtmlElement]:
    """Take the boxes of attached documents out of the tree, and return them."""
    boxes = [box for selector in selectors for box in find_all(tree, selector)]
    for box in boxes:
        drop(box)
    return boxes

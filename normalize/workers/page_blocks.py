"""Read one page block by block, with the selectors around each block: the material for learning boilerplate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from corpus.articles.records import EXTRACTED_TEXT, Article, Page
from normalize.article import normalise
from normalize.content.container import by_selector
from normalize.content.prune import cut_named, cut_related, cut_selected, cut_tags
from normalize.html.blocks import Block, read_blocks
from normalize.html.boilerplate_lines import is_edge_chrome, is_related_heading
from normalize.html.parse import parse
from normalize.html.site_lines import is_site_line
from normalize.page_source import clean_of, page_text
from normalize.text import squeezed
from seeds.config.site import Clean, Site
from seeds.dates import parse_shown
from seeds.pages.platform_detection import recognise

LONGEST = 260
"""Characters of a block that are kept: no boilerplate line is longer."""
LETTERS = 2
"""Least letters of a block that can be recognised on other pages."""

_DIGITS = re.compile(r"\d+")
_NAME = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
_GENERATED = re.compile(r"\d{3}|[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Seen:
    """One block of a page."""

    key: str
    """Its letters in lower case, with 0 for every number; empty if it has too few letters to be recognised."""
    text: str
    within: tuple[str, ...]
    """Selectors of the elements around it, nearest first."""
    in_scope: bool
    """True if the present rules take it for text, or would do so at another place of the page."""
    kept: bool
    """True if it is in the article's text."""
    needed: bool
    """True if a field of the article is in it."""

    @property
    def is_line(self) -> bool:
        """Tell if its text is one whole line."""
        return bool(self.text) and len(self.text) < LONGEST and "\n" not in self.text


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """The blocks of a page that gave an article, in reading order."""

    article: str
    """The beginning of the text: two pages with the same article have it in common."""
    blocks: tuple[Seen, ...]


def read_page(page: Page, site: Site) -> PageBlocks | None:
    """Read the blocks of a page as its site's rules leave them before the text is chosen; None without an article."""
    outcome = None if page.content_type == EXTRACTED_TEXT else normalise(page, site)
    if not isinstance(outcome, Article):
        return None
    tree = parse(page_text(page, site))
    clean = clean_of(page, site).over(recognise(tree, site.platforms).clean)
    scope = _pruned(tree, clean)
    inside = frozenset(scope.iter())
    reader = _Reader(outcome, clean)
    blocks = tuple(reader.seen(block, block.element in inside) for block in read_blocks(tree))
    return PageBlocks(squeezed(outcome.text)[:2000], blocks)


def _pruned(tree: HtmlElement, clean: Clean) -> HtmlElement:
    """Cut what the present rules cut, and return the element in which they look for the text."""
    cut_selected(tree, clean.chrome)
    cut_tags(tree)
    scope = by_selector(tree, clean.content)
    scope = tree if scope is None else scope
    cut_named(scope)
    cut_related(scope)
    return scope


class _Reader:
    """Knows a page's article, and compares each block of the page with it."""

    def __init__(self, article: Article, clean: Clean) -> None:
        self._lines = clean.lines
        self._text = {squeezed(line) for line in f"{article.lead or ''}\n{article.text}".split("\n")} - {""}
        self._fields = {squeezed(value) for value in _fields(article)} - {""}
        self._files = {image.file_name for image in article.images if image.file_name}
        self._published = article.published_at

    def seen(self, block: Block, inside: bool) -> Seen:
        kept = any(squeezed(line) in self._text for line in block.text.split("\n"))
        known = is_edge_chrome(block.text) or is_related_heading(block.text) or is_site_line(block.text, self._lines)
        return Seen(
            key=_key(block),
            text=block.text[:LONGEST],
            within=tuple(_selectors(block.element)) if block.element is not None else (),
            in_scope=inside and (kept or not known),
            kept=kept,
            needed=self._needed(block),
        )

    def _needed(self, block: Block) -> bool:
        if block.kind == "image":
            return block.element is not None and _file(block.element) in self._files
        return squeezed(block.text) in self._fields or self._dates(block.text)

    def _dates(self, text: str) -> bool:
        """Decide whether the day of publication can be read in a text."""
        if self._published is None or len(text) > 200 or not any(map(str.isdigit, text)):
            return False
        moment = parse_shown(text)
        return moment is not None and abs(moment.at - self._published).days < 1


def _fields(article: Article) -> Iterator[str]:
    yield from (article.title or "", article.author or "", article.source_name or "", *article.section)
    yield from (image.caption or "" for image in article.images)
    yield from (attachment.title or "" for attachment in article.attachments)


def _key(block: Block) -> str:
    if block.kind == "image":
        return f"img:{block.element.get('src') or ''}" if block.element is not None else ""
    key = _DIGITS.sub("0", squeezed(block.text))
    return key if sum(map(str.isalpha, key)) >= LETTERS else ""


def _file(image: HtmlElement) -> str:
    return (image.get("src") or "").split("?")[0].rsplit("/", 1)[-1]


def _selectors(element: HtmlElement) -> Iterator[str]:
    """Yield selectors by id, then by each class, of the element and all around it, but none with machine-made names."""
    for one in (element, *element.iterancestors()):
        if not isinstance(one.tag, str) or one.tag in ("body", "html"):
            continue
        names = (("#", [one.get("id") or ""]), (f"{one.tag}.", (one.get("class") or "").split()))
        for mark, found in names:
            yield from (mark + name for name in found if _NAME.fullmatch(name) and not _GENERATED.search(name))

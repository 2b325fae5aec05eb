"""Find the article on a page by our own rules: in its container, else by the form of the page alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from normalize.content.attachments import is_document
from normalize.content.headline import GAP, headline_before, next_article
from normalize.content.main_text_run import TextRun, main_run, named_lead
from normalize.content.page_foot import without_foot
from normalize.content.prune import cut_named, cut_related
from normalize.content.surroundings import blocks_before, elements_behind, leads_to_documents, pictures_in
from normalize.content.teasers import TeaserGroup, cut_teasers
from normalize.content.trafilatura_text import is_contents, keep_content
from normalize.fields.byline import is_labelled, read_byline
from normalize.fields.title import Title, is_site_name, names_better
from normalize.html.block_score import scores_as_sentence
from normalize.html.blocks import Block, read_blocks
from normalize.html.boilerplate_lines import has_date_label, split_date
from normalize.html.site_lines import without_site_lines
from normalize.text import squeezed, word_count
from seeds.config.site import Clean

SENTENCE_SCORE = 8
NAME = 4
"""Words from which on a line with the page's own name is the page's headline and not a section's."""


@dataclass(frozen=True, slots=True)
class Sought:
    """The facts about one article that are known before it is looked for."""

    clean: Clean
    title: Title
    """The headline as selectors and metadata give it."""
    named: str
    """The page's own name, squeezed."""
    url: str = ""
    general: bool = False
    """True if the page is of an unknown platform and in another language, for which trafilatura is made."""
    is_boilerplate: Callable[[Block], bool] | None = None
    """Decides whether a block recurs from page to page, where the portal's layout shows that."""


@dataclass(slots=True)
class Located:
    """The place of one article, and what was found on the way there."""

    blocks: list[Block]
    """The article's blocks, without the headline."""
    places: list[HtmlElement]
    """The elements that hold the article: its links are read there."""
    headline: Block | None
    around: list[Block]
    """Lines about the headline; a date without a class of its own may be among them."""
    selected: bool
    """True if a platform's selector showed the article."""
    whole: list[Block]
    """All blocks of the searched part of the page: evidence that the page is an article or a list."""
    appended: list[HtmlElement] = field(default_factory=list)
    """Elements behind the container that hold nothing but documents."""
    lead: str | None = None
    """The sapo, where its place (between headline and container) or its class shows it."""
    teasers: list[TeaserGroup] = field(default_factory=list)
    """Boxes that announce other pages, and were cut."""
    fields: dict[HtmlElement, list[str]] = field(default_factory=dict)
    """The types of input fields, by the element that holds them."""
    players: frozenset[HtmlElement] = frozenset()
    """The elements that hold a player of films or sound."""
    by_trafilatura: bool = False
    """True if trafilatura found the article; its blocks show no links."""
    general: bool = False
    """True if the page was read as one of unknown platform in another language."""
    agreement: float | None = None
    """Share of the longer text that our own rules and trafilatura have in common; None where only ours read it."""


def locate_by_rules(
    tree: HtmlElement, container: HtmlElement | None, sought: Sought, text: str | None = None
) -> Located | None:
    """Find the article in its container, else by its form, and cut boilerplate there; None without running text.

    `text`: trafilatura's text of the page, where it was asked already.
    """
    if container is not None:
        cut_named(container)
        cut_related(container)
        teasers = cut_teasers(container, sought.url, guides=sought.general)
        return replace(_selected(container, sought, text), teasers=teasers)
    element = sought.title.element
    cut_named(tree, keep=[element] if element is not None else [])
    cut_related(tree)
    teasers = cut_teasers(tree, sought.url, keep=element, guides=sought.general)
    line = without_site_lines(_read(tree), sought.clean.lines)
    if not sought.general:
        line = without_foot(line, sought.title.text)
    located = by_form(line, sought.title.text, sought.named)
    return replace(located, teasers=teasers) if located else None


def _read(element: HtmlElement) -> list[Block]:
    """Read the blocks of an element, without tables of contents."""
    return [block for block in read_blocks(element) if not is_contents(block)]


def _selected(container: HtmlElement, sought: Sought, text: str | None) -> Located:
    title, named, lines = sought.title.text, sought.named, sought.clean.lines
    before = without_site_lines(blocks_before(container), lines)
    read = [block for block in _read(container) if not (sought.is_boilerplate and sought.is_boilerplate(block))]
    kept = keep_content(read, container, text, general=sought.general)
    inside = without_site_lines(kept, lines)
    line = [*before, *inside]
    first = next((at for at, block in enumerate(inside) if scores_as_sentence(block)), 0) + len(before)
    run = TextRun(first, len(line), 0)
    head = len(before) if _opens_with_name(inside, title, named) else _headline(line, run, title, named)
    if (
        sought.general
        and title
        and head is not None
        and head >= len(before)
        and not _is_named(line[head], title, named)
    ):
        head = None  # the known headline is elsewhere, and this line is the first of the text
    around = [*line[max(0, (len(before) if head is None else head) - 3) : first + 1]]
    found = line[head] if head is not None else None
    between = before[head + 1 :] if head is not None and head < len(before) else []
    blocks = inside if head is None or head < len(before) else line[head + 1 :]
    blocks = blocks[: next_article(blocks)]
    lead = " ".join(block.text for block in between if scores_as_sentence(block)) or named_lead(blocks)
    behind = elements_behind(container)
    below = [block for element in behind for block in read_blocks(element)[:3] if block.linked < 0.5]
    around += [block for block in below if has_date_label(block.text)]
    blocks = [*pictures_in(between), *blocks, *(block for block in below if is_labelled(block.text))]
    documents = [element for element in behind if leads_to_documents(element)]
    return Located(blocks, [container], found, around, True, inside, documents, lead)


def _is_named(block: Block, title: str, named: str) -> bool:
    """Decide whether a block is the known headline, or the page's own name."""
    shown = squeezed(split_date(block.text)[0])
    return shown == squeezed(title) or (word_count(block.text) >= NAME and shown in named)


def _opens_with_name(inside: list[Block], title: str, named: str) -> bool:
    """Decide whether the container's first line is the page's own name, while the supposed headline is not."""
    if not inside or word_count(inside[0].text) < NAME or inside[0].linked > 0.5:
        return False
    return names_better(inside[0].text, title, named)


def by_form(line: list[Block], title: str, named: str) -> Located | None:
    """Find the article by the form of its page alone.

    `line`: the blocks among which the article may be.
    """
    whole = line
    line, parted = _joined(line, title)
    run = _run_below(line, title) or main_run(line)
    if run is None:
        return None
    head = _headline(line, run, title, named)
    start = run.start if head is None else head + 1
    blocks = line[start : run.end]
    blocks = _without_loose_lines(blocks[: next_article(blocks)])
    around = [*line[max(0, (run.start if head is None else head) - 3) : run.start + 1], *parted]
    places = [block.element for block in blocks if block.element is not None]
    found = line[head] if head is not None else None
    behind = [block.element for block in line[run.end : run.end + 5] if block.element is not None]
    documents = [element for element in behind if leads_to_documents(element)]
    return Located(blocks, places, found, around, False, whole, documents, named_lead(blocks))


def _joined(line: list[Block], title: str) -> tuple[list[Block], list[Block]]:
    """Remove what separates the sentences below the known headline from the text; also return what was removed.

    Dates, writer, buttons and contents weigh more than a short introduction. Without this step the text would begin
    behind the introduction.
    """
    at = next(_known_headlines(line, title), None)
    behind = [] if at is None else line[at + 1 :]
    run = main_run(behind)
    opening = main_run(behind[: run.start]) if run is not None and run.start >= GAP else None
    if at is None or run is None or opening is None or opening.start > 1 or run.start - opening.end > 2 * GAP:
        return line, []
    parted = behind[opening.end : run.start]
    return [*line[: at + 1 + opening.end], *behind[run.start :]], parted


def _without_loose_lines(blocks: list[Block]) -> list[Block]:
    """Drop lines without a form between headline and first sentence: counters, buttons, notices."""
    first = next((at for at, block in enumerate(blocks) if scores_as_sentence(block)), 0)
    below_picture = [False, *(block.kind == "image" for block in blocks)]
    head = [
        block
        for block, pictured in zip(blocks[:first], below_picture, strict=False)
        if pictured or _has_form(block) or _links_to_document(block) or read_byline(block.text) is not None
    ]
    return [*head, *blocks[first:]]


def _has_form(block: Block) -> bool:
    """Decide whether a block is more than a bare short line."""
    formed = block.bold or block.italic or block.right or block.caption
    return block.kind != "paragraph" or (block.linked < 0.5 and (formed or word_count(block.text) >= SENTENCE_SCORE))


def _links_to_document(block: Block) -> bool:
    links = block.element.iter("a") if block.element is not None and block.linked else ()
    return any(is_document(link.get("href") or "") for link in links)


def _run_below(line: list[Block], title: str) -> TextRun | None:
    """Return the running text below the known headline, even if another text is longer; None if none is near."""
    for at in _known_headlines(line, title):
        run = main_run(line[at + 1 :])
        if run is not None and run.start < GAP:
            return TextRun(run.start + at + 1, run.end + at + 1, run.score)
    return None


def _known_headlines(line: list[Block], title: str) -> Iterator[int]:
    """Yield the positions at which the known headline is shown."""
    wanted = "" if is_site_name(title) or word_count(title) < NAME else squeezed(title)
    for at, block in enumerate(line):
        if wanted and block.linked < 0.5 and squeezed(split_date(block.text)[0]) == wanted:
            yield at


def _headline(line: list[Block], run: TextRun, title: str, named: str) -> int | None:
    """Return the position of the headline: the known one near the text, else one known by its form."""
    wanted = "" if is_site_name(title) else squeezed(title)
    for at in range(min(run.start, len(line) - 1), max(-1, run.start - GAP - 1), -1):
        if wanted and squeezed(split_date(line[at].text)[0]) == wanted:
            return at
    return headline_before(line, run, named)

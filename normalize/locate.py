"""Finds the article on a page: by its platform's selectors, else by the form of the page alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from normalize.blocks import Block, read_blocks
from normalize.container import MOST, by_selector, fullest, running, running_words, share_in
from normalize.extract import is_contents, keep_content, leaves_out, may_leave_out, page_text_of
from normalize.headlines import GAP, headline_before, next_article
from normalize.lines import has_date_label, split_date
from normalize.prune import cut_named, cut_related, cut_selected, cut_tags
from normalize.segment import Run, main_run, named_lead, score
from normalize.signoff import is_labelled
from normalize.site_lines import without_site_lines
from normalize.surroundings import blocks_before, elements_behind, leads_to_documents, pictures_in
from normalize.text import squeezed, word_count
from normalize.title import Title, is_site_name, names_better
from seeds.model import Clean

AGREEMENT = 0.92
"""Share of the longer text that container and trafilatura must have in common."""
SENTENCE_SCORE = 8
NAME = 4
"""Words from which on a line with the page's own name is its headline and no section's."""


@dataclass(slots=True)
class Located:
    """Where the article is."""

    blocks: list[Block]
    """What belongs to it, without the headline."""
    places: list[HtmlElement]
    """The elements that hold it: its links are found there."""
    headline: Block | None
    around: list[Block]
    """Lines about the headline, where a date without a class of its own stands."""
    selected: bool
    """Whether a platform's selector showed it."""
    whole: list[Block]
    """All that stands where it was looked for: what tells an article from a list."""
    appended: list[HtmlElement] = field(default_factory=list)
    """What follows the container and holds nothing but documents."""
    lead: str | None = None
    """The sapo, where its place (between headline and container) or its class shows it."""


def locate(tree: HtmlElement, clean: Clean, title: Title, named: str, *, foreign: bool = False) -> Located | None:
    """The article of a page (its tree is pruned on the way), or None where nothing on it is running text.

    `title`: the headline as selectors and metadata give it. `named`: what the page says that it is called, squeezed.
    `foreign`: whether the page is of an unknown make and in another language, which is trafilatura's own field.
    """
    cut_selected(tree, clean.chrome)
    cut_tags(tree)
    if foreign:
        return _foreign(tree, clean, title, named)
    return _own(tree, by_selector(tree, clean.content, title.element), clean, title, named)


def _foreign(tree: HtmlElement, clean: Clean, title: Title, named: str) -> Located | None:
    """The article by our own rules where one element holds most of the running text of the page; else by both."""
    line = read_blocks(tree)
    sentences = running(line)
    container = by_selector(tree, clean.content, title.element, sentences)
    holding = fullest(sentences) if container is None else container
    if holding is None or share_in(holding, sentences) < MOST:
        return _scattered(tree, container, clean, title, named, line)
    found = _own(tree, holding, clean, title, named)
    if found is None or container is not None:
        return found
    return replace(found, selected=False, headline=None if title.text else found.headline)


def _scattered(
    tree: HtmlElement, container: HtmlElement | None, clean: Clean, title: Title, named: str, line: list[Block]
) -> Located | None:
    """The article by our own rules where trafilatura agrees with them or leaves out much of what they find; else by
    trafilatura, which costs as much as all else. `line`: the blocks of the page.
    """
    text = page_text_of(tree, running_words(line))
    if container is not None and _agrees(container, text):
        return _own(tree, container, clean, title, named, text)
    if not text or may_leave_out(text, line):
        own = _own(tree, container, clean, title, named, text)
        if own and leaves_out(text, own.blocks):
            return own
    return _by_trafilatura(tree, text, line)


def _own(
    tree: HtmlElement, container: HtmlElement | None, clean: Clean, title: Title, named: str, text: str | None = None
) -> Located | None:
    """The article by our own rules: in its container, else by its form. `text`: what trafilatura took, if asked."""
    if container is not None:
        cut_named(container)
        cut_related(container)
        return _selected(container, title.text, named, clean.lines, text)
    cut_named(tree, keep=[title.element] if title.element is not None else [])
    cut_related(tree)
    return _by_form(without_site_lines(_read(tree), clean.lines), title.text, named)


def _read(element: HtmlElement) -> list[Block]:
    """Its blocks, without tables of contents."""
    return [block for block in read_blocks(element) if not is_contents(block)]


def _selected(
    container: HtmlElement, title: str, named: str, lines: tuple[str, ...], text: str | None = None
) -> Located:
    before = without_site_lines(blocks_before(container), lines)
    inside = without_site_lines(keep_content(_read(container), container, text), lines)
    line = [*before, *inside]
    first = next((at for at, block in enumerate(inside) if score(block) >= SENTENCE_SCORE), 0) + len(before)
    run = Run(first, len(line), 0)
    head = len(before) if _opens_with_name(inside, title, named) else _headline(line, run, title, named)
    around = [*line[max(0, (len(before) if head is None else head) - 3) : first + 1]]
    found = line[head] if head is not None else None
    between = before[head + 1 :] if head is not None and head < len(before) else []
    blocks = inside if head is None or head < len(before) else line[head + 1 :]
    blocks = blocks[: next_article(blocks)]
    lead = " ".join(block.text for block in between if score(block) >= SENTENCE_SCORE) or named_lead(blocks)
    behind = elements_behind(container)
    below = [block for element in behind for block in read_blocks(element)[:3] if block.linked < 0.5]
    around += [block for block in below if has_date_label(block.text)]
    blocks = [*pictures_in(between), *blocks, *(block for block in below if is_labelled(block.text))]
    documents = [element for element in behind if leads_to_documents(element)]
    return Located(blocks, [container], found, around, True, inside, documents, lead)


def _opens_with_name(inside: list[Block], title: str, named: str) -> bool:
    """Whether the container's first line is what the page calls itself, and what is taken for its headline is not."""
    if not inside or word_count(inside[0].text) < NAME or inside[0].linked > 0.5:
        return False
    return names_better(inside[0].text, title, named)


def _by_form(line: list[Block], title: str, named: str) -> Located | None:
    run = main_run(line)
    if run is None:
        return None
    head = _headline(line, run, title, named)
    start = run.start if head is None else head + 1
    blocks = line[start : run.end]
    blocks = blocks[: next_article(blocks)]
    around = line[max(0, (run.start if head is None else head) - 3) : run.start + 1]
    places = [block.element for block in blocks if block.element is not None]
    found = line[head] if head is not None else None
    behind = [block.element for block in line[run.end : run.end + 5] if block.element is not None]
    documents = [element for element in behind if leads_to_documents(element)]
    return Located(blocks, places, found, around, False, line, documents, named_lead(blocks))


def _agrees(container: HtmlElement, text: str) -> bool:
    """Whether the container and trafilatura mean the same: nearly all of either stands in the other."""
    ours = squeezed(str(container.text_content()))
    lines = [squeezed(line) for line in text.split("\n") if len(line) >= 30]
    shared = sum(len(line) for line in lines if line in ours)
    return shared >= AGREEMENT * max(len(ours), sum(map(len, lines)), 1)


def _by_trafilatura(tree: HtmlElement, text: str, line: list[Block]) -> Located | None:
    """The article as trafilatura gives it, a line a block. `line`: the blocks of the page."""
    lines = [line.strip() for line in text.split("\n")]
    blocks = [Block("item", line[2:], marker="- ", list_id=1) if line.startswith("- ") else Block("paragraph", line)
              for line in lines if line]  # fmt: skip
    if not blocks:
        return None
    around = [block for block in line if block.linked < 0.5][:12]
    return Located(blocks, [tree], None, around, False, blocks)


def _headline(line: list[Block], run: Run, title: str, named: str) -> int | None:
    """Where the headline stands: where the known one is shown near the text, else by form."""
    wanted = "" if is_site_name(title) else squeezed(title)
    for at in range(min(run.start, len(line) - 1), max(-1, run.start - GAP - 1), -1):
        if wanted and squeezed(split_date(line[at].text)[0]) == wanted:
            return at
    return headline_before(line, run, named)

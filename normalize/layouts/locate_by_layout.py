"""Find the article by its page's template: what does not recur, from the headline on. Pure."""

from __future__ import annotations

from dataclasses import replace

from lxml.html import HtmlElement

from normalize.content.locate_by_rules import Located, Sought, by_form
from normalize.content.main_text_run import named_lead
from normalize.content.prune import cut_hidden, cut_selected, cut_tags
from normalize.content.surroundings import leads_to_documents
from normalize.fields.byline import is_labelled
from normalize.html.block_score import SENTENCE
from normalize.html.blocks import Block
from normalize.html.site_lines import without_site_lines
from normalize.layouts.apply import AppliedLayout
from normalize.text import word_count

AROUND = 3
"""Blocks before and from the headline on that may hold a date."""
BEHIND = 5
"""Blocks behind the text that may name its writer or source."""


def locate_by_layout(tree: HtmlElement, view: AppliedLayout, sought: Sought) -> Located | None:
    """Find the article by its page's template; None where nothing is left of the page."""
    cut_selected(tree, sought.clean.chrome)
    cut_tags(tree)
    cut_hidden(tree)
    seen = frozenset(tree.iter())
    head, shown, byline = view.title(), view.published(), view.byline()
    dated = shown[0] if shown else None
    alive = without_site_lines([block for block in view.blocks if block.element in seen], sought.clean.lines)
    kept = [block for block in alive if block is head or block is dated or not view.is_boilerplate(block)]
    at = next((at for at, block in enumerate(kept) if block is head), None)
    if at is None:
        located = by_form(view.before_end(kept, 0), sought.title.text, sought.named)
        if located is not None:
            located.blocks = _unwrapped(located.blocks)
            located.around[:0] = [dated] if dated is not None else []
        return located
    inside = view.before_end(kept, at + 1)
    behind = kept[at + 1 + len(inside) :]
    text = [block for block in inside if block is not dated and block is not byline]
    documents = [block.element for block in behind if block.element is not None and leads_to_documents(block.element)]
    unwrapped = _unwrapped([*text, *(block for block in behind[:BEHIND] if is_labelled(block.text))])
    around = [block for block in (dated, *kept[max(0, at - AROUND) : at + AROUND]) if block is not None]
    places = [block.element for block in unwrapped if block.element is not None]
    return Located(unwrapped, places, kept[at], around, True, text, documents, named_lead(unwrapped))


def _unwrapped(blocks: list[Block]) -> list[Block]:
    """Remove from the blocks the form and frame of the boxes around the text: those of most running lines."""
    running = [block for block in blocks if word_count(block.text) >= SENTENCE]
    most = len(running) / 2
    all_centred, all_right = (sum(getattr(block, form) for block in running) > most for form in ("centred", "right"))
    outer = _common(blocks)
    return [
        replace(
            block,
            centred=block.centred and not all_centred,
            right=block.right and not all_right,
            frame=None if block.frame in outer else block.frame,
        )
        for block in blocks
    ]


def _common(blocks: list[Block]) -> set[HtmlElement]:
    """Return the elements that contain all of the blocks."""
    around = [set(block.element.iterancestors()) for block in blocks if block.element is not None]
    return set.intersection(*around) if around else set()

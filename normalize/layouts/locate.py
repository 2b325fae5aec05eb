"""Finds the article by its page's template: what does not recur, from the headline on. Pure."""

from __future__ import annotations

from lxml.html import HtmlElement

from normalize.layouts.apply import View
from normalize.place import Located, Sought, by_form
from normalize.prune import cut_hidden, cut_selected, cut_tags
from normalize.segment import named_lead
from normalize.signoff import is_labelled
from normalize.site_lines import without_site_lines
from normalize.surroundings import leads_to_documents

AROUND = 3
"""Blocks before and from the headline on in which a date may stand."""
BEHIND = 5
"""Blocks behind the text that may say whose it is."""


def locate_by_layout(tree: HtmlElement, view: View, sought: Sought) -> Located | None:
    """The article as its page's template tells it; None where nothing is left of the page."""
    cut_selected(tree, sought.clean.chrome)
    cut_tags(tree)
    cut_hidden(tree)
    seen = frozenset(tree.iter())
    head, shown = view.title(), view.published()
    dated = shown[0] if shown else None
    own = [block for block in view.blocks if block is head or block is dated or not view.is_boilerplate(block)]
    kept = without_site_lines([block for block in own if block.element in seen], sought.clean.lines)
    at = next((at for at, block in enumerate(kept) if block is head), None)
    if at is None:
        located = by_form(view.before_end(kept, 0), sought.title.text, sought.named)
        if located is not None and dated is not None:
            located.around.insert(0, dated)
        return located
    text = [block for block in view.before_end(kept, at + 1) if block is not dated]
    behind = kept[at + 1 + len(text) :]
    documents = [block.element for block in behind if block.element is not None and leads_to_documents(block.element)]
    text += [block for block in behind[:BEHIND] if is_labelled(block.text)]
    around = [block for block in (dated, *kept[max(0, at - AROUND) : at + AROUND]) if block is not None]
    places = [block.element for block in text if block.element is not None]
    return Located(text, places, kept[at], around, True, text, documents, named_lead(text))

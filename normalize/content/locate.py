"""Find the article on a page: by its platform's selectors, else by the form of the page alone."""

from __future__ import annotations

from dataclasses import replace

from lxml.html import HtmlElement

from normalize.content.container import by_selector
from normalize.content.general_pages import place_general
from normalize.content.locate_by_rules import Located, Sought, locate_by_rules
from normalize.content.prune import cut_selected, cut_tags
from normalize.html.input_fields import fields_in, players_in


def locate(tree: HtmlElement, sought: Sought, shown: HtmlElement | None = None) -> Located | None:
    """Find the article of a page; None where nothing on the page is running text. Prunes the tree.

    `shown`: the container that the selectors show, where they were asked already.
    """
    if sought.general:
        located = place_general(tree, sought)
        return replace(located, general=True) if located else None
    fields, players = fields_in(tree), players_in(tree)
    cut_selected(tree, sought.clean.chrome)
    cut_tags(tree)
    if shown is None or tree not in shown.iterancestors():
        shown = by_selector(tree, sought.clean.content, sought.title.element)
    located = locate_by_rules(tree, shown, sought)
    return replace(located, fields=fields, players=players) if located else None

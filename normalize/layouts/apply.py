"""What a layout says of a page: its template, and of each block whether it is boilerplate, headline or date. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from lxml.html import HtmlElement

from normalize.blocks import Block
from normalize.layouts.layout import FITS, Layout, Template
from normalize.layouts.places import Place, paired, place_of, places_of, text_key
from normalize.layouts.shape import LINKED, SHORT, page_blocks
from seeds.dates import Moment, parse_shown


@dataclass(frozen=True)
class View:
    """A page as its template sees it."""

    template: Template
    number: int
    """Which one of its layout, from 0."""
    places: dict[HtmlElement, Place]
    blocks: list[Block]
    """All blocks of the page, as it was sent."""
    fits: bool = True
    """Whether the page is one of its template; else it has the same surroundings, and what recurs there is known."""

    def is_boilerplate(self, block: Block) -> bool:
        """Whether a block recurs from page to page, or leads to other pages, as all at its place do."""
        place = place_of(block, self.places)
        if place is None:
            return False
        one = self.template
        if place.exact in one.chrome or place.loose in one.chrome:
            return True
        if block.linked >= LINKED and (place.exact in one.links or place.loose in one.links):
            return True
        text = text_key(block)
        return paired(place.exact, text) in one.boilerplate or paired(place.loose, text) in one.boilerplate

    def why(self, block: Block) -> str:
        """What the template says of a block, in a word or two."""
        place, one = place_of(block, self.places), self.template
        shown = self.published()
        if block is self.title():
            return "headline"
        if shown is not None and block is shown[0]:
            return "date"
        if place is None or not self.is_boilerplate(block):
            return "its own"
        if place.exact in one.chrome or place.loose in one.chrome:
            return "chrome alone"
        at_lists = place.exact in one.links or place.loose in one.links
        return "other pages" if block.linked >= LINKED and at_lists else "recurs"

    def title(self) -> Block | None:
        """The headline."""
        if not self.fits:
            return None
        texts = self.template.boilerplate
        shown = ((place, block) for place in self.template.title for block in self._at(place))
        return next((block for place, block in shown if paired(place, text_key(block)) not in texts), None)

    def published(self) -> tuple[Block, Moment] | None:
        """The block that shows the date of publication, and that date."""
        for place in self.template.published if self.fits else ():
            for block in self._at(place):
                moment = parse_shown(block.text) if len(block.text) <= SHORT else None
                if moment is not None:
                    return block, moment
        return None

    def before_end(self, blocks: list[Block], start: int) -> list[Block]:
        """Those of these blocks of the page, from `start` on, that stand before a line that ends the text."""
        first = blocks[start] if start < len(blocks) else None
        begun = start == 0
        ending: Block | None = None
        for block in self.blocks:
            begun = begun or block is first
            if begun and self._ends(block):
                ending = block
                break
        if ending is None:
            return blocks[start:]
        before = {id(block) for block in takewhile(lambda block: block is not ending, self.blocks)}
        return [block for block in blocks[start:] if id(block) in before]

    def _ends(self, block: Block) -> bool:
        place = place_of(block, self.places)
        if place is None or not self.fits:
            return False
        return paired(place.exact, text_key(block)) in self.template.ends

    def _at(self, wanted: int) -> Iterator[Block]:
        """The blocks at a place, but for links."""
        for block in self.blocks:
            place = place_of(block, self.places)
            if place is not None and wanted in (place.exact, place.loose) and block.text and block.linked < LINKED:
                yield block


def view(tree: HtmlElement, layout: Layout | None) -> View | None:
    """The page (its tree is read, and stays as it is) as its template sees it; None where it is like none."""
    if layout is None or not layout.templates:
        return None
    places = places_of(tree)
    found = layout.nearest(frozenset(place.loose for place in places.values()))
    if found is None:
        return None
    template, share = found
    seen = View(template, layout.templates.index(template), places, page_blocks(tree))
    fits = share >= FITS and (not template.title or seen.title() is not None)
    return seen if fits else replace(seen, fits=False)

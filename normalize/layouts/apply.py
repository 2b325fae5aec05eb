"""Apply a layout to a page: choose its template, and label each block as boilerplate, headline or date. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from lxml.html import HtmlElement

from normalize.fields.byline import is_name
from normalize.html.blocks import Block
from normalize.layouts.layout import FITS, FITS_NEARLY, Layout, Template
from normalize.layouts.places import Place, label_key, paired, place_of, places_of, text_key
from normalize.layouts.shape import LINKED, SHORT, page_blocks
from normalize.layouts.text_places import HELD, anything_at
from normalize.text import word_count
from seeds.dates import Moment, parse_shown


@dataclass(frozen=True)
class AppliedLayout:
    """A page as its template sees it."""

    template: Template
    number: int
    """Number of the template in its layout, from 0."""
    places: dict[HtmlElement, Place]
    blocks: list[Block]
    """All blocks of the page, as it was sent; a box with nothing of an article is one block."""
    fits: bool = True
    """True if the page is one of its template's pages. Else it only has the same surroundings: the texts that recur are
    known, the places of its fields are not.
    """

    def is_boilerplate(self, block: Block) -> bool:
        """Decide whether a block recurs from page to page, or leads to other pages as all blocks at its place do."""
        if block.kind == "box":
            return True
        place = place_of(block, self.places)
        if place is None:
            return False
        one = self.template
        if place.exact in one.chrome or place.loose in one.chrome:
            return True
        if block.linked >= LINKED and (place.exact in one.links or place.loose in one.links):
            return True
        text = text_key(block)
        if paired(place.exact, text) in one.boilerplate or paired(place.loose, text) in one.boilerplate:
            return True
        label = label_key(block)
        return label != 0 and paired(place.loose, label) in one.boilerplate

    def why(self, block: Block) -> str:
        """Name the template's reason for a block, in a word or two."""
        place, one = place_of(block, self.places), self.template
        shown = self.published()
        if block is self.title():
            return "headline"
        if shown is not None and block is shown[0]:
            return "date"
        if block is self.byline():
            return "byline"
        if place is None or not self.is_boilerplate(block):
            return "its own"
        if place.exact in one.chrome or place.loose in one.chrome:
            return "chrome alone"
        at_lists = place.exact in one.links or place.loose in one.links
        return "other pages" if block.linked >= LINKED and at_lists else "recurs"

    def title(self) -> Block | None:
        """Return the headline."""
        if not self.fits:
            return None
        texts = self.template.boilerplate
        shown = ((place, block) for place in self.template.title for block in self._at(place))
        return next((block for place, block in shown if paired(place, text_key(block)) not in texts), None)

    def published(self) -> tuple[Block, Moment] | None:
        """Return the block that shows the date of publication, and that date."""
        for place in self.template.published if self.fits else ():
            for block in self._at(place):
                moment = parse_shown(block.text) if len(block.text) <= SHORT else None
                if moment is not None:
                    return block, moment
        return None

    def byline(self) -> Block | None:
        """Return the line that names the writer, where it is alone at its place."""
        for place in self.template.byline if self.fits else ():
            shown = list(self._at(place))
            if len(shown) == 1 and is_name(shown[0].text, strict=False):
                return shown[0]
        return None

    def before_end(self, blocks: list[Block], start: int) -> list[Block]:
        """Return the blocks from `start` on that are before the end of the text.

        The text ends at a line behind which none of the article ever follows, or else with the box that holds most of
        it.
        """
        first = blocks[start] if start < len(blocks) else None
        begun = start == 0
        ending: Block | None = None
        for block in self.blocks:
            begun = begun or block is first
            if begun and self._ends(block):
                ending = block
                break
        inside = blocks[start:]
        if ending is not None:
            before = {id(block) for block in takewhile(lambda block: block is not ending, self.blocks)}
            inside = [block for block in inside if id(block) in before]
        return self._in_box(inside)

    def _in_box(self, inside: list[Block]) -> list[Block]:
        """Drop the blocks behind the box of the text, where that box holds nearly all of the text."""
        if not self.template.boxes or not self.fits:
            return inside
        held: dict[int, int] = {}
        last: dict[int, int] = {}
        whole = 0
        for at, block in enumerate(inside):
            place = place_of(block, self.places)
            count = word_count(block.text)
            is_beside = place is not None and not self.template.beside.isdisjoint((place.exact, place.loose))
            whole += 0 if is_beside else count
            box = next((one for one in place.boxes if one in self.template.boxes), 0) if place else 0
            held[box] = held.get(box, 0) + count
            last[box] = at
        held.pop(0, None)
        best = max(held, key=lambda one: held[one], default=0)
        return inside[: last[best] + 1] if best and held[best] >= HELD * whole else inside

    def _ends(self, block: Block) -> bool:
        place = place_of(block, self.places)
        if place is None or not self.fits:
            return False
        if block.kind == "box":
            return place.exact in self.template.closing
        text, label, ends = text_key(block), label_key(block), self.template.ends
        if not ends.isdisjoint((paired(place.exact, text), paired(place.loose, text), anything_at(place.exact))):
            return True
        return label != 0 and paired(place.loose, label) in ends

    def _at(self, wanted: int) -> Iterator[Block]:
        """Yield the blocks at a place, except links."""
        for block in self.blocks:
            place = place_of(block, self.places)
            if place is not None and wanted in (place.exact, place.loose) and block.text and block.linked < LINKED:
                yield block


def apply_layout(tree: HtmlElement, layout: Layout | None, *, whole: bool = False) -> AppliedLayout | None:
    """Apply the layout to a page; None where no template is like the page. The tree is not changed.

    Boxes that never hold anything of an article are not read, unless the `whole` page is wanted.
    """
    if layout is None or not layout.templates:
        return None
    places = places_of(tree)
    near: list[tuple[AppliedLayout, float]] = []
    for template, share in layout.nearest(frozenset(place.loose for place in places.values())):
        seen = _seen(tree, template, layout.templates.index(template), places, whole=whole)
        if share >= (FITS_NEARLY if template.title else FITS) and (not template.title or seen.title()):
            return seen
        near.append((seen, share))
    return replace(max(near, key=lambda one: one[1])[0], fits=False) if near else None


def _seen(
    tree: HtmlElement, template: Template, number: int, places: dict[HtmlElement, Place], *, whole: bool
) -> AppliedLayout:
    cut = template.cut if not whole else frozenset[int]()
    skipped = {element for element, place in places.items() if place.exact in cut} if cut else frozenset[HtmlElement]()
    return AppliedLayout(template, number, places, page_blocks(tree, skipped))

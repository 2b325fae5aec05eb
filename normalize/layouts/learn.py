"""Learn a portal's layout from the shapes of its pages: what recurs at a place, and what is new. Pure."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from normalize.layouts.byline_places import byline_places
from normalize.layouts.field_places import are_articles, date_places, title_places
from normalize.layouts.layout import Layout, Template
from normalize.layouts.places import paired
from normalize.layouts.shape import Mark, Shape
from normalize.layouts.templates import ALIKE, MOST_TEMPLATES, alike, grouped
from normalize.layouts.text_places import SENTENCE, closing_boxes, cut_boxes, endings, places_beside, text_boxes

FEWEST = 8
"""Pages of a template from which on recurring texts are cut."""
SOME = 3
"""Least pages with a text at a place, for the text to recur there."""
OFTEN = 0.25
"""Share of the pages with a place that must have a text there, for the text to recur."""
LINKS = 0.05
"""Share of the pages with a place that must have a link's text there, for it to recur: a breadcrumb names one section
of twenty.
"""
MOSTLY = 0.6
"""Share of the pages that must have a text, for it to recur at a place with new texts on each page: stock sentences,
datelines and writers are on many pages, and stay.
"""
ALWAYS = 0.97
"""Share of the pages that must have a text, for it to recur within the box of the text, where most pages must have it,
too: notes that close articles belong to them.
"""
NEW = 0.5
"""Share of a place's words that are on one page alone, from which on the place has texts."""
OLD = 0.05
"""Share of a place's words that are on one page alone, up to which everything at the place is boilerplate."""
LISTED = 0.5
"""Share of the pages with a place that have links to other pages there, from which on the links are a list."""
COMPANION = 0.95
"""Share of a place's words outside links that must directly follow links of lists, for the place to have teasers."""
MOST = 5_000
"""Most texts at places that a template may name, the most frequent first: a hostile portal can't fill the memory."""


def learn(shapes: Sequence[Shape], before: Layout | None = None) -> Layout:
    """Learn the layout that these pages show; the same pages in any order give the same layout.

    `before`: the portal's layout until now. Its templates stay if their captures show no other template now.
    """
    ordered = sorted(shapes, key=lambda shape: (shape.own, shape.page, shape.capture))
    known = _Known.of(ordered)
    templates = [_Template(frame, members, known).learned() for frame, members in grouped(ordered, FEWEST)]
    templates += _old(before, templates) if before else []
    ordered_templates = sorted(templates, key=lambda one: (-len(one.pages), sorted(one.frame)[:1]))
    return Layout(tuple(ordered_templates[:MOST_TEMPLATES]))


def _old(before: Layout, learned: Sequence[Template]) -> list[Template]:
    """Return the earlier templates that stay: of an older design, or of one that too few of the pages show now."""
    told = {capture for one in learned for capture in one.captures}
    return [
        one
        for one in before.templates
        if len(told.intersection(one.captures)) < len(one.captures) / 2
        and not any(alike(one.frame, other.frame) >= ALIKE for other in learned)
    ]


@dataclass
class _At:
    """The texts, links and labels that pages have at one place."""

    pages: set[int] = field(default_factory=set)
    texts: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Pages, by the text that they have there."""
    words: Counter[int] = field(default_factory=Counter)
    """Words by text, summed over its blocks."""
    links: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Pages, by the text of a link that they have there."""
    names: set[int] = field(default_factory=set)
    """Texts with the form of a person's name."""
    leading: set[int] = field(default_factory=set)
    """Pages with a link there to another page."""
    labels: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Pages, by the words beside links there."""
    heads: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Pages, by the text of a short line there that is directly before links."""
    others: set[int] = field(default_factory=set)
    """Short lines there that are before something else on some page."""
    unlinked: int = 0
    """Words of its blocks that are no links."""
    behind_links: int = 0
    """Unlinked words that directly follow a link of a list."""
    inside: bool = False
    """True if the place is in the box of the text."""

    @property
    def new(self) -> float:
        """Return the share of its words that are on one page alone."""
        alone = sum(self.words[text] for text, pages in self.texts.items() if len(pages) == 1)
        return alone / max(self.words.total(), 1)

    def recurring(self, articles: set[int]) -> dict[int, int]:
        """Return the texts that recur, with the number of their pages.

        `articles`: those pages of the template that are articles.
        """
        if self.inside:
            here = len(self.pages & articles)
            least = least_of_links = math.ceil(max(ALWAYS * here, MOSTLY * len(articles)))
        else:
            least = max(SOME, math.ceil((MOSTLY if self.new >= NEW else OFTEN) * len(self.pages)))
            least_of_links = max(SOME, math.ceil(LINKS * len(self.pages)))
        found = {
            text: len(pages)
            for text, pages in self.texts.items()
            if not (self.inside and text in self.names)
            and (len(pages) >= least or len(self.links.get(text, ())) >= least_of_links)
        }
        least_of_labels = max(SOME, math.ceil(OFTEN * len(self.pages)))
        found |= {label: len(pages) for label, pages in self.labels.items() if len(pages) >= least_of_labels}
        heads = {text: len(pages) for text, pages in self.heads.items() if text not in self.others | self.names}
        return found | {text: number for text, number in heads.items() if number >= SOME}

    @property
    def is_chrome(self) -> bool:
        """Tell if the place only has texts that recur, or announce other pages."""
        if len(self.pages) < FEWEST:
            return False
        return self.is_of_lists or (not self.inside and self.new <= OLD)

    @property
    def is_of_lists(self) -> bool:
        """Tell if all unlinked words there directly follow links of lists: their dates and teasers."""
        return self.unlinked > 0 and self.behind_links >= COMPANION * self.unlinked

    @property
    def is_list(self) -> bool:
        """Tell if links there lead to other pages, time and again."""
        return len(self.leading) >= max(SOME, LISTED * len(self.pages))


@dataclass(frozen=True)
class _Known:
    """The pages that are read; a list of links leads to others of them."""

    addresses: frozenset[int]
    titles: frozenset[tuple[int, int]]
    """A hash of each headline, with the page that has it."""
    names: frozenset[int]

    @classmethod
    def of(cls, shapes: Sequence[Shape]) -> _Known:
        titles = {(mark.name, shape.page) for shape in shapes for mark in shape.marks if mark.is_title and mark.name}
        return cls(
            frozenset(shape.own for shape in shapes) - {0}, frozenset(titles), frozenset(one for one, _ in titles)
        )

    def leads_to_other(self, mark: Mark, shape: Shape) -> bool:
        """Decide whether a link leads to another of these pages, by its address or by its text."""
        if mark.target in self.addresses and mark.target != shape.own:
            return True
        return mark.name in self.names and (mark.name, shape.page) not in self.titles


class _Template:
    """The pages of one template, and the evidence they give."""

    def __init__(self, frame: frozenset[int], members: list[Shape], known: _Known) -> None:
        self.frame = frame
        self.members = members
        self.pages = {shape.page for shape in members}
        self.exact: dict[int, _At] = defaultdict(_At)
        self.loose: dict[int, _At] = defaultdict(_At)
        for shape in members:
            for mark in shape.marks:
                _note(self.exact[mark.place.exact], shape, mark, known)
                _note(self.loose[mark.place.loose], shape, mark, known)
        self._note_neighbours()

    def learned(self) -> Template:
        """Learn the template from its pages."""
        title = title_places(self.members, self._recurring(self.pages))
        articles = self._articles(title)
        pages = {shape.page for shape in articles}
        ends = endings(articles, self._is_text, self._is_old)
        boxes = text_boxes(articles, self._is_text, lambda mark: _is_at(mark, title), ends)
        self._mark_inside(boxes)
        recurring = self._recurring(pages)
        title = title_places(self.members, recurring)
        published = date_places(articles, title)
        byline = byline_places(articles, self._is_text, lambda mark: _is_at(mark, title))
        needed = {*title, *published, *byline}
        chrome = {place for seen in (self.exact, self.loose) for place, at in seen.items() if at.is_chrome} - needed
        often = sorted(recurring, key=lambda one: (-recurring[one], one))[:MOST]
        links = frozenset(place for seen in (self.exact, self.loose) for place, at in seen.items() if at.is_list)
        cut = cut_boxes(self.members, chrome, links, needed, FEWEST)
        return Template(
            frame=self.frame,
            boilerplate=frozenset(often),
            chrome=frozenset(chrome),
            links=links,
            ends=ends,
            cut=cut,
            closing=closing_boxes(articles, cut, ends),
            boxes=boxes,
            beside=places_beside(articles, boxes, self._is_text, lambda mark: _is_at(mark, title), ends),
            title=title,
            listed=are_articles(self.members),
            published=published,
            byline=byline,
            pages=tuple(sorted(self.pages)),
            captures=tuple(sorted(shape.capture for shape in self.members)),
        )

    def _recurring(self, articles: set[int]) -> Counter[int]:
        """Count the pages of recurring texts at places, paired."""
        found: Counter[int] = Counter()
        for seen in (self.exact, self.loose):
            for place, at in seen.items():
                found.update({paired(place, text): number for text, number in at.recurring(articles).items()})
        return found

    def _articles(self, title: tuple[int, ...]) -> list[Shape]:
        """Return the pages that show a headline; all pages, where too few have a known one."""
        found = [shape for shape in self.members if any(mark.is_title and _is_at(mark, title) for mark in shape.marks)]
        return found if len({shape.page for shape in found}) >= FEWEST else self.members

    def _is_text(self, mark: Mark) -> bool:
        """Decide whether a block's text is at its place on this page alone, and belongs to no list of other pages."""
        if mark.is_link or mark.words == 0 or mark.label:
            return False
        here = self.loose[mark.place.loose]
        return len(here.texts[mark.text]) == 1 and not (here.is_of_lists or self.exact[mark.place.exact].is_of_lists)

    def _is_old(self, mark: Mark) -> bool:
        """Decide whether a block's place only has recurring texts."""
        here = self.exact[mark.place.exact]
        return not mark.is_link and len(here.pages) >= FEWEST and here.new <= OLD

    def _mark_inside(self, boxes: frozenset[int]) -> None:
        for shape in self.members if boxes else ():
            for mark in shape.marks:
                if not boxes.isdisjoint(mark.place.boxes):
                    self.exact[mark.place.exact].inside = self.loose[mark.place.loose].inside = True

    def _note_neighbours(self) -> None:
        """Note which lines head links, and which directly follow links of lists: dates, and beginnings of pages."""
        lists = {place for seen in (self.exact, self.loose) for place, at in seen.items() if at.is_list}
        for shape in self.members:
            follows = False
            worded = [mark for mark in shape.marks if mark.words]
            for mark, behind in zip_longest(worded, worded[1:]):
                here = (self.exact[mark.place.exact], self.loose[mark.place.loose])
                if mark.is_link:
                    follows = mark.target != 0 and (mark.place.exact in lists or mark.place.loose in lists)
                    continue
                for at in here:
                    at.behind_links += mark.words if follows else 0
                    if mark.words < SENTENCE and behind is not None and behind.is_link and behind.target:
                        at.heads[mark.text].add(shape.page)
                    else:
                        at.others.add(mark.text)
                follows = follows and mark.day is not None


def _is_at(mark: Mark, places: tuple[int, ...]) -> bool:
    return mark.place.exact in places or mark.place.loose in places


def _note(at: _At, shape: Shape, mark: Mark, known: _Known) -> None:
    at.pages.add(shape.page)
    at.texts[mark.text].add(shape.page)
    at.words[mark.text] += max(mark.words, 1)
    if mark.is_name:
        at.names.add(mark.text)
    if mark.label:
        at.labels[mark.label].add(shape.page)
    if not mark.is_link:
        at.unlinked += mark.words
    if mark.is_link:
        at.links[mark.text].add(shape.page)
        if known.leads_to_other(mark, shape):
            at.leading.add(shape.page)

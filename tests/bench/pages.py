"""The fixed pages that speed is measured on: articles and static pages, each with the site whose rules clean it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count, cycle

from corpus.articles.records import Hints, Page
from normalize.article import normalise
from normalize.layouts.layout import Layout
from normalize.layouts.learn import learn
from normalize.layouts.shape import read_shape
from normalize.workers.child_process import find_site
from seeds.config.catalogue import Catalogue, catalogue
from seeds.config.site import Site
from seeds.timing import VIETNAM
from tests.evaluation import real
from tests.evaluation.cases import Case
from tests.evaluation.goldpages import folders, gold_cases
from tests.evaluation.portals import article_cases, sample_seeds
from tests.evaluation.real import SETS, shared
from tests.portals.samples import SAMPLES
from tests.unseen.generator.portal import Portal

MADE = ("chanh", "cam", "khe", "vai")
"""Made portals of different dialects whose pages are measured by their layouts."""
GENERAL = (*real.GENERAL, "htmldate")
"""Sets of general pages: nothing is known of their makes, so that trafilatura reads most of them whole in ours, too."""
SAMPLE = 20
"""Pages of each general set that are measured: all 600 take ten times as long as the portals' do."""
_ENDS = re.compile(rb"</(?:p|title|h1|td)>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Subject:
    """A page that is measured, and the site whose rules clean it."""

    name: str
    page: Page
    site: Site
    layout: Layout | None = None
    """What the pages of its set teach, where they are cleaned by that."""


Sets = dict[str, list[Subject]]


def sampled(sets: Sets) -> Sets:
    """The same sets, of the large general ones `SAMPLE` pages, which a hash of their names draws."""
    return {name: _sample(pages) if name in GENERAL else pages for name, pages in sets.items()}


def _sample(pages: Sequence[Subject]) -> list[Subject]:
    return sorted(pages, key=lambda one: hashlib.sha256(one.name.encode()).digest())[:SAMPLE]


def page_sets() -> Sets:
    """Every set of pages that is here, by name: the sample portals, the gold, and the real pages."""
    return {name: pages for name, pages in (*_portals(), ("gold", _gold()), *_real()) if pages}


def layout_sets() -> Sets:
    """Pages of portals that no site file describes, as their lists name them, with the layouts that they teach."""
    found = {name: pages for name, pages in page_sets().items() if name in (*SAMPLES, "liferay", "sharepoint")}
    found |= {f"made {seed}": _made(seed) for seed in MADE}
    return {name: list(_taught(pages)) for name, pages in found.items()}


def _taught(pages: Sequence[Subject]) -> Iterator[Subject]:
    seeds = catalogue()
    sites = [find_site(seeds, "_bench", one.site.language) for one in pages]
    outcomes = [normalise(one.page, site) for one, site in zip(pages, sites, strict=True)]
    named = [
        one.page if one.page.hints.title else replace(one.page, hints=Hints(getattr(outcome, "title", None)))
        for one, outcome in zip(pages, outcomes, strict=True)
    ]
    shapes = [read_shape(page, site, at, at) for at, (page, site) in enumerate(zip(named, sites, strict=True))]
    layout = learn([shape for shape in shapes if shape is not None])
    for one, page, site in zip(pages, named, sites, strict=True):
        yield Subject(one.name, page, site, layout)


def _made(seed: str) -> list[Subject]:
    portal, site = Portal(seed), find_site(catalogue(), "_bench", "vi")
    now = datetime(2026, 11, 27, 10, 30, tzinfo=VIETNAM)
    addresses = ((story, portal.canonical(story)) for story in portal.stories)
    return [
        Subject(
            address,
            Page(
                f"http://made.test{address}",
                portal.answer(address, "made.test", now).body,
                "text/html; charset=utf-8",
                now,
                Hints(story.title),
            ),
            site,
        )
        for story, address in addresses
    ]


def own_pages() -> list[Subject]:
    """The pages that are in the repository."""
    return [subject for _, pages in (*_portals(), ("gold", _gold())) for subject in pages]


def varied(subjects: Sequence[Subject], pages: int) -> Iterator[Subject]:
    """So many pages, the same ones again and again; each time round, their words differ a little."""
    numbers = count()
    for subject, number in zip(cycle(subjects), numbers, strict=False):
        if number >= pages:
            return
        mark = str(number).encode()
        body = _ENDS.sub(lambda end, mark=mark: b" " + mark + end[0], subject.page.body)  # type: ignore[misc]
        yield replace(subject, page=replace(subject.page, body=body))


def _portals() -> Iterator[tuple[str, list[Subject]]]:
    with sample_seeds() as seeds:
        for name in SAMPLES:
            yield name, [Subject(case.name, case.page, seeds.site(name)) for case in article_cases(name)]


def _gold() -> list[Subject]:
    seeds = catalogue()
    return _subjects(seeds, (case for folder in folders() for case in gold_cases(folder)))


def _real() -> Iterator[tuple[str, list[Subject]]]:
    seeds = catalogue()
    for name, (folder, language, read) in SETS.items():
        place = shared() / "real" / folder
        if place.is_dir():
            yield name, _subjects(seeds, read(place), language)


def _subjects(seeds: Catalogue, cases: Iterable[Case], language: str | None = None) -> list[Subject]:
    """The cases that are articles, as pages of unlisted sites."""
    return [
        Subject(case.name, case.page, find_site(seeds, "_bench", language or case.language))
        for case in cases
        if case.gold is not None
    ]

"""The sets of pages that all are held against: the articles and static pages that have gold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from normalize.workers.child_process import find_site
from seeds.config.catalogue import catalogue
from seeds.config.site import Site
from tests.evaluation.cases import Case
from tests.evaluation.goldpages import folders, gold_cases
from tests.evaluation.portals import article_cases, chrome_lines, sample_seeds
from tests.evaluation.real import SETS, shared
from tests.portals.samples import SAMPLES


@dataclass
class PageSet:
    """Pages with gold, the site whose rules we clean each by, and lines of chrome that none may keep."""

    name: str
    cases: list[Case] = field(default_factory=list)
    sites: dict[str, Site] = field(default_factory=dict)
    chrome: list[str] = field(default_factory=list)

    def add(self, case: Case, site: Site) -> None:
        """Take a page that is an article. Its date is held to the day, which is what peers give."""
        if case.gold is None:
            return
        when = case.gold.get("published_at")
        if isinstance(when, datetime):
            case = replace(case, gold={**case.gold, "published_at": when.date()})
        self.cases.append(case)
        self.sites[case.name] = site

    def language(self, case: Case) -> str:
        """What to tell those that want to know."""
        return "en" if self.sites[case.name].language == "en" else "vi"


def page_sets() -> Iterator[PageSet]:
    """Every set that is here."""
    yield _portals()
    yield _gold()
    seeds = catalogue()
    for name, (folder, language, read) in SETS.items():
        place = shared() / "real" / folder
        if place.is_dir():
            found = PageSet(name)
            for case in read(place):
                found.add(case, find_site(seeds, "_real", language))
            yield found


def _portals() -> PageSet:
    found = PageSet("sample portals")
    with sample_seeds() as seeds:
        for name in SAMPLES:
            for case in article_cases(name):
                found.add(replace(case, name=f"{name}/{case.name}"), seeds.site(name))
            found.chrome += chrome_lines(name)
    return found


def _gold() -> PageSet:
    found, seeds = PageSet("gold"), catalogue()
    for folder in folders():
        for case in gold_cases(folder):
            found.add(case, find_site(seeds, "_gold", case.language))
            found.chrome += case.must_not if case.gold is not None else ()
    return found

"""Measures every set of pages that is here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from trafilatura import bare_extraction

from corpus.articles.records import Article, Outcome
from normalize.article import normalise
from normalize.workers.child_process import Task
from normalize.workers.page_cleaners import children
from seeds.config.catalogue import HERE as OWN_SEEDS
from seeds.config.catalogue import catalogue
from seeds.config.site import Site
from tests.evaluation.cases import Case
from tests.evaluation.goldpages import folders, gold_cases
from tests.evaluation.measure import Measured, measure
from tests.evaluation.portals import article_cases, chrome_lines, rejected_cases, sample_seeds
from tests.evaluation.real import SETS, shared
from tests.portals.samples import SAMPLES


def sample_portals() -> Iterator[Measured]:
    """The sample portals, in this process."""
    with sample_seeds() as seeds:
        for name in SAMPLES:
            site = seeds.site(name)
            cases = [*article_cases(name), *rejected_cases(name)]
            yield measure(name, cases, lambda case, site=site: normalise(case.page, site), chrome_lines(name))  # type: ignore[misc]


def gold_pages() -> Iterator[Measured]:
    """The gold pages of every platform, in this process."""
    seeds = catalogue(OWN_SEEDS)
    for folder in folders():

        def made(case: Case) -> Outcome:
            site = seeds.unlisted("_gold", case.language or "vi")
            return normalise(case.page, site)

        yield measure(f"gold/{folder}", list(gold_cases(folder)), made)


def held_out_makes() -> Iterator[Measured]:
    """Gold pages and sample portals once more, each without the platform file of its own make."""
    seeds = catalogue(OWN_SEEDS)
    for folder in folders():

        def made(case: Case, folder: str = folder) -> Outcome:
            return normalise(case.page, _without(seeds.unlisted("_gold", case.language or "vi"), folder))

        yield measure(f"held out/{folder}", [_text_alone(case) for case in gold_cases(folder)], made)
    with sample_seeds() as samples:
        for name in SAMPLES:
            site = _without(seeds.unlisted("_sample", "vi"), samples.site(name).own.id)
            cases = [_text_alone(case) for case in (*article_cases(name), *rejected_cases(name))]
            found = measure(f"held out/{name}", cases, lambda case, site=site: normalise(case.page, site))  # type: ignore[misc]
            yield found


def _without(site: Site, make: str) -> Site:
    """Pages from anywhere, with one make not known."""
    return site.model_copy(update={"platforms": tuple(one for one in site.platforms if one.id != make)})


def _text_alone(case: Case) -> Case:
    """The case with title and text alone in its gold: what else a make shows in classes of its own is not measured."""
    if case.gold is None:
        return replace(case, reasons=frozenset())
    return replace(case, gold={name: case.gold.get(name) for name in ("title", "lead", "text")}, must_not=())


def real_pages() -> Iterator[Measured | str]:
    """The real pages, in child processes; in place of a set that is not here, its name."""
    with children() as pool:
        for name, (folder, language, read) in SETS.items():
            place = shared() / "real" / folder
            if not place.is_dir():
                yield name
                continue
            cases = list(read(place))
            outcomes = list(pool.outcomes(Task(case.page, "_real", language) for case in cases))
            by_name = {case.name: outcome for case, outcome in zip(cases, outcomes, strict=True)}

            def made(case: Case, by_name: dict[str, Outcome] = by_name) -> Outcome:
                return by_name[case.name]

            yield measure(name, cases, made)


def trafilatura_alone(name: str) -> Measured | None:
    """The same measure for what bare trafilatura takes from the pages of a set; None where they are not here."""
    folder, _, read = SETS[name]
    if not (shared() / "real" / folder).is_dir():
        return None
    cases = [_text_in(case) for case in read(shared() / "real" / folder)]
    return measure(f"trafilatura on {name}", cases, _by_trafilatura)


def _text_in(case: Case) -> Case:
    gold = case.gold or {}
    return replace(case, gold={"text": gold["text"]} if "text" in gold else {})


def _by_trafilatura(case: Case) -> Outcome:
    document = bare_extraction(case.page.body, url=case.page.url, with_metadata=False)
    return Article(title="", text=str(getattr(document, "text", None) or ""))

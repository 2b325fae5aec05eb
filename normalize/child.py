"""Inside of a child process: its limits, and the sites whose rules it cleans by."""

from __future__ import annotations

import resource
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pebble import CONSTS

from corpus.processes import die_with_parent
from corpus.records import EXTRACTED_TEXT, Outcome, Page
from seeds.errors import UsageError
from seeds.load import Catalogue, catalogue
from seeds.model import Site

Result = TypeVar("Result")

LOCK = 5.0
"""Seconds that a child waits for another that takes a page or returns an article: one that was killed just then holds
its lock for ever, and the pool is made anew. Pebble's own 60 s are long beside the milliseconds that it takes."""

_seeds: Catalogue | None = None
_sites: dict[tuple[str, str | None], Site] = {}


@dataclass(frozen=True, slots=True)
class Task:
    """One page to clean by the rules of one site; an unknown site id stands for pages from anywhere."""

    page: Page
    site_id: str
    language: str | None = None


def prepare(seeds: Path | None, memory: int) -> None:
    """Begin a child: it has so many bytes of address space, and dies with its parent."""
    global _seeds  # noqa: PLW0603  # one per child process, made once
    die_with_parent()
    CONSTS.channel_lock_timeout = LOCK
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory if hard == resource.RLIM_INFINITY else min(memory, hard), hard))
    _seeds = catalogue(seeds)


def clean(task: Task) -> Outcome:
    """What a page becomes. The parsers are imported here, in children: their parent has no use for them."""
    if task.page.content_type == EXTRACTED_TEXT:
        from normalize.imported import normalise_text  # noqa: PLC0415

        return normalise_text(task.page.body, site_of(task.site_id, task.language), task.page.fetched_at)
    from normalize.article import normalise  # noqa: PLC0415

    return normalise(task.page, site_of(task.site_id, task.language))


def do(work: Callable[[Page, Site], Result], task: Task) -> Result:
    """What another function of a module makes of a page."""
    return work(task.page, site_of(task.site_id, task.language))


def site_of(site_id: str, language: str | None) -> Site:
    """The site by whose rules a page is cleaned."""
    if (site_id, language) not in _sites:
        _sites[site_id, language] = find_site(_seeds or catalogue(), site_id, language)
    return _sites[site_id, language]


def find_site(seeds: Catalogue, site_id: str, language: str | None = None) -> Site:
    """A site by its id, or pages from anywhere where there is none (any more); read as `language` if that is given."""
    try:
        site = seeds.site(site_id)
    except UsageError:
        site = seeds.unlisted(site_id)
    return site.model_copy(update={"language": language}) if language else site

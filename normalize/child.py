"""Inside of a child process: its limits, and the sites whose rules it cleans by."""

from __future__ import annotations

import resource
from pathlib import Path

from corpus.processes import die_with_parent
from seeds.errors import UsageError
from seeds.load import Catalogue, catalogue
from seeds.model import Site

_seeds: Catalogue | None = None
_sites: dict[tuple[str, str | None], Site] = {}


def prepare(seeds: Path | None, memory: int) -> None:
    """Begin a child: it has so many bytes of address space, and dies with its parent."""
    global _seeds  # noqa: PLW0603  # one per child process, made once
    die_with_parent()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory if hard == resource.RLIM_INFINITY else min(memory, hard), hard))
    _seeds = catalogue(seeds)


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

"""Choice of the sites that a command is to crawl."""

from __future__ import annotations

from collections.abc import Iterable

from seeds.config.catalogue import Catalogue
from seeds.config.site import Site, State
from seeds.errors import UsageError


def named_sites(seeds: Catalogue, names: Iterable[str]) -> list[Site]:
    """Return the named sites, each once. Raises UsageError for an unknown or a retired one."""
    sites = [seeds.site(name) for name in dict.fromkeys(names)]
    for site in sites:
        if site.state is State.RETIRED:
            raise UsageError(
                f"{site.id} is retired, so it is not crawled.",
                "Its articles stay in the corpus. To crawl it again, change `state` in its site file.",
            )
    return sites

"""Generated portals crawled with `scrapy crawl`, side by side, and what they were asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.crawler.small_portal import crawl
from tests.portals.makes import traps
from tests.portals.makes.articles import number_in
from tests.portals.makes.every import ServedMake, serve, write_seeds
from tests.portals.makes.portal import FORBIDDEN_LISTS


@dataclass(frozen=True)
class Asked:
    """The requests that one portal got."""

    portal: ServedMake
    said: str
    """By the crawl, on stderr."""
    code: int

    @property
    def articles(self) -> Counter[int]:
        """How often each article was asked for, whatever the spelling."""
        return Counter(number for path in self.portal.served.requests if (number := number_in(path)) is not None)

    @property
    def traps(self) -> Counter[str]:
        """Requests by trap."""
        return traps.followed(self.portal.served.requests)

    @property
    def forbidden(self) -> list[str]:
        """What robots.txt forbids and was asked for all the same."""
        folders = (self.portal.portal.forbidden.lower(), FORBIDDEN_LISTS)
        return [path for path in self.portal.served.requests if path.lower().startswith(folders)]


@contextmanager
def crawled(
    room: Path, database: str, *names: str, articles: int, most: int, limit: float
) -> Iterator[dict[str, Asked]]:
    """One `scrapy crawl` a make, all at the same time: `most` pages of a list at most, and `limit` seconds."""
    with serve(*names, articles=articles) as portals:
        write_seeds(room, portals)
        settings = ("-s", f"MAX_LIST_PAGES={most}", "-s", "AUTOTHROTTLE_ENABLED=0")  # it waits for busy machines
        with ThreadPoolExecutor(len(names)) as together:
            ends = together.map(lambda name: crawl(room, database, name, *settings, limit=limit), names)
        yield {name: Asked(portals[name], said, code) for name, (code, said) in zip(names, ends, strict=True)}

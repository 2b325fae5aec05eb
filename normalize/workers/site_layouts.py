"""Load what a worker's children need to know of a batch's sites: layouts, and lines that texts have in common."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from corpus.articles import layouts
from corpus.articles.pending_snapshots import Pending, texts
from corpus.articles.records import EXTRACTED_TEXT, Outcome
from normalize.workers.child_process import Task
from normalize.workers.page_cleaners import Children

MOST = 64
"""Sites whose layouts are kept in memory: each is some 50 kB."""


@dataclass(frozen=True, slots=True)
class Known:
    """The layouts and recurring lines of one batch's sites."""

    layouts: dict[str, tuple[int, str]]
    """Number and templates (as JSON) of the layouts in use, for sites that have one."""
    recurring: dict[str, frozenset[str]]
    """Lines that several extracted texts of a site have in common, for sites with texts in the batch."""


@dataclass
class SiteLayouts:
    """The layouts in use, by site, cached for one worker."""

    _read: dict[str, tuple[int, str]] = field(default_factory=dict)

    def of(self, conn: Connection, batch: Sequence[Pending]) -> Known:
        """Return the current layouts and recurring lines of a batch's sites. Each layout is read once."""
        texts_of = {one.site for one in batch if one.content_type == EXTRACTED_TEXT and not one.site.startswith("_")}
        return Known(
            self._layouts(conn, {one.site for one in batch}), {site: _recurring(conn, site) for site in texts_of}
        )

    def _layouts(self, conn: Connection, sites: Iterable[str]) -> dict[str, tuple[int, str]]:
        found = {}
        for site, number in layouts.numbers(conn, set(sites)).items():
            if self._read.get(site, (0, ""))[0] != number:
                if len(self._read) >= MOST:
                    self._read.clear()
                stored = layouts.get(conn, site, number)
                if stored is None:  # deleted just now
                    continue
                self._read[site] = number, json.dumps(stored.templates)
            found[site] = self._read[site]
        return found


def outcomes(pool: Children, batch: Sequence[Pending], known: Known) -> Iterator[Outcome]:
    """Yield the outcome of each page of the batch by its site's layout, in order, with the layout's number."""
    for pending, outcome in zip(batch, pool.outcomes(tasks(batch, known)), strict=True):
        yield by_layout(outcome, pending, known)


def tasks(batch: Sequence[Pending], known: Known) -> list[Task]:
    """Turn the batch into tasks for children."""
    return [
        Task(
            one.page(),
            one.site,
            layout=known.layouts[one.site][1] if one.site in known.layouts else None,
            recurring=known.recurring.get(one.site, frozenset()),
        )
        for one in batch
    ]


def by_layout(outcome: Outcome, pending: Pending, known: Known) -> Outcome:
    """Add to the outcome the number of the layout that it was made by."""
    return replace(outcome, layout=known.layouts[pending.site][0] if pending.site in known.layouts else None)


def _recurring(conn: Connection, site: str) -> frozenset[str]:
    from normalize.recurring_lines import recurring_lines  # noqa: PLC0415  # with parsers, which most batches don't need

    return recurring_lines(texts(conn, site))

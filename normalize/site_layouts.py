"""The layouts in force, as a worker hands them to its children: looked up for each batch, read once each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from corpus import layouts
from corpus.claims import Pending
from corpus.records import Outcome
from normalize.child import Task
from normalize.children import Children

MOST = 64
"""Sites whose layouts are kept in memory: each is some 50 kB."""


@dataclass
class SiteLayouts:
    """What is in force for which site."""

    _read: dict[str, tuple[int, str]] = field(default_factory=dict)

    def of(self, conn: Connection, sites: Iterable[str]) -> dict[str, tuple[int, str]]:
        """Number and templates (as JSON) of the layouts in force now, of those sites that have one."""
        found = {}
        for site, number in layouts.numbers(conn, set(sites)).items():
            if self._read.get(site, (0, ""))[0] != number:
                if len(self._read) >= MOST:
                    self._read.clear()
                stored = layouts.get(conn, site, number)
                if stored is None:  # forgotten just now
                    continue
                self._read[site] = number, json.dumps(stored.templates)
            found[site] = self._read[site]
        return found


def outcomes(pool: Children, batch: Sequence[Pending], known: dict[str, tuple[int, str]]) -> Iterator[Outcome]:
    """What each page of the batch becomes by its site's layout, in order; each says by which."""
    for pending, outcome in zip(batch, pool.outcomes(tasks(batch, known)), strict=True):
        yield by_layout(outcome, pending, known)


def tasks(batch: Sequence[Pending], known: dict[str, tuple[int, str]]) -> list[Task]:
    """The batch as tasks for children."""
    return [Task(one.page(), one.site, layout=known[one.site][1] if one.site in known else None) for one in batch]


def by_layout(outcome: Outcome, pending: Pending, known: dict[str, tuple[int, str]]) -> Outcome:
    """The outcome, which says by which layout it was made."""
    return replace(outcome, layout=known[pending.site][0] if pending.site in known else None)

"""Cleans what is stored: pending snapshots as they come in, or everything once more."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine

from corpus.articles import Change, Pending, claim, publish, waiting, walk
from corpus.claims import texts
from corpus.patience import patiently
from corpus.records import EXTRACTED_TEXT, Article, Outcome
from normalize.child import Task, find_site
from normalize.children import Children, children
from normalize.rules import RULES
from seeds.load import Catalogue, catalogue
from seeds.model import Site

BATCH = 32
"""Snapshots claimed at once: some 0.3 s of work, which is what a worker that dies gives back."""
PAUSE = 0.2
"""Seconds between two looks for pending snapshots while none is there."""

Report = Callable[[Pending, Outcome, Change], None]
Done = list[tuple[Pending, Outcome, Change]]


@dataclass
class Tally:
    """What a worker did."""

    pages: int = 0
    changes: Counter[str] = field(default_factory=Counter)
    rejections: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome, change: Change) -> None:
        """Count one page."""
        self.pages += 1
        self.changes[change.value] += 1
        if not isinstance(outcome, Article):
            self.rejections[outcome.reason.value] += 1


@dataclass
class Worker:
    """Cleans the snapshots of some sites (all, if `sites` is None) and publishes what comes of them."""

    engine: Engine
    seeds: Catalogue
    pool: Children
    sites: Sequence[str] | None = None
    report: Report | None = None
    tally: Tally = field(default_factory=Tally)
    _hashes: dict[str, str] = field(default_factory=dict)

    def drain(self) -> Tally:
        """Clean pending snapshots until there is none that other workers don't hold."""
        while self._pending_batch():
            pass
        return self.tally

    def follow(self, more_to_come: Callable[[], bool]) -> Tally:
        """Clean pending snapshots as they come in, until `more_to_come` says no and none is left."""
        while True:
            last_look = not more_to_come()
            self.drain()
            if last_look and not self._held_by_others():
                return self.tally
            time.sleep(PAUSE)

    def again(self) -> Tally:
        """Clean everything once more from storage, page by page; only what differs is written."""
        cursor = (0, 0)
        while True:
            batch = patiently(self.engine, partial(walk, after=cursor, batch=BATCH, sites=self.sites))
            if not batch:
                return self.tally
            outcomes = list(self.pool.outcomes(patiently(self.engine, partial(tasks, batch=batch))))
            self._count(patiently(self.engine, partial(self._publish, batch=batch, outcomes=outcomes)))
            cursor = (batch[-1].page_id, batch[-1].snapshot_id)

    def _pending_batch(self) -> int:
        # The claim lasts as long as the transaction: a worker that dies gives its batch back by dying.
        done = patiently(self.engine, self._claim_and_publish)
        self._count(done)
        return len(done)

    def _claim_and_publish(self, conn: Connection) -> Done:
        batch = claim(conn, BATCH, self.sites)
        return self._publish(conn, batch, self.pool.outcomes(tasks(conn, batch)))

    def _publish(self, conn: Connection, batch: Sequence[Pending], outcomes: Iterable[Outcome]) -> Done:
        return [
            (pending, outcome, publish(conn, pending, outcome, RULES, self._hash(pending.site)))
            for pending, outcome in zip(batch, outcomes, strict=True)
        ]

    def _held_by_others(self) -> bool:
        return patiently(self.engine, partial(waiting, sites=self.sites)) > 0

    def _count(self, done: Done) -> None:
        """Count what is committed."""
        for pending, outcome, change in done:
            self.tally.add(outcome, change)
            if self.report:
                self.report(pending, outcome, change)

    def _hash(self, site_id: str) -> str:
        if site_id not in self._hashes:
            self._hashes[site_id] = rules_hash(find_site(self.seeds, site_id))
        return self._hashes[site_id]


def clean_stored(
    engine: Engine,
    seeds: Path | None = None,
    sites: Sequence[str] | None = None,
    *,
    again: bool = False,
    more_to_come: Callable[[], bool] | None = None,
    report: Report | None = None,
    workers: int = 0,
) -> Tally:
    """Clean pending snapshots, or all (`again`), of these sites; `more_to_come` keeps it waiting for further ones."""
    with children(seeds, workers) as pool:
        worker = Worker(engine, catalogue(seeds), pool, sites, report)
        if again:
            worker.drain()
            return worker.again()
        return worker.follow(more_to_come or (lambda: False))


def rules_hash(site: Site) -> str:
    """A hash of the effective site and platform files, as far as they decide how a page is cleaned."""
    deciding = site.model_dump_json(include={"clean", "platforms", "language", "level", "province"})
    return hashlib.sha256(deciding.encode()).hexdigest()[:16]


def tasks(conn: Connection, batch: Sequence[Pending]) -> list[Task]:
    """What children are asked to clean. Of extracted texts of a portal they are told what its others say as well."""
    portals = {one.site for one in batch if one.content_type == EXTRACTED_TEXT and not one.site.startswith("_")}
    known = {site: _recurring(conn, site) for site in portals}
    return [Task(one.page(), one.site, recurring=known.get(one.site, frozenset())) for one in batch]


def _recurring(conn: Connection, site: str) -> frozenset[str]:
    from normalize.recurring import recurring_lines  # noqa: PLC0415  # with parsers, which most batches don't need

    return recurring_lines(texts(conn, site))

"""Clean what is stored: pending snapshots as they come in, or everything once more."""

from __future__ import annotations

import hashlib
import logging
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from corpus.articles import layouts
from corpus.articles.publishing import Change, Pending, claim, publish, waiting, walk
from corpus.articles.records import Article, Outcome, Reason, Rejection
from corpus.articles.search_index import add_up
from corpus.crawling.runs import not_being_crawled
from corpus.database.retry import with_retry
from corpus.database.sqlstate import Fault, fault_of
from normalize.rules_version import RULES
from normalize.workers.child_process import find_site
from normalize.workers.learn_layout import learn_layout
from normalize.workers.page_cleaners import Children, children
from normalize.workers.site_layouts import SiteLayouts, by_layout, outcomes, tasks
from seeds.config.catalogue import Catalogue, catalogue
from seeds.config.site import Site
from seeds.errors import TinhuyError

logger = logging.getLogger(__name__)

BATCH = 32
"""Snapshots claimed at once: some 0.3 s of work, which is what a worker that dies gives back."""
BATCH_SECONDS = 10.0
"""Seconds after which no further page of a batch is begun: the rest goes back, so that other sites have their turn."""
SLOW = 2.0
"""Seconds of work on one site's pages of a batch, after which other sites go first for as long as the work took. A
batch of real pages takes 0.3 to 0.6 s in all.
"""
PAUSE = 0.2
"""Seconds between two looks for pending snapshots while there are none."""
FIRST_LESSON = 96
"""Pages of a site after which its layout is learned while more come in."""
GROWTH = 4
"""Factor by which the number of pages must grow until the layout is learned once more."""

Report = Callable[[Pending, Outcome, Change], None]
Done = list[tuple[Pending, Outcome, Change]]


@dataclass
class CleaningCounts:
    """The results of a worker's cleaning, counted."""

    pages: int = 0
    changes: Counter[str] = field(default_factory=Counter)
    rejections: Counter[str] = field(default_factory=Counter)
    by_layout: Counter[str] = field(default_factory=Counter)
    """Changes to pages that were cleaned once more, because their site's layout was learned meanwhile."""

    def add(self, outcome: Outcome, change: Change) -> None:
        """Count one page."""
        self.pages += 1
        self.changes[change.value] += 1
        if not isinstance(outcome, Article):
            self.rejections[outcome.reason.value] += 1


@dataclass
class Worker:
    """A worker that cleans the snapshots of some sites (all, if `sites` is None) and publishes the outcomes."""

    engine: Engine
    seeds: Catalogue
    pool: Children
    sites: Sequence[str] | None = None
    report: Report | None = None
    tally: CleaningCounts = field(default_factory=CleaningCounts)
    _hashes: dict[str, str] = field(default_factory=dict)
    _layouts: SiteLayouts = field(default_factory=SiteLayouts)
    _cleaned: Counter[str] = field(default_factory=Counter)
    """Pages cleaned, by site, since `finish` last learned its layout."""
    _next: dict[str, int] = field(default_factory=dict)
    """Number of pages, by site, after which its layout is learned while more come in."""
    _slow_until: dict[str, float] = field(default_factory=dict)
    """By site, the time (monotonic) until which others go first."""

    def drain(self) -> CleaningCounts:
        """Clean pending snapshots until none is left, except those that other workers hold."""
        while self._pending_batch():
            self._learn_meanwhile()
        return self.tally

    def follow(self, more_to_come: Callable[[], bool]) -> CleaningCounts:
        """Clean pending snapshots as they come in, until `more_to_come` returns False and none is left.

        When a site's crawl has ended, its layout is learned from what came in, and its pages are cleaned by it.
        """
        self._finish_sites(with_retry(self.engine, self._left_behind))
        while True:
            last_look = not more_to_come()
            self.drain()
            is_over = last_look and not self._held_by_others()
            self._finish_sites({*self._cleaned, *(self.sites or ())} if is_over else self._ended())
            if is_over:
                return self.tally
            time.sleep(PAUSE)

    def again(self) -> CleaningCounts:
        """Clean everything once more from storage, page by page; only differences are written."""
        for done in self._walk(self.sites):
            self._count(done)
        with_retry(self.engine, add_up)
        return self.tally

    def finish(self, site: str) -> None:
        """Learn the site's layout, if there is anything new to learn from, and use it.

        The pages that were cleaned by no layout, or by another one, are cleaned once more.
        """
        self._cleaned.pop(site, None)
        lesson = learn_layout(self.engine, self.pool, site)
        if lesson is not None and lesson.held_because:
            logger.warning("Layout %d of %s is held: %s", lesson.number, site, lesson.held_because)
        number = with_retry(self.engine, partial(layouts.numbers, sites=[site])).get(site)
        for done in self._walk([site], number) if number is not None else ():
            self.tally.by_layout.update(change.value for _, _, change in done)

    def _walk(self, sites: Sequence[str] | None, not_by_layout: int | None = None) -> Iterator[Done]:
        cursor = (0, 0)
        look = partial(walk, batch=BATCH, sites=sites, not_by_layout=not_by_layout)
        while batch := with_retry(self.engine, partial(look, after=cursor)):
            known = with_retry(self.engine, partial(self._layouts.of, batch=batch))
            cleaned = list(outcomes(self.pool, batch, known))
            yield with_retry(self.engine, partial(self._publish_all, batch=batch, outcomes=cleaned))
            cursor = (batch[-1].page_id, batch[-1].snapshot_id)

    def _learn_meanwhile(self) -> None:
        """Learn the layouts of sites with many new pages, for the pages still to come."""
        for site, pages in list(self._cleaned.items()):
            if pages >= self._next.get(site, FIRST_LESSON):
                self._next[site] = GROWTH * self._next.get(site, FIRST_LESSON)
                learn_layout(self.engine, self.pool, site)

    def _ended(self) -> list[str]:
        """Return the sites with cleaned pages that no crawl adds to at present."""
        if not self._cleaned:
            return []
        return with_retry(self.engine, partial(not_being_crawled, sites=list(self._cleaned)))

    def _left_behind(self, conn: Connection) -> list[str]:
        """Return the sites with pages that their layout has not cleaned, because a worker died over them."""
        return layouts.left_behind(conn, self.sites)

    def _finish_sites(self, sites: Iterable[str]) -> None:
        ended = sorted(sites)
        for site in ended:
            self.finish(site)
        if ended:
            with_retry(self.engine, add_up)

    def _pending_batch(self) -> int:
        # The claim lasts as long as the transaction: a worker that dies gives its batch back by dying.
        done = with_retry(self.engine, self._claim_and_publish)
        self._count(done)
        self._cleaned.update(pending.site for pending, _, _ in done)
        return len(done)

    def _claim_and_publish(self, conn: Connection) -> Done:
        now = time.monotonic()
        slow = [site for site, until in self._slow_until.items() if until > now]
        batch = claim(conn, BATCH, self.sites, after=slow)
        known = self._layouts.of(conn, batch)
        seconds: dict[str, float] = defaultdict(float)
        done: Done = []
        for pending, cleaned in zip(batch, self.pool.timed(tasks(batch, known), BATCH_SECONDS), strict=True):
            if cleaned is not None:
                outcome, took = cleaned
                seconds[pending.site] += took
                done.append(self._publish(conn, pending, by_layout(outcome, pending, known)))
        now = time.monotonic()
        self._slow_until |= {site: now + took for site, took in seconds.items() if took > SLOW}
        return done

    def _publish_all(self, conn: Connection, batch: Sequence[Pending], outcomes: Sequence[Outcome]) -> Done:
        return [self._publish(conn, pending, outcome) for pending, outcome in zip(batch, outcomes, strict=True)]

    def _publish(self, conn: Connection, pending: Pending, outcome: Outcome) -> tuple[Pending, Outcome, Change]:
        """Write one page under a savepoint: a page that Postgres refuses is rejected, and takes no other with it."""
        rules = (RULES, self._hash(pending.site))
        try:
            with conn.begin_nested():
                return pending, outcome, publish(conn, pending, outcome, *rules)
        except TinhuyError:
            raise
        except Exception as error:
            if isinstance(error, DBAPIError) and fault_of(error) is not Fault.WORK:
                raise
            refused = Rejection(Reason.NOT_STORABLE, _said(error), layout=outcome.layout)
            logger.warning("Snapshot %d can't be written: %s", pending.snapshot_id, refused.detail)
            with conn.begin_nested():
                return pending, refused, publish(conn, pending, refused, *rules)

    def _held_by_others(self) -> bool:
        return with_retry(self.engine, partial(waiting, sites=self.sites)) > 0

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
) -> CleaningCounts:
    """Clean pending snapshots, or all (`again`), of these sites; `more_to_come` keeps it waiting for further ones."""
    with children(seeds, workers) as pool:
        worker = Worker(engine, catalogue(seeds), pool, sites, report)
        if again:
            worker.follow(lambda: False)
            return worker.again()
        return worker.follow(more_to_come or (lambda: False))


def rules_hash(site: Site) -> str:
    """Hash the effective site and platform files, as far as they decide how a page is cleaned."""
    deciding = site.model_dump_json(include={"clean", "platforms", "language", "level", "province", "json_api"})
    return hashlib.sha256(deciding.encode()).hexdigest()[:16]


def _said(error: Exception) -> str:
    """Return the reason why a write failed, without the statement and its values."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return f"{type(cause).__name__}: {cause}".splitlines()[0][:300]

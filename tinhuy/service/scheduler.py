"""The schedule's tick: once a minute, the sites that have become due are queued."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, Engine

from corpus.crawling import schedules
from corpus.database.retry import with_retry
from seeds.config.catalogue import Catalogue
from seeds.config.site import Site, State
from seeds.schedule import last_due
from tinhuy.service import queue

logger = logging.getLogger(__name__)

_told: set[str] = set()
"""Messages of broken files that were logged: once per worker, not once per minute."""


def tick(engine: Engine, seeds: Catalogue, now: datetime) -> list[str]:
    """Queue one crawl of every site that became due, however often, since the last tick. Returns their ids.

    Any number of ticks may run at once. A broken file is logged and skipped.
    """
    for problem in seeds.problems():
        if str(problem) not in _told:
            _told.add(str(problem))
            logger.error("Left out of the schedule: %s", problem)
    locks = queue.locks_of(seeds.sites().values())
    due = partial(_queue_if_due, now=now)
    return [site.id for site in scheduled(seeds) if with_retry(engine, partial(due, site=site, lock=locks[site.id]))]


def scheduled(seeds: Catalogue) -> Iterator[Site]:
    """Yield the sites that are crawled by schedule: verified ones whose file has a rule."""
    for site in seeds.sites().values():
        if site.state is State.VERIFIED and (site.schedule or site.every):
            yield site


def _queue_if_due(conn: Connection, site: Site, now: datetime, lock: str) -> bool:
    due = last_due(site, now)
    if due is None or not schedules.take(conn, site.id, due, now):
        return False
    queue.put_crawl(conn, site, lock=lock)
    return True

"""Pages a second that are cleaned once more from storage, with one child and with two, and Postgres' share."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil
from sqlalchemy import Connection, Engine

from corpus.crawling import page_store, sites
from corpus.crawling.records import Fetched, Role
from corpus.database import engines
from normalize.workers.worker import clean_stored
from seeds.home import home
from tests.bench.crawl import room
from tests.bench.pages import own_pages, varied

PAGES = 10_000
BATCH = 500
SITE = "_bench"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What one pass over the stored pages took."""

    workers: int
    pages: int
    seconds: float
    cpu: float
    """Seconds of all our processes and Postgres' together."""
    postgres: float
    """Those of Postgres."""

    @property
    def speed(self) -> float:
        """Pages a second."""
        return self.pages / self.seconds


def measure(pages: int) -> list[Cleaned]:
    """Store so many pages, clean them once, then once more with one child and with two."""
    with _corpus() as engine:
        _store(engine, pages)
        clean_stored(engine)
        return [_again(engine, workers) for workers in (1, 2)]


@contextmanager
def _corpus() -> Iterator[Engine]:
    with room():
        engine = engines.engine(engines.address())
        try:
            yield engine
        finally:
            engine.dispose()


def _store(engine: Engine, pages: int) -> None:
    subjects = list(varied(own_pages(), pages))
    for at in range(0, pages, BATCH):
        with engine.begin() as conn:
            _store_some(conn, at, [subject.page.body for subject in subjects[at : at + BATCH]])


def _store_some(conn: Connection, first: int, bodies: list[bytes]) -> None:
    sites.ensure(conn, SITE, SITE)
    for number, body in enumerate(bodies, first):
        url = f"https://bench.example/bai-{number}.html"
        key, headers = hashlib.sha256(url.encode()).digest(), {"Content-Type": "text/html; charset=utf-8"}
        page = Fetched(SITE, key, url, Role.ITEM, url, 200, headers, body, datetime.now(UTC))
        page_store.store_item(conn, page, None)


def _again(engine: Engine, workers: int) -> Cleaned:
    ours, theirs, began = _used(psutil.Process()), _used(_postmaster()), time.monotonic()
    tally = clean_stored(engine, again=True, workers=workers)
    seconds, postgres = time.monotonic() - began, _used(_postmaster()) - theirs
    return Cleaned(workers, tally.pages, seconds, _used(psutil.Process()) - ours + postgres, postgres)


def _postmaster() -> psutil.Process:
    pid = next(home().glob("**/postmaster.pid"))
    return psutil.Process(int(Path(pid).read_text("utf-8").split("\n", 1)[0]))


def _used(process: psutil.Process) -> float:
    """CPU seconds of a process and of all below it, those that have ended included."""
    family = [process, *process.children(recursive=True)]
    return sum(sum(one.cpu_times()[:4]) for one in family if one.is_running())

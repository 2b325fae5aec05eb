"""`tinhuy run`: have the service crawl sites now, and follow the runs."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated

import typer
from sqlalchemy import Connection, Engine

from corpus.crawling import runs
from corpus.database.retry import with_retry
from seeds.config.catalogue import catalogue
from seeds.errors import TinhuyError
from tinhuy.cli.completion import site_ids
from tinhuy.cli.site_choice import named_sites
from tinhuy.service import dead_workers, job_tables, queue
from tinhuy.service.queue import Job, Status
from tinhuy.terminal import complain, err, print_table, say

LOOK = 0.5
"""Seconds between two checks of the jobs."""
WITHOUT_WORKER = 10.0
"""Seconds for which waiting jobs are followed while no worker is alive: one may just be starting."""
ENDED = (Status.DONE, Status.FAILED, Status.CANCELLED, Status.ABORTED)


def run(
    sites: Annotated[list[str], typer.Argument(autocompletion=site_ids, help="Ids of the sites.")],
    full: Annotated[
        bool, typer.Option("--full", help="Fetch every known article again, even if it is not due.")
    ] = False,
    now: Annotated[bool, typer.Option("--now", help="Ignore the `hours` of the site files.")] = False,
) -> None:
    """Have the service crawl sites now, before scheduled crawls, and follow the runs to their end.

    Ctrl-C stops only the following; to stop a crawl, use `tinhuy jobs cancel`. The exit code is the highest one of all
    runs.
    """
    seeds = catalogue()
    chosen = named_sites(seeds, sites)
    engine = job_tables.open_store()
    put = partial(queue.put_crawl, full=full, now=now, urgent=True)
    locks = queue.locks_of([*seeds.sites().values(), *chosen])
    numbers = [with_retry(engine, partial(put, site=site, lock=locks[site.id])) for site in chosen]
    following = Following(engine, numbers)
    try:
        following.to_the_end()
    except KeyboardInterrupt:
        err.print(f"These jobs continue: {', '.join(map(str, numbers))}; to see them: tinhuy jobs")
        raise
    raise typer.Exit(following.report())


class NoWorkerError(TinhuyError):
    """Jobs wait, but no worker is running."""


@dataclass
class Following:
    """Follows some jobs until the last has ended."""

    engine: Engine
    numbers: Sequence[int]
    _said: dict[int, str] = field(default_factory=dict)

    def to_the_end(self) -> None:
        """Print every change until all jobs have ended. Raises NoWorkerError where jobs wait without a worker."""
        until = time.monotonic() + WITHOUT_WORKER
        while True:
            found = with_retry(self.engine, self._look)
            for job, crawl in found:
                self._say(job, crawl)
            if all(job.status in ENDED for job, _ in found):
                return
            if with_retry(self.engine, partial(queue.workers, seconds=dead_workers.DEAD)):
                until = time.monotonic() + WITHOUT_WORKER
            elif time.monotonic() > until:
                raise NoWorkerError(
                    f"No worker is running: job {', '.join(map(str, self.numbers))} waits.",
                    "Start one: tinhuy worker. Or crawl without the service: tinhuy crawl SITE",
                )
            time.sleep(LOOK)

    def report(self) -> int:
        """Print the result of each job; returns the highest exit code."""
        found = with_retry(self.engine, self._look)
        print_table(("site", "job", "run", "found", "fetched", "ended"), [_row(job, crawl) for job, crawl in found])
        for job, _ in found:
            if job.status is not Status.DONE:
                complain(f"{job.site}: {job.reason or job.status.name.lower()}")
        return max(_exit_code(job, crawl) for job, crawl in found)

    def _look(self, conn: Connection) -> list[tuple[Job, runs.Run | None]]:
        jobs = [queue.job(conn, number) for number in self.numbers]
        return [(job, runs.get(conn, job.run_id) if job.run_id is not None else None) for job in jobs]

    def _say(self, job: Job, crawl: runs.Run | None) -> None:
        counts = crawl.counts if crawl else {}
        words = job.status.name.lower()
        if job.status is Status.DOING and crawl is not None:
            lists, items, found = (counts.get(name, 0) for name in ("lists", "items", "found"))
            words += f": {lists} lists read, {items} pages fetched, {found} new articles found"
        if self._said.get(job.id) != words:
            self._said[job.id] = words
            say(str(job.site), words)


def _row(job: Job, crawl: runs.Run | None) -> list[object]:
    counts = crawl.counts if crawl else {}
    ended = crawl.ending.value if crawl and crawl.ending else job.status.name.lower()
    return [job.site, str(job.id), str(crawl.id) if crawl else None, counts.get("found"), counts.get("items"), ended]


def _exit_code(job: Job, crawl: runs.Run | None) -> int:
    if job.status is Status.DONE:
        return 0
    return (crawl.exit_code if crawl is not None else None) or 1

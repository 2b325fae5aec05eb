"""The tasks that a worker runs, as Procrastinate calls them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from procrastinate import App, JobContext
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import AbortReason
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision
from sqlalchemy import Engine

from corpus.articles.publishing import waiting
from corpus.child_processes import spawn
from corpus.database.retry import with_retry
from seeds.config.catalogue import catalogue
from seeds.errors import TinhuyError
from tinhuy.crawl_fleet import Order
from tinhuy.judging import judge_and_alert
from tinhuy.log_files import fresh_log, last_line
from tinhuy.service import queue
from tinhuy.service.crawl_job import CrawlJob, JobFailedError
from tinhuy.service.queue import Queue
from tinhuy.service.scheduler import tick
from tinhuy.service.subprocesses import ended

CLEANED = 600.0
"""Seconds for which a health check waits until a crawl's pages are cleaned."""
RECLEAN_LIMIT = 24 * 3600.0
"""Seconds that a second cleaning of a site may take: at 30 pages a second some 2.5 million."""


class HandedBackError(TinhuyError):
    """The worker is stopping and gives its job back to the queue; another worker takes it."""


class _HandedBack(BaseRetryStrategy):
    """Retries only jobs that were handed back; a crawl that failed waits for its site's next moment."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:  # noqa: ARG002
        return RetryDecision(retry_in={"seconds": 0}) if isinstance(exception, HandedBackError) else None


def add_tasks(app: App, engine: Engine) -> None:
    """Register the tasks, which use `engine`, with `app`."""

    @app.task(name=queue.CRAWL, queue=Queue.CRAWL.value, pass_context=True, retry=_HandedBack())
    async def crawl_site(context: JobContext, site: str, full: bool = False, now: bool = False) -> None:
        await _giving_back(context, CrawlJob(engine, _number(context), site, Order(full=full, now=now)).do)

    @app.task(name=queue.RECLEAN, queue=Queue.CLEAN.value, pass_context=True, retry=_HandedBack())
    async def reclean(context: JobContext, site: str) -> None:
        words = [sys.executable, "-m", "tinhuy.service.clean_process", site]
        await _giving_back(context, partial(_run, words, f"reclean-{site}"))

    @app.task(name=queue.CHECK_HEALTH, queue=Queue.CLEAN.value)
    async def check_health(site: str) -> None:
        await _until_cleaned(engine, site)
        await asyncio.to_thread(_look_after, engine, site)

    @app.periodic(cron="* * * * *")
    @app.task(name=queue.TICK, queue=Queue.SCHEDULE.value, queueing_lock=queue.TICK, priority=queue.URGENT)
    async def tick_once(timestamp: int) -> str:  # noqa: ARG001 (Procrastinate gives it; a late tick asks the clock)
        return " ".join(await asyncio.to_thread(tick, engine, catalogue(), datetime.now(UTC)))

    @app.periodic(cron="7 * * * *")
    @app.task(name=queue.CHECK_ALL, queue=Queue.CLEAN.value, queueing_lock=queue.CHECK_ALL)
    async def check_all_health(timestamp: int) -> None:  # noqa: ARG001
        await asyncio.to_thread(_look_after, engine, None)


async def _giving_back(context: JobContext, work: Callable[[], Awaitable[None]]) -> None:
    """Run a job. When the worker stops meanwhile, the job goes back to the queue; when a person cancels it, it ends."""
    try:
        await work()
    except asyncio.CancelledError:
        if context.abort_reason() is AbortReason.SHUTDOWN:
            raise HandedBackError("Its worker stopped; another worker takes the job.") from None
        raise JobAborted from None


async def _run(words: Sequence[str], name: str) -> None:
    log = fresh_log(name)
    with log.open("wb") as said:
        process = spawn(list(words), stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True)
    if not await ended(process, RECLEAN_LIMIT, _nothing):
        raise JobFailedError("It took longer than a day and was stopped.", f"The whole log is in {log}.")
    if process.returncode != 0:
        raise JobFailedError(last_line(log), f"The whole log is in {log}.")


async def _nothing() -> None:
    pass


async def _until_cleaned(engine: Engine, site: str) -> None:
    until = time.monotonic() + CLEANED
    while await asyncio.to_thread(with_retry, engine, partial(waiting, sites=[site])):
        if time.monotonic() > until:
            raise JobFailedError(f"Pages of {site} still wait to be cleaned.", "Does a worker clean? `tinhuy worker`")
        await asyncio.sleep(1)


def _look_after(engine: Engine, site: str | None) -> None:
    seeds = catalogue()
    judge_and_alert(engine, seeds, [site] if site else seeds.ids())


def _number(context: JobContext) -> int:
    assert context.job.id is not None  # noqa: S101 (a job that runs was stored)
    return context.job.id

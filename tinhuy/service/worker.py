"""The worker: runs jobs, keeps cleaning, recovers jobs of dead workers, and stops within a grace time."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from procrastinate import App, JobContext
from procrastinate.exceptions import JobAborted
from procrastinate.periodic import PeriodicRegistry
from procrastinate.worker import Worker
from sqlalchemy import Engine

from corpus.database import engines
from corpus.database.retry import with_retry
from seeds.errors import TinhuyError
from tinhuy.service import dead_workers, job_tables, queue
from tinhuy.service.cleaner import keep_cleaning
from tinhuy.service.connector import PatientConnector
from tinhuy.service.queue import Queue
from tinhuy.service.subprocesses import GENTLY
from tinhuy.service.tasks import HandedBackError, add_tasks

logger = logging.getLogger(__name__)

GRACE = 30.0
"""Seconds in which a worker stops after it is told to (compose and systemd wait 10 and 90 by default)."""
SHORT_JOBS = 4
"""Health checks, and one second cleaning, that run at once: they wait more than they work."""
POLL = 2.0
"""Seconds between two polls for jobs: there is no notification when a host becomes free."""
_OF_THE_CLOCK = frozenset({queue.TICK, queue.CHECK_ALL})
"""Jobs that run every minute or hour, of which only the result is worth a log line."""
_AGAIN = 5.0
"""Seconds before a loop that broke is restarted."""


@dataclass
class Service:
    """One worker process."""

    engine: Engine
    queues: Sequence[Queue] = tuple(Queue)
    concurrency: int = 2
    """Crawls that run at once, at most."""
    grace: float = GRACE
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    _loops: list[Worker] = field(default_factory=list)

    async def run(self) -> None:
        """Work until SIGTERM or SIGINT, or until `stop` is set."""
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self.stop.set)
        words = ", ".join(queue.value for queue in self.queues)
        logger.info("The worker starts: process %d, queues %s, %d crawls at once", os.getpid(), words, self.concurrency)
        app = App(connector=PatientConnector(job_tables.connection(engines.address()), size=self.concurrency + 8))
        add_tasks(app, self.engine)
        async with app.open_async():
            self._loops = [self._loop(app, queue) for queue in self.queues]
            kept = [self._keep_running(loop) for loop in self._loops]
            if Queue.CLEAN in self.queues:
                kept.append(keep_cleaning(self.stop))
            async with asyncio.TaskGroup() as tasks:
                reaping = tasks.create_task(self._keep_reaping())
                working = [tasks.create_task(one) for one in kept]
                await self.stop.wait()
                logger.info("The worker was told to stop; it takes no more jobs")
                for loop in self._loops:
                    loop.stop()  # type: ignore[no-untyped-call]
                await asyncio.wait(working)
                reaping.cancel()
        logger.info("The worker has stopped")

    def _loop(self, app: App, which: Queue) -> Worker:
        """Make the loop for one queue: with separate loops, crawls of hours never keep the schedule waiting."""
        if which is not Queue.SCHEDULE:  # one loop defers what is periodic; the tasks are the same
            app = app.with_connector(app.connector)
            app.periodic_registry = PeriodicRegistry()  # type: ignore[no-untyped-call]
        return Worker(
            app,
            queues=[which.value],
            name=which.value,
            concurrency={Queue.CRAWL: self.concurrency, Queue.CLEAN: SHORT_JOBS, Queue.SCHEDULE: 1}[which],
            fetch_job_polling_interval=POLL,
            shutdown_graceful_timeout=max(0.0, self.grace - GENTLY - 2),
            install_signal_handlers=False,
            update_heartbeat_interval=dead_workers.HEARTBEAT,
            stalled_worker_timeout=24 * 3600.0,  # the reaper sees to them, and knows when Postgres was away
            worker_middleware=[self._note_reason],
        )

    async def _keep_running(self, loop: Worker) -> None:
        while not self.stop.is_set():
            try:
                await loop.run()  # type: ignore[no-untyped-call]
            except Exception:
                logger.exception("The loop for %s jobs broke", loop.worker_name)
            if not self.stop.is_set():
                await asyncio.sleep(_AGAIN)

    async def _note_reason(self, work: Callable[[], Awaitable[Any]], context: JobContext, _: Worker) -> Any:
        """Log a job's start and end, and store why it failed: Procrastinate only logs that."""
        name, began = context.job.task_name, time.monotonic()
        site = context.job.task_kwargs.get("site")
        about = {"job": context.job.id, "site": site}
        words = f"{name} {site}" if site else name
        quiet = name in _OF_THE_CLOCK
        if not quiet:
            logger.info("Job %s (%s) starts", context.job.id, words, extra=about)
        try:
            result = await work()
        except Exception as error:
            reason = error.message if isinstance(error, TinhuyError) else f"{type(error).__name__}: {error}"
            if isinstance(error, JobAborted):
                reason = "cancelled by a person"
            if context.job.id is not None:
                noting = partial(queue.note, number=context.job.id, reason=reason)
                await asyncio.to_thread(with_retry, self.engine, noting)
            failed = not isinstance(error, HandedBackError | JobAborted)
            level, became = (logging.ERROR, "failed") if failed else (logging.INFO, "ended")
            logger.log(level, "Job %s (%s) %s: %s", context.job.id, words, became, reason, extra=about)
            raise
        if not quiet:
            logger.info("Job %s (%s) is done, %.1f s", context.job.id, words, time.monotonic() - began, extra=about)
        elif result:
            logger.info("Queued by the schedule: %s", result)
        return result

    async def _keep_reaping(self) -> None:
        """Recover dead workers' jobs; not after Postgres was away, because living workers' heartbeats are late then."""
        clock, looked, ghosts = asyncio.get_running_loop().time, None, set[int]()
        while True:
            began = clock()
            try:
                ghosts_now = await asyncio.to_thread(with_retry, self.engine, self._ghosts)
                if looked is not None and clock() - looked < 2 * dead_workers.LOOK:
                    reap = partial(dead_workers.reap, orphans=ghosts & ghosts_now)
                    await asyncio.to_thread(with_retry, self.engine, reap)
                    await asyncio.to_thread(with_retry, self.engine, dead_workers.forget_old)
                ghosts, looked = ghosts_now, clock()
            except TinhuyError as error:
                logger.warning("Not looked for dead workers' jobs: %s", error)
            await asyncio.sleep(max(0.0, dead_workers.LOOK - (clock() - began)))

    def _ghosts(self, conn: Any) -> set[int]:
        """Return jobs that the queue assigns to this worker, but that it does not run: the answer got lost."""
        known = {one.job.id for loop in self._loops for one in list(loop._running_jobs.values())}
        workers = [loop.worker_id for loop in self._loops if loop.worker_id is not None]
        return dead_workers.doing(conn, workers) - known


def serve(queues: Sequence[Queue], concurrency: int, grace: float) -> None:
    """Run a worker until it is told to stop."""
    service = Service(job_tables.open_store(), queues, concurrency, grace)
    asyncio.run(service.run())

"""`tinhuy worker`: the service."""

from __future__ import annotations

import logging
from typing import Annotated

import typer

from corpus import logs
from seeds.config.catalogue import catalogue
from seeds.errors import UsageError
from tinhuy.service.queue import Queue
from tinhuy.service.worker import GRACE, serve


def worker(
    queues: Annotated[
        str, typer.Option(help="Kinds of work, separated by commas: crawl, clean, schedule (default: all).")
    ] = "",
    concurrency: Annotated[int, typer.Option(min=1, max=64, help="Number of crawls at once.")] = 2,
    grace: Annotated[
        float, typer.Option(min=0, max=3600, help="Seconds that running work gets after SIGTERM.")
    ] = GRACE,
) -> None:
    """Run the service: crawl sites on their schedules and clean their pages, until SIGTERM or Ctrl-C.

    Start any number of workers, on any machines that reach the corpus. A worker that is told to stop takes no new jobs.
    Jobs that do not end within the grace time go back to the queue, for another worker.
    """
    chosen = _queues(queues)
    catalogue()  # a seeds folder that can't be is refused here
    logs.set_up_plain()
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    logging.getLogger("procrastinate.worker").setLevel(logging.CRITICAL)  # our own lines say why a job failed
    serve(chosen, concurrency, grace)


def _queues(words: str) -> list[Queue]:
    names = [word.strip() for word in words.split(",") if word.strip()]
    known = [queue.value for queue in Queue]
    if wrong := [name for name in names if name not in known]:
        raise UsageError(f"There is no queue {wrong[0]!r}.", f"Name some of: {', '.join(known)}.")
    return [Queue(name) for name in dict.fromkeys(names)] or list(Queue)

"""`tinhuy worker`: the service."""

from __future__ import annotations

import logging
from typing import Annotated

import typer

from corpus import logs
from seeds.errors import UsageError
from seeds.load import catalogue
from tinhuy.jobs.queue import Queue
from tinhuy.jobs.service import GRACE, serve


def worker(
    queues: Annotated[str, typer.Option(help="What to do, with commas between: crawl, clean, schedule.")] = "",
    concurrency: Annotated[int, typer.Option(min=1, max=64, help="Crawls at once.")] = 2,
    grace: Annotated[float, typer.Option(min=0, max=3600, help="Seconds in which it stops on SIGTERM.")] = GRACE,
) -> None:
    """Work as a service: crawl sites on their schedules and clean what comes in, until it is told to stop.

    Start as many as you like, on any machines that reach the corpus. SIGTERM and Ctrl-C: takes no more jobs, gives
    those under way some of the grace time, and hands back the rest; another worker goes on with them.
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

"""Run calls in a pool of child processes, each with its own pipe, any of which may be killed or stopped at any time.

It has no threads and no locks: whoever waits for a result drives the pool. It knows nothing of pages.
"""

from __future__ import annotations

import pickle
import socket
import time
from collections import deque
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from selectors import PollSelector
from typing import Any, TypeVar

from normalize.workers.pipe import Pipe
from normalize.workers.pool_job import Child, DiedError, Job, Limit, OutOfTimeError
from seeds.errors import TinhuyError

ATTEMPTS = 3
"""Children that a job must have lost to be given up: others kill them too, such as a kernel short of memory."""
LOSSES = 10
"""Children lost in a row, before their first job and without any result in between, after which no more are started."""

Result = TypeVar("Result")


class ChildrenLostError(TinhuyError):
    """Raised where child processes that clean pages can't be kept alive; it is not the pages' fault."""


class Pool:
    """A pool that makes calls in child processes, in the order given, at most `workers` at once.

    `start` starts a child with its end of the pipe. A call may take as long as `limit` says; a child makes
    `jobs_a_child` calls.
    """

    def __init__(
        self, start: Callable[[socket.socket], BaseProcess], workers: int, limit: Limit, jobs_a_child: int
    ) -> None:
        self._start = start
        self._workers = workers
        self._limit = limit
        self._jobs_a_child = jobs_a_child
        self._waiting: deque[Job[Any]] = deque()
        self._children: list[Child] = []
        self._losses = 0

    def submit(self, work: Callable[..., Result], *arguments: object) -> Job[Result]:
        """Queue a call of a module's function. It begins at once if a child is free."""
        job: Job[Result] = Job(self.look, pickle.dumps((work, arguments)))
        self._waiting.append(job)
        self.look(patience=0)
        return job

    def withdraw(self, job: Job[Any]) -> bool:
        """Withdraw a job that no child has begun; False where a child has begun it."""
        if job not in self._waiting:
            return False
        self._waiting.remove(job)
        return True

    def look(self, patience: float | None = None) -> None:
        """Wait, at most `patience` seconds, until a child answers, dies or is late; act on that, and hand out jobs.

        Raises ChildrenLostError.
        """
        for child in self._stirring(patience):  # before the clock is read: the last look may be long ago
            self._attend(child)
        for child in list(self._children):
            lateness = child.lateness()
            if lateness is not None:
                self._give_up(child, lateness)
        self._hand_out()

    def stop(self) -> None:
        """End the children; unfinished jobs are dropped, and waiting for one raises an error."""
        self._workers = 0
        while self._children:
            self._end(self._children[0])

    def _stirring(self, patience: float | None) -> list[Child]:
        """Return the children that have something to read, took some of their job, or are gone."""
        with PollSelector() as selector:
            for child in self._children:
                selector.register(child.line, child.line.events, child)
            return [key.data for key, _ in selector.select(self._until_late() if patience is None else patience)]

    def _until_late(self) -> float:
        """Return the seconds until a child may be late; 0 where no child has a deadline: then nothing is under way."""
        deadlines = [child.deadline for child in self._children if child.deadline is not None]
        return max(0.0, min(deadlines, default=0.0) - time.monotonic())

    def _attend(self, child: Child) -> None:
        child.line.push()
        try:
            message = child.line.pull()
        except EOFError:
            self._bury(child)
            return
        if message is None:
            child.renew()
            return
        child.is_ready, child.deadline = True, None
        if child.job is not None:
            self._finish(child, child.job, message)
        if child.jobs_done >= self._jobs_a_child:
            self._end(child)

    def _finish(self, child: Child, job: Job[Any], end: bytes | Exception) -> None:
        job.end(end, time.monotonic() - child.since)
        child.job = None
        child.jobs_done += 1
        self._losses = 0

    def _bury(self, child: Child) -> None:
        """Remove a dead child: its job goes to another child, unless the job has killed too many."""
        code = self._end(child)
        if child.job is None:
            self._count_loss(child)
            return
        child.job.deaths += 1
        if child.job.deaths < ATTEMPTS:
            self._waiting.appendleft(child.job)
        else:
            self._finish(child, child.job, DiedError(f"the child process died (exit code {code})"))

    def _give_up(self, child: Child, lateness: str) -> None:
        """End a child that is late with its job, or did not get ready."""
        self._end(child)
        if child.job is None:
            self._count_loss(child)
        else:
            self._finish(child, child.job, OutOfTimeError(lateness))

    def _hand_out(self) -> None:
        if not self._workers:
            raise ChildrenLostError("The processes that clean pages were ended.", "Ask for results while they live.")
        for child in self._children:
            if child.is_idle and self._waiting:
                child.take(self._waiting.popleft(), self._limit)
        starting = sum(not child.is_ready for child in self._children)
        for _ in range(min(self._workers - len(self._children), len(self._waiting) - starting)):
            self._begin()

    def _begin(self) -> None:
        """Start a child. That fails if the child, or its server too, is killed before it knows its work."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                self._children.append(Child(self._start(theirs), Pipe(ours)))
            except (OSError, EOFError):
                ours.close()
                self._count_loss()

    def _count_loss(self, child: Child | None = None) -> None:
        """Count a child that was lost without a job. A child that has done jobs shows that children can work."""
        self._losses += child is None or not child.jobs_done
        if self._losses >= LOSSES:
            remedy = "See whether the machine is short of memory."
            raise ChildrenLostError("The processes that clean pages keep dying.", remedy)

    def _end(self, child: Child) -> int | None:
        self._children.remove(child)
        return child.kill()

"""A job for a child process, and the child as its parent sees it."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from normalize.line import Line

START = 60.0
"""Seconds that a child may take to be ready; it takes 0.1 s, and the first some 2 s, for all that it imports."""
SOON = 1.0
"""Seconds that we wait for the exit code of a child that was killed or hung up."""

Result = TypeVar("Result")


class OutOfTimeError(Exception):
    """A job took longer than it may."""


class DiedError(Exception):
    """A job's child died, as those did that had it before."""


class FailedError(Exception):
    """A job raised an exception in its child; the message says which."""


class Job(Generic[Result]):
    """A call that a child is to make; another does it again if that child is killed."""

    def __init__(self, look: Callable[[], None], message: bytes) -> None:
        self._look = look
        self.message = message
        self.deaths = 0
        """Children that died while they had it."""
        self.seconds = 0.0
        """From when it was handed over, the last time, to its end."""
        self._end: bytes | Exception | None = None

    def result(self) -> Result:
        """Wait for what the call returns.

        Raises OutOfTimeError, DiedError or FailedError where it gave nothing, and ChildrenLostError.
        """
        while self._end is None:
            self._look()
        if isinstance(self._end, Exception):
            raise self._end
        result: Result
        result, problem = pickle.loads(self._end)  # noqa: S301  # our own child wrote it
        if problem is not None:
            raise FailedError(problem)
        return result

    def end(self, end: bytes | Exception, seconds: float) -> None:
        """Note the child's answer, or why there is none."""
        self._end, self.seconds, self.message = end, seconds, b""


class Child:
    """A child process as its parent sees it: starting, idle, or with a job."""

    def __init__(self, process: BaseProcess, line: Line) -> None:
        self._process = process
        self.line = line
        self.is_ready = False
        self.job: Job[Any] | None = None
        self.jobs_done = 0
        self.since = time.monotonic()
        self.deadline: float | None = self.since + START

    @property
    def is_idle(self) -> bool:
        """Whether it can take a job now."""
        return self.is_ready and self.job is None

    def take(self, job: Job[Any], seconds: float) -> None:
        """Hand it a job, which may take so many seconds."""
        self.job, self.since = job, time.monotonic()
        self.deadline = self.since + seconds
        self.line.send(job.message)

    def renew(self, seconds: float) -> None:
        """Give it so many seconds from now, as it took some of its job or sent some of its answer.

        The limit is for its work, not for how long we leave the rest lying.
        """
        self.deadline = time.monotonic() + seconds

    def kill(self) -> int | None:
        """End it, if it still lives, and tell its exit code, if that is known soon."""
        self.line.close()
        if self._process.is_alive():
            self._process.kill()
        self._process.join(SOON)
        return self._process.exitcode

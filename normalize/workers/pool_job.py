"""Represent a job for a child process, and the child as its parent sees it."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

import psutil

from normalize.workers.pipe import Pipe

START = 60.0
"""Seconds that a child may take to be ready; it takes 0.1 s, and the first some 2 s, for all that it imports."""
SOON = 1.0
"""Seconds to wait for the exit code of a child that was killed or hung up."""
TICK = 0.01
"""Steps, in seconds, in which the kernel counts CPU time: the rest of a limit is not asked for sooner."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Limit:
    """The time that a job may take: seconds of its child's own CPU time, and seconds in all.

    On a busy machine a job waits for others' work, which is no fault of its page; that a child sleeps, or is stopped,
    shows by the second figure alone.
    """

    cpu: float
    wall: float


class OutOfTimeError(Exception):
    """Raised where a job took longer than it may; the message names the limit."""


class DiedError(Exception):
    """Raised where a job's child died, as did the children that had the job before."""


class FailedError(Exception):
    """Raised where a job raised an exception in its child; the message names it."""


class Job(Generic[Result]):
    """A call for a child to make; another child repeats it if the first is killed."""

    def __init__(self, look: Callable[[], None], message: bytes) -> None:
        self._look = look
        self.message = message
        self.deaths = 0
        """Number of children that died during the job."""
        self.seconds = 0.0
        """Seconds from the last time it was handed out to its end."""
        self._end: bytes | Exception | None = None

    def result(self) -> Result:
        """Wait for the call, and return its result.

        Raises OutOfTimeError, DiedError or FailedError where there is no result, and ChildrenLostError.
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
        """Record the child's answer, or the reason why there is none."""
        self._end, self.seconds, self.message = end, seconds, b""


class Child:
    """A child process as its parent sees it: starting, idle, or with a job."""

    def __init__(self, process: BaseProcess, line: Pipe) -> None:
        self._process = process
        self.line = line
        self.is_ready = False
        self.job: Job[Any] | None = None
        self.jobs_done = 0
        self.since = time.monotonic()
        self.deadline: float | None = self.since + START
        """The time to check if the child is late."""
        self._wall_end = self.deadline
        self._cpu_end = 0.0
        self._limit = Limit(0, START)

    @property
    def is_idle(self) -> bool:
        """Tell if the child can take a job now."""
        return self.is_ready and self.job is None

    def take(self, job: Job[Any], limit: Limit) -> None:
        """Hand the child a job, which may take as long as `limit` says."""
        self.job, self.since, self._limit = job, time.monotonic(), limit
        self._cpu_end = self._cpu_time() + limit.cpu
        self.renew()
        self.line.send(job.message)

    def renew(self) -> None:
        """Restart the clock for time in all, because the child took some of its job or sent some of its answer.

        The limit is for the child's work, not for the time that the parent leaves the rest unread.
        """
        now = time.monotonic()
        self._wall_end = now + self._limit.wall
        self.deadline = min(self._wall_end, now + self._limit.cpu)

    def lateness(self) -> str | None:
        """Return the limit that the child has passed, or None, and set the time of the next check.

        No process uses CPU time faster than the clock runs, so nothing can pass before that time.
        """
        now = time.monotonic()
        if self.deadline is None or now < self.deadline:
            return None
        if now >= self._wall_end:
            return f"{self._limit.wall:g} s in all"
        left = self._cpu_end - self._cpu_time()
        if left <= 0:
            return f"{self._limit.cpu:g} s of CPU time"
        self.deadline = min(self._wall_end, now + max(left, TICK))
        return None

    def _cpu_time(self) -> float:
        """Return the seconds of CPU that the child has used; 0 once it is gone, which its pipe will show."""
        with suppress(psutil.Error):
            times = psutil.Process(self._process.pid).cpu_times()
            return float(times.user + times.system)
        return 0.0

    def kill(self) -> int | None:
        """End the child, if it is alive, and return its exit code, if that is known soon."""
        self.line.close()
        if self._process.is_alive():
            self._process.kill()
        self._process.join(SOON)
        return self._process.exitcode

"""Children that others kill or stop: the next clean their pages; only a page that kills every time is to blame."""

from __future__ import annotations

import random
import signal
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

import psutil
import pytest

from corpus.articles.records import EXTRACTED_TEXT, Article, Outcome, Page, Reason, Rejection
from normalize.workers.child_process import Task
from normalize.workers.page_cleaners import Children, children, outcome_of
from normalize.workers.process_pool import ChildrenLostError
from tests.chaos.victims import cleaning_children
from tests.processes import wait_until

pytestmark = pytest.mark.xdist_group("children")

LARGE = 5_000_000
"""Characters of a page or an outcome that no socket holds as a whole."""
AT_ONCE = 6.0
"""Seconds within which a killed child must have been replaced, and its page cleaned; it takes 0.2 s."""
LIMIT = 1.0
"""Seconds for a page in all, in tests of children that are stopped."""
BATCH = 32


def _task(number: int, filler: int = 1) -> Task:
    text = f"Hội nghị Tỉnh ủy lần thứ {number}\n\n" + "Sáng ngày 23/6/2022, Tỉnh ủy Hà Nam họp phiên thường kỳ.\n\n" * 3
    return Task(Page(f"urn:{number}", text.encode() * filler, EXTRACTED_TEXT, datetime.now(UTC)), "_test")


def _title(number: int) -> str:
    return f"Hội nghị Tỉnh ủy lần thứ {number}"


def _titles(outcomes: Iterable[Outcome]) -> list[str]:
    return [str(one.title if isinstance(one, Article) else one) for one in outcomes]


def _large(task: Task) -> Outcome:
    """Tells by a file that it is about to answer."""
    Path(task.page.url).touch()
    return Rejection(Reason.TOO_SHORT, "x" * LARGE)


def _hold(task: Task) -> Outcome:
    """Tells by a file that it has begun; it ends only at its second attempt."""
    flag = Path(task.page.url)
    while not flag.with_name("again").exists():
        flag.touch()
        time.sleep(0.01)
    return Rejection(Reason.TOO_SHORT, "second attempt")


def _detail(outcome: Outcome) -> str:
    assert isinstance(outcome, Rejection)
    return outcome.detail


def _reason(outcome: Outcome) -> Reason:
    assert isinstance(outcome, Rejection)
    return outcome.reason


class _Killer(threading.Thread):
    """Kills one child after another, at instants and in an order from a seed, as pages get cleaned between them."""

    def __init__(self, kills: int) -> None:
        super().__init__(daemon=True)
        self.kills = kills
        self.cleaned = 0
        """Counted by whoever takes the outcomes."""
        self._chance = random.Random(kills)

    def run(self) -> None:
        while self.kills:
            goal = self.cleaned + 4  # so that no page loses its child every time
            wait_until(lambda goal=goal: self.cleaned >= goal, 10)  # type: ignore[misc]
            time.sleep(self._chance.uniform(0, 0.05))
            with suppress(IndexError, psutil.NoSuchProcess):  # none is there just now
                self._chance.choice(cleaning_children()).kill()
                self.kills -= 1


def _meet(fate: signal.Signals, _end: socket.socket) -> None:
    signal.raise_signal(fate)


def _stillborn(pool: Children, monkeypatch: pytest.MonkeyPatch, number: int, fate: signal.Signals) -> None:
    """So many of the next children are killed or stopped before they are ready."""
    start, started = pool._pool._start, count()

    def begin(end: socket.socket) -> BaseProcess:
        if next(started) >= number:
            return start(end)
        process = get_context("forkserver").Process(target=_meet, args=(fate, end), daemon=True)
        process.start()
        return process

    monkeypatch.setattr(pool._pool, "_start", begin)


def _signal_all(number: signal.Signals) -> None:
    for child in cleaning_children():
        with suppress(psutil.NoSuchProcess):
            child.send_signal(number)


@contextmanager
def _ready(wall: float | None = None) -> Iterator[Children]:
    """A pool of one child, that stands ready."""
    with children(None, 1, wall=wall) as pool:
        assert _titles(pool.outcomes([_task(0)])) == [_title(0)]
        yield pool


@contextmanager
def _at_once() -> Iterator[None]:
    started = time.monotonic()
    yield
    assert time.monotonic() - started < AT_ONCE


def test_a_child_that_is_killed_while_idle_is_replaced() -> None:
    with _ready() as pool:
        _signal_all(signal.SIGKILL)
        with _at_once():
            assert _titles(pool.outcomes([_task(1), _task(2)])) == [_title(1), _title(2)]


def test_children_that_are_killed_at_their_start_are_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    with children(None, 1) as pool, _at_once():
        monkeypatch.setattr("normalize.workers.process_pool.LOSSES", 3)
        _stillborn(pool, monkeypatch, 2, signal.SIGKILL)
        assert _titles(pool.outcomes(map(_task, range(3)))) == [_title(number) for number in range(3)]


def test_children_that_are_always_killed_at_their_start_end_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    with children(None, 1) as pool, _at_once():
        monkeypatch.setattr("normalize.workers.process_pool.LOSSES", 3)
        _stillborn(pool, monkeypatch, 3, signal.SIGKILL)
        begun = pool.submit(_task(1))
        with pytest.raises(ChildrenLostError, match="keep dying"):
            outcome_of(begun)
        assert _titles([outcome_of(begun)]) == [_title(1)]  # as soon as they are let live


def test_a_child_that_is_killed_at_work_loses_no_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with _ready() as pool:
        monkeypatch.setattr("normalize.workers.page_cleaners.clean", _hold)
        held = pool.submit(Task(Page(str(tmp_path / "begun"), b""), "_test"))
        monkeypatch.undo()
        after = [pool.submit(_task(number)) for number in range(3)]
        wait_until((tmp_path / "begun").exists, 10)
        (tmp_path / "again").touch()
        _signal_all(signal.SIGKILL)
        with _at_once():
            assert _detail(outcome_of(held)) == "second attempt"
            assert _titles(map(outcome_of, after)) == [_title(number) for number in range(3)]


def test_a_child_that_is_killed_while_it_answers_loses_no_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with _ready() as pool:
        monkeypatch.setattr("normalize.workers.page_cleaners.clean", _large)
        answered = pool.submit(Task(Page(str(tmp_path / "done"), b""), "_test"))
        monkeypatch.undo()
        wait_until((tmp_path / "done").exists, 10)
        time.sleep(0.3)  # until it has filled its socket
        pool.submit(_task(1))  # takes the first piece
        _signal_all(signal.SIGKILL)
        with _at_once():
            assert len(_detail(outcome_of(answered))) == LARGE
            assert _titles(pool.outcomes([_task(2)])) == [_title(2)]


@pytest.mark.slow
def test_children_are_replaced_with_the_server_that_forks_them() -> None:
    with _ready() as pool:
        (child,) = cleaning_children()
        server = child.parent()
        assert server is not None
        server.kill()
        wait_until(lambda: not child.is_running(), 10)
        assert _titles(pool.outcomes([_task(1)])) == [_title(1)]


@pytest.mark.parametrize("filler", [1, 50_000])
def test_a_child_that_is_stopped_is_out_of_time_however_large_its_page(filler: int) -> None:
    with _ready(LIMIT) as pool:
        _signal_all(signal.SIGSTOP)
        started = time.monotonic()
        begun = pool.submit(_task(1, filler))
        after = pool.submit(_task(2))
        assert time.monotonic() - started < LIMIT
        assert _reason(outcome_of(begun)) is Reason.OUT_OF_TIME
        assert LIMIT <= time.monotonic() - started < LIMIT + AT_ONCE
        assert _titles([outcome_of(after)]) == [_title(2)]


def test_a_child_that_is_stopped_while_it_answers_is_out_of_time(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with _ready(LIMIT) as pool:
        monkeypatch.setattr("normalize.workers.page_cleaners.clean", _large)
        answered = pool.submit(Task(Page(str(tmp_path / "done"), b""), "_test"))
        wait_until((tmp_path / "done").exists, 10)
        time.sleep(0.3)
        _signal_all(signal.SIGSTOP)
        with _at_once():
            assert _reason(outcome_of(answered)) is Reason.OUT_OF_TIME


def test_a_child_that_is_stopped_at_its_start_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    with children(None, 1) as pool, _at_once():
        _stillborn(pool, monkeypatch, 1, signal.SIGSTOP)
        with monkeypatch.context() as patch:
            patch.setattr("normalize.workers.pool_job.START", 0.3)
            begun = pool.submit(_task(1))
        assert _titles([outcome_of(begun)]) == [_title(1)]


def test_an_answer_may_lie_longer_than_a_page_may_take() -> None:
    """Between two pages their caller writes to a database, which may take its time."""
    with _ready(LIMIT) as pool:
        begun = pool._pool.submit(bytes.upper, b"x" * LARGE)
        time.sleep(1.2 * LIMIT)  # the child waits for the rest of its page
        assert begun.result() == b"X" * LARGE
        begun = pool._pool.submit(bytes, LARGE)
        time.sleep(1.2 * LIMIT)  # the child waits for us to take the rest of its answer
        assert begun.result() == bytes(LARGE)


@pytest.mark.parametrize("kills", [12, pytest.param(200, marks=pytest.mark.slow)])
def test_random_kills_lose_no_page(kills: int) -> None:
    killer = _Killer(kills)
    with children(None, 2) as pool:
        killer.start()
        for first in count(step=BATCH):
            numbers = range(first, first + BATCH)
            outcomes = pool.outcomes(map(_task, numbers))
            for number, outcome in zip(numbers, outcomes, strict=True):
                assert _titles([outcome]) == [_title(number)]
                killer.cleaned += 1
            if not killer.is_alive():
                break
    assert killer.kills == 0

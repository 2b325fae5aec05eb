"""Children that are killed: their pages are cleaned by others; only a page that kills every time is to blame."""

from __future__ import annotations

import os
import signal
import time
from datetime import UTC, datetime

import pytest

from corpus.records import EXTRACTED_TEXT, Article, Page
from normalize.child import Task
from normalize.children import Children, children, outcome_of
from tests.chaos.victims import cleaning_children

pytestmark = pytest.mark.xdist_group("children")

TEXT = "Hội nghị Tỉnh ủy\n\n" + "Sáng ngày 23/6/2022, Tỉnh ủy Hà Nam tổ chức hội nghị lần thứ mười. " * 20


def _tasks(number: int) -> list[Task]:
    body = TEXT.encode()
    return [Task(Page(f"urn:{n}", body, EXTRACTED_TEXT, datetime.now(UTC)), "_test") for n in range(number)]


def _kill_one() -> None:
    os.kill(cleaning_children()[0].pid, signal.SIGKILL)


def _all_clean(pool: Children, number: int) -> bool:
    return all(isinstance(outcome, Article) for outcome in pool.outcomes(_tasks(number)))


def test_children_killed_at_their_start_idle_and_at_work() -> None:
    with children(workers=1) as pool:
        begun = [pool.submit(task) for task in _tasks(12)]
        _kill_one()  # before it had a page: pebble gives its pool up and forgets them
        assert all(isinstance(outcome_of(one), Article) for one in begun)
        _kill_one()
        time.sleep(0.5)  # until it has been noticed
        assert _all_clean(pool, 2)
        begun = [pool.submit(task) for task in _tasks(12)]
        outcome_of(begun[0])
        _kill_one()
        assert all(isinstance(outcome_of(one), Article) for one in begun)

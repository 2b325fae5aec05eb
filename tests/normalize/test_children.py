"""Real child processes: bounded in time and memory, replaced when they die, never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from corpus.records import EXTRACTED_TEXT, Article, Outcome, Page, Reason, Rejection
from normalize.child import Task
from normalize.children import MEMORY, Children, children
from tests.chaos.victims import cleaning_children
from tests.normalize.pages import PARAGRAPHS, page

pytestmark = pytest.mark.xdist_group("children")
SECONDS = 60.0


@pytest.fixture(scope="module")
def pool() -> Iterator[Children]:
    with children(None, 1, SECONDS) as found:
        yield found


def _hang(_: Task) -> Outcome:
    time.sleep(600)
    raise AssertionError


def _die(_: Task) -> Outcome:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def _die_once(task: Task) -> Outcome:
    """Dies where no file stands at the page's address yet."""
    flag = Path(task.page.url)
    if not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Rejection(Reason.TOO_SHORT, "second attempt")


def _take_memory(_: Task) -> Outcome:
    bytearray(MEMORY)
    raise AssertionError


def _fail(_: Task) -> Outcome:
    raise RuntimeError("the parser said so")


def _task(number: int) -> Task:
    return Task(page(PARAGRAPHS, title=f"Huyện ủy họp phiên {number}"), "somewhere")


def _title(outcome: Outcome) -> str:
    assert isinstance(outcome, Article), outcome
    return outcome.title


def test_outcomes_come_in_the_order_given(pool: Children) -> None:
    titles = [_title(outcome) for outcome in pool.outcomes(map(_task, range(6)))]
    assert titles == [f"Huyện ủy họp phiên {number}" for number in range(6)]


def test_extracted_text_and_language_find_their_way(pool: Children) -> None:
    text = "Tiêu đề của bài\n" + "Chiều nay, Huyện ủy họp bàn nhiệm vụ trọng tâm của quý tới. " * 3
    english = "<p>" + "The conference was held in the hall and all of the delegates agreed to it. " * 3 + "</p>"
    first, second, third = pool.outcomes(
        [
            Task(Page("", text.encode(), EXTRACTED_TEXT), "_import"),
            Task(page(english, title="Conference"), "somewhere", "en"),
            Task(page(english, title="Conference"), "somewhere"),
        ]
    )
    assert _title(first) == "Tiêu đề của bài"
    assert _title(second) == "Conference"
    assert isinstance(third, Rejection) and third.reason is Reason.OTHER_LANGUAGE


@pytest.mark.parametrize(
    ("work", "seconds", "reason", "detail"),
    [
        (_hang, 0.5, Reason.OUT_OF_TIME, "0.5 s"),
        (_die, SECONDS, Reason.EXTRACTOR_FAILED, "died"),
        (_take_memory, SECONDS, Reason.EXTRACTOR_FAILED, "memory"),
        (_fail, SECONDS, Reason.EXTRACTOR_FAILED, "RuntimeError: the parser said so"),
    ],
)
def test_a_poisonous_page_is_a_rejection_and_the_pool_goes_on(
    pool: Children, monkeypatch: pytest.MonkeyPatch, work: object, seconds: float, reason: Reason, detail: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("normalize.children.clean", work)
        patch.setattr(pool, "_seconds", seconds)
        (outcome,) = pool.outcomes([_task(0)])
    assert isinstance(outcome, Rejection)
    assert outcome.reason is reason
    assert detail in outcome.detail
    (after,) = pool.outcomes([_task(7)])
    assert _title(after) == "Huyện ủy họp phiên 7"


def test_a_page_whose_child_another_killed_gets_its_turn_again(
    pool: Children, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("normalize.children.clean", _die_once)
    (outcome,) = pool.outcomes([Task(Page(str(tmp_path / "flag"), b""), "somewhere")])
    assert isinstance(outcome, Rejection)
    assert outcome.detail == "second attempt"


def test_an_idle_child_that_is_killed_is_replaced(pool: Children) -> None:
    _title(next(pool.outcomes([_task(1)])))
    for child in set(cleaning_children()):
        child.kill()
    assert _title(next(pool.outcomes([_task(2)]))) == "Huyện ủy họp phiên 2"


def test_no_child_is_left_after_the_block() -> None:
    before = set(cleaning_children())
    with children(None, 1) as own:
        _title(next(own.outcomes([_task(1)])))
        (child,) = set(cleaning_children()) - before
    _wait_until_gone(child)


def test_no_child_is_left_when_its_parent_is_killed(tmp_path: Path) -> None:
    code = (
        "import time\n"
        "from normalize.children import children\n"
        "from normalize.child import Task\n"
        "from corpus.records import Page\n"
        "if __name__ == '__main__':\n"
        "    with children(None, 1) as pool:\n"
        "        list(pool.outcomes([Task(Page('', b'<p>x'), 'x')]))\n"
        "        print('ready', flush=True)\n"
        "        time.sleep(600)\n"
    )
    script = tmp_path / "parent.py"
    script.write_text(code, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"ready\n"
        family = psutil.Process(parent.pid).children(recursive=True)
        assert family
        parent.kill()
    for child in family:
        _wait_until_gone(child)


def _wait_until_gone(child: psutil.Process) -> None:
    deadline = time.monotonic() + 10
    while child.is_running() and child.status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline, f"{child} is still running"
        time.sleep(0.05)

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

from corpus.articles.records import EXTRACTED_TEXT, Article, Outcome, Page, Reason, Rejection
from normalize.workers.child_process import Task
from normalize.workers.page_cleaners import MEMORY, Children, children, outcome_of
from normalize.workers.process_pool import ChildrenLostError
from seeds.config.site import Site
from tests.chaos.victims import cleaning_children
from tests.normalize.pages import PARAGRAPHS, page
from tests.processes import alive, below, wait_until

pytestmark = pytest.mark.xdist_group("children")
SECONDS = 60.0


@pytest.fixture(scope="module")
def pool() -> Iterator[Children]:
    with children(None, 1, SECONDS) as found:
        yield found


def _sleep(_: Task) -> Outcome:
    time.sleep(600)
    raise AssertionError


def _spin(_: Task) -> Outcome:
    while True:
        pass


def _doze(task: Task) -> Outcome:
    """Takes longer in all than it may take of CPU time, as on a busy machine."""
    time.sleep(1.5)
    return Rejection(Reason.TOO_SHORT, task.site_id)


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


def _length_if_any(page: Page, _: Site) -> int:
    """For a page that says so, it kills."""
    if page.body == b"kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if not page.body:
        raise ValueError
    return len(page.body)


def _fail(_: Task) -> Outcome:
    raise RuntimeError("the parser said so")


class _WildError(Exception):
    def __init__(self, *, where: str) -> None:  # can be pickled, but not read back
        super().__init__(f"at {where}")


def _fail_wildly(_: Task) -> Outcome:
    raise _WildError(where="line 7")


def _nested(_: Task) -> Outcome:
    found: list[object] = []
    for _unused in range(100_000):
        found = [found]
    return found  # type: ignore[return-value]


def _who(_: Task) -> Outcome:
    return Rejection(Reason.TOO_SHORT, str(os.getpid()))


def _wait_for_go(task: Task) -> Outcome:
    """Says that it has begun, and waits for a file."""
    mine = Path(task.page.url)
    mine.touch()
    while not mine.with_name("go").exists():
        time.sleep(0.01)
    return Rejection(Reason.TOO_SHORT, mine.name)


def _task(number: int) -> Task:
    return Task(page(PARAGRAPHS, title=f"Huyện ủy họp phiên {number}"), "somewhere")


def _title(outcome: Outcome) -> str:
    assert isinstance(outcome, Article), outcome
    return str(outcome.title)


def test_outcomes_come_in_the_order_given(pool: Children) -> None:
    titles = [_title(outcome) for outcome in pool.outcomes(map(_task, range(6)))]
    assert titles == [f"Huyện ủy họp phiên {number}" for number in range(6)]


def test_extracted_text_and_language_find_their_way(pool: Children) -> None:
    text = "Tiêu đề của bài\n" + "Chiều nay, Huyện ủy họp bàn nhiệm vụ trọng tâm của quý tới.\n" * 3
    english = "<p>" + "The conference was held in the hall and all of the delegates agreed to it. " * 5 + "</p>"
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
    ("work", "limits", "reason", "detail"),
    [
        (_sleep, (SECONDS, 1.5), Reason.OUT_OF_TIME, "cleaning took more than 1.5 s in all"),
        (_spin, (0.5, SECONDS), Reason.OUT_OF_TIME, "cleaning took more than 0.5 s of CPU time"),
        (_doze, (1.0, SECONDS), Reason.TOO_SHORT, "somewhere"),
        (_die, (SECONDS, SECONDS), Reason.EXTRACTOR_FAILED, "the child process died (exit code -9)"),
        (_take_memory, (SECONDS, SECONDS), Reason.EXTRACTOR_FAILED, "out of memory"),
        (_fail, (SECONDS, SECONDS), Reason.EXTRACTOR_FAILED, "RuntimeError: the parser said so"),
        (_fail_wildly, (SECONDS, SECONDS), Reason.EXTRACTOR_FAILED, "_WildError: at line 7"),
        (_nested, (SECONDS, SECONDS), Reason.EXTRACTOR_FAILED, "RecursionError"),
    ],
)
def test_a_poisonous_page_is_a_rejection_and_the_pool_goes_on(
    monkeypatch: pytest.MonkeyPatch, work: object, limits: tuple[float, float], reason: Reason, detail: str
) -> None:
    with children(None, 1, *limits) as pool:
        with monkeypatch.context() as patch:
            patch.setattr("normalize.workers.page_cleaners.clean", work)
            poisonous = pool.submit(_task(0))
        after = pool.submit(_task(7))
        outcome = outcome_of(poisonous)
        assert isinstance(outcome, Rejection)
        assert outcome.reason is reason
        assert detail in outcome.detail
        assert _title(outcome_of(after)) == "Huyện ủy họp phiên 7"


def test_what_fails_hangs_or_kills_gives_nothing_and_the_next_page_its_own(pool: Children) -> None:
    tasks = [Task(Page("", body), "x") for body in (b"", b"one", b"kill", b"three")]
    assert list(pool.each(_length_if_any, tasks)) == [None, 3, None, 5]


def test_work_begins_when_it_is_submitted_but_no_more_than_there_are_children(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with children(None, 2) as pool:
        assert len(list(pool.outcomes(map(_task, range(2))))) == 2  # both children stand ready
        monkeypatch.setattr("normalize.workers.page_cleaners.clean", _wait_for_go)
        begun = [pool.submit(Task(Page(str(tmp_path / name), b""), "x")) for name in "abc"]
        wait_until(lambda: {one.name for one in tmp_path.iterdir()} == {"a", "b"}, 10)
        (tmp_path / "go").touch()
        found = [outcome_of(one) for one in begun]
    assert [one.detail for one in found if isinstance(one, Rejection)] == ["a", "b", "c"]


def test_a_child_is_replaced_after_so_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("normalize.workers.page_cleaners.PAGES_A_CHILD", 2)
    monkeypatch.setattr("normalize.workers.page_cleaners.clean", _who)
    with children(None, 1) as pool:
        pids = [one.detail for one in pool.outcomes(map(_task, range(5))) if isinstance(one, Rejection)]
    assert [pids.count(one) for one in dict.fromkeys(pids)] == [2, 2, 1]


def test_children_that_never_get_ready_are_no_fault_of_the_pages(tmp_path: Path) -> None:
    with children(tmp_path / "no seeds", 1) as pool:
        begun = pool.submit(_task(1))
        for _ in range(2):
            with pytest.raises(ChildrenLostError, match="keep dying"):
                outcome_of(begun)


def test_a_pool_that_was_ended_says_so() -> None:
    with children(None, 1) as pool:
        begun = pool.submit(_task(1))
    with pytest.raises(ChildrenLostError, match="were ended"):
        outcome_of(begun)
    with pytest.raises(ChildrenLostError, match="were ended"):
        pool.submit(_task(2))


def test_a_page_whose_child_another_killed_gets_its_turn_again(
    pool: Children, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("normalize.workers.page_cleaners.clean", _die_once)
    (outcome,) = pool.outcomes([Task(Page(str(tmp_path / "flag"), b""), "somewhere")])
    assert isinstance(outcome, Rejection)
    assert outcome.detail == "second attempt"


def test_no_child_is_left_after_the_block() -> None:
    before = set(cleaning_children())
    with children(None, 1) as own:
        _title(next(own.outcomes([_task(1)])))
        (child,) = set(cleaning_children()) - before
    _wait_until_gone(child)


def test_no_child_is_left_when_its_parent_is_killed_be_it_idle_or_lost_in_its_page(tmp_path: Path) -> None:
    code = (
        "import time\n"
        "from normalize.workers.page_cleaners import children\n"
        "from normalize.workers.child_process import Task\n"
        "from corpus.articles.records import Page\n"
        "def spin(page, site):\n"
        "    print('ready', flush=True)\n"
        "    while True:\n"
        "        pass\n"
        "if __name__ == '__main__':\n"
        "    task = Task(Page('', b'<p>x'), 'x')\n"
        "    with children(None, 2) as pool:\n"
        "        list(pool.outcomes([task, task]))\n"
        "        list(pool.each(spin, [task]))\n"
    )
    script = tmp_path / "parent.py"
    script.write_text(code, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"ready\n"
        family = below(psutil.Process(parent.pid))
        assert len(family) >= 4  # two children, their server, and Python's tracker of resources
        parent.kill()
    for child in family:
        _wait_until_gone(child)


def _wait_until_gone(child: psutil.Process) -> None:
    wait_until(lambda: alive([child]) == [], 10)

"""The service from end to end: a worker as a process, and the commands that a person has for it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import sqlalchemy
from sqlalchemy import text

from tests.crawler.small_portal import SmallPortal, serve, write_site
from tests.processes import alive, below, wait_until
from tests.tinhuy.commands import Tinhuy, ended, tinhuy
from tests.tinhuy.service.working import working

pytestmark = [pytest.mark.xdist_group("one_worker"), pytest.mark.slow]


@pytest.fixture
def slow() -> Iterator[SmallPortal]:
    """A portal whose lists come at once and whose articles take their time."""
    portal = SmallPortal()
    portal.fill(60, per_page=60)
    with serve(portal):
        yield portal


@pytest.fixture
def command(tmp_path: Path, database: str, slow: SmallPortal) -> Iterator[Tinhuy]:
    """A site that is well, and one whose portal has no page any more."""
    with serve(SmallPortal()) as empty:
        write_site(tmp_path, "mot", slow.url, budget="8", state="verified", schedule="'0 0 1 1 *'")
        write_site(tmp_path, "chet", empty.url)
        yield tinhuy(tmp_path, tmp_path, database)


def test_a_worker_crawls_cleans_fails_and_hands_back(
    command: Tinhuy, slow: SmallPortal, conn: sqlalchemy.Connection
) -> None:
    conn.execute(text("INSERT INTO schedule (site, done_until) VALUES ('mot', '2020-01-01')"))  # missed six times
    conn.commit()
    with working(command, "--concurrency", 3, "--grace", 11) as worker:
        ran = command.here("run", "chet")
        assert ran.code == 1
        assert "no list page of" in ran.err
        wait_until(lambda: not command.here.done("jobs", "--waiting", "--doing", "--json").lines, 30, 0.1)
        crawls = [job for job in command.here.done("jobs", "--json").lines if job["task"] == "crawl_site"]
        assert sorted(job["site"] for job in crawls) == ["chet", "mot"]
        done = {job["site"]: job for job in crawls}
        assert (done["mot"]["status"], done["chet"]["status"]) == ("done", "failed")
        assert "no list page of" in done["chet"]["reason"]
        assert done["mot"]["run_id"] is not None
        queued = command.here.done("normalize", "mot", "--again", "--queue", "--json").lines[0]
        wait_until(lambda: _job(command, queued["job"])["status"] == "done", 30, 0.1)
        pending = text("SELECT count(*) FROM snapshot WHERE state = 'pending'")
        wait_until(lambda: conn.execute(pending).scalar_one() == 0, 15, 0.1)

        slow.delay = 1.0
        conn.commit()
        number = _queue(command, "mot")
        wait_until(lambda: _job(command, number)["run_id"] is not None, 30, 0.1)
        family = below(psutil.Process(worker.pid))
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(20) == 0
        assert alive(family) == []
        assert worker.stderr is not None
        said = worker.stderr.read().decode()
        for words in ("The worker starts: process", "The cleaning starts: process", "Queued by the schedule: mot",
                      "(crawl_site mot) starts", "(crawl_site mot) is done, ", "(crawl_site chet) failed: no list page",
                      "(reclean mot) is done", "(crawl_site mot) ended: Its worker stopped", "told to stop",
                      "The worker has stopped"):  # fmt: skip
            assert words in said, said
        assert all("+07:00 INFO tinhuy.service" in line for line in said.splitlines() if " starts" in line)
        handed_back = _job(command, number)
        assert (handed_back["status"], handed_back["reason"]) == (
            "waiting",
            "Its worker stopped; another worker takes the job.",
        )
        assert conn.scalar(text("SELECT ending FROM runs WHERE id = :id"), {"id": handed_back["run_id"]}) == "stopped"


def _queue(command: Tinhuy, site: str) -> int:
    """Ask for a crawl, and stop following it, as Ctrl-C does."""
    follower = command.start("run", site)
    wait_until(lambda: bool(_doing(command)), 30, 0.1)
    follower.send_signal(signal.SIGINT)
    assert ended(follower).code == 130
    [number] = _doing(command)
    return number


def _doing(command: Tinhuy) -> list[int]:
    found = command.here.done("jobs", "--doing", "--json").lines
    return [int(job["id"]) for job in found if job["task"] == "crawl_site"]


def _job(command: Tinhuy, number: int) -> dict[str, object]:
    [job] = [job for job in command.here.done("jobs", "--json").lines if job["id"] == number]
    return dict(job)


def test_the_schedule_is_shown_paused_and_resumed(command: Tinhuy, tmp_path: Path) -> None:
    write_site(tmp_path, "hai", "http://hai.example", state="verified", every="6h")
    row, yearly = command.here.done("schedule", "--json").lines  # what comes next stands first
    assert (row["site"], row["rule"], row["not_run"]) == ("hai", "every 6h", None)
    assert row["next_run"] < yearly["next_run"]
    command.here.done("schedule", "pause", "hai")
    _, row = command.here.done("schedule", "--json").lines
    assert (row["site"], row["next_run"]) == ("hai", None)
    assert row["not_run"].startswith("paused since")
    command.here.done("schedule", "resume", "hai")
    assert command.here.done("schedule", "--json").lines[0]["next_run"] is not None
    assert command.here("schedule", "pause", "chet").code == 2
    assert command.here("worker", "--queues", "dance").code == 2

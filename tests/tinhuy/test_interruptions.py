"""Crawls that are stopped, killed or started twice: nothing is lost or left running, the next run completes."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tests.conftest import clone
from tests.crawler.run.test_watchdog import ADDRESS, FREEZES
from tests.crawler.small_portal import SmallPortal, serve, write_site
from tests.processes import alive, below, wait_until
from tests.tinhuy.commands import Tinhuy, ended, tinhuy
from tests.tinhuy.corpora import Row, column, dump, rows

pytestmark = [pytest.mark.xdist_group("interruptions"), pytest.mark.slow]
ARTICLES = 12


@dataclass
class Setting:
    """A small portal, its seeds, and what an undisturbed crawl makes of it."""

    portal: SmallPortal
    seeds: Path
    undisturbed: dict[str, list[Row]]


@pytest.fixture(scope="module")
def setting(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Setting]:
    home = tmp_path_factory.mktemp("undisturbed")
    with serve(SmallPortal()) as portal, clone(server) as database:
        portal.fill(ARTICLES)
        write_site(home / "seeds", "nho", portal.url)
        tinhuy(home, home / "seeds", database).done("crawl", "nho")
        found = dump(database)
        assert len(found["articles"]) == ARTICLES
        yield Setting(portal, home / "seeds", found)


@pytest.fixture
def command(setting: Setting, tmp_path: Path, database: str) -> Tinhuy:
    """The command over an empty corpus, and a portal that takes its time."""
    setting.portal.asked.clear()
    setting.portal.delay = 0.15
    return tinhuy(tmp_path, setting.seeds, database)


def test_ctrl_c_ends_gently_and_the_next_run_completes(setting: Setting, command: Tinhuy, database: str) -> None:
    process = start(command, setting.portal)
    family = below(psutil.Process(process.pid))
    process.send_signal(signal.SIGINT)
    ran = ended(process)
    assert ran.code == 130, ran.out + ran.err
    assert "stopped" in ran.out
    assert alive(family) == []

    answered = set(setting.portal.articles_asked())
    query = "SELECT substring(url from '/tin/.*') FROM page WHERE role = 'item' AND fetched_at IS NOT NULL"
    assert set(column(database, query)) == answered
    assert column(database, "SELECT count(*) FROM article") == [len(answered)]
    assert rows(database, "SELECT ending, exit_code FROM crawl_run") == [{"ending": "stopped", "exit_code": 130}]
    completes(setting, command, database)
    assert not answered & set(setting.portal.articles_asked())


def test_kill_9_leaves_no_process_and_the_next_run_completes(setting: Setting, command: Tinhuy, database: str) -> None:
    process = start(command, setting.portal)
    family = below(psutil.Process(process.pid))
    assert len(family) >= 2  # the crawl and the normaliser
    process.kill()
    process.communicate()
    wait_until(lambda: alive(family) == [], 60)
    completes(setting, command, database)
    endings = column(database, "SELECT ending FROM crawl_run ORDER BY id")
    assert endings == ["lost", "finished"]


def test_a_second_crawl_of_the_same_portal_is_told_who_has_it(setting: Setting, command: Tinhuy, database: str) -> None:
    process = start(command, setting.portal)
    setting.portal.delay = 3
    second = command("crawl", "nho")
    setting.portal.delay = 0
    first = ended(process)
    assert second.code == 1
    host = setting.portal.url.removeprefix("http://")
    assert f"Another crawl of {host} is running (run 1 since" in second.err
    assert "Wait for its end, or stop it" in second.err
    assert first.code == 0
    assert dump(database) == setting.undisturbed


def test_the_second_ctrl_c_ends_a_crawl_that_hears_no_signal(tmp_path: Path, database: str) -> None:
    """Its process is busy with one answer, for ever."""
    with serve(SmallPortal()) as portal:
        portal.put("/muc", f"<html><body><a href='{ADDRESS}'>Bài</a></body></html>")
        write_site(tmp_path / "seeds", "nho", portal.url, articles=f"[{FREEZES}]")
        process = tinhuy(tmp_path, tmp_path / "seeds", database).start("crawl", "nho")
        wait_until(lambda: "/muc" in portal.asked, 60)
        family = below(psutil.Process(process.pid))
        time.sleep(1)
        for _ in range(2):
            process.send_signal(signal.SIGINT)
            time.sleep(0.5)
        wait_until(lambda: process.poll() is not None, 30)
        assert ended(process).code == 130
        assert alive(family) == []


def completes(setting: Setting, command: Tinhuy, database: str) -> None:
    """The same command again leaves the corpus of an undisturbed run, and nothing pending."""
    setting.portal.asked.clear()
    setting.portal.delay = 0
    command.done("crawl", "nho")
    assert dump(database) == setting.undisturbed
    assert column(database, "SELECT count(*) FROM snapshot WHERE state = 'pending'") == [0]


def start(command: Tinhuy, portal: SmallPortal) -> subprocess.Popen[bytes]:
    """A crawl that is under way: some articles are asked for, most are not."""
    process = command.start("crawl", "nho")
    wait_until(lambda: len(portal.articles_asked()) >= 3, 60)
    return process

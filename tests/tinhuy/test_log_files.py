"""Log files: one for each run, which later runs leave alone until it is one of the oldest."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawler.small_portal import SmallPortal, serve, write_site
from tests.tinhuy.commands import tinhuy
from tinhuy.log_files import KEPT, fresh_log


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TINHUY_HOME", str(tmp_path))
    return tmp_path


def test_each_run_has_a_log_and_a_link_names_the_newest(home: Path) -> None:
    first = fresh_log("crawl-nho")
    first.write_text("một")
    second = fresh_log("crawl-nho")
    second.write_text("hai")
    assert first != second
    assert first.read_text() == "một"
    assert (home / "logs" / "crawl-nho.log").read_text() == "hai"


def test_the_oldest_go_and_logs_of_other_names_stay(home: Path) -> None:
    other = fresh_log("crawl-nho-2")
    logs = [fresh_log("crawl-nho") for _ in range(KEPT + 3)]
    assert [log.exists() for log in logs[:4]] == [False, False, False, True]
    assert sorted((home / "logs").glob("crawl-nho.log-*")) == sorted(logs[3:])
    assert other.exists()


def test_a_failures_message_names_a_log_that_the_next_run_does_not_overwrite(tmp_path: Path, database: str) -> None:
    with serve(SmallPortal()) as portal:
        write_site(tmp_path / "seeds", "nho", portal.url)
        command = tinhuy(tmp_path, tmp_path / "seeds", database)
        failed = command("crawl", "nho")
        portal.fill(1)
        command.done("crawl", "nho")
    (log,) = [Path(word.rstrip(".")) for word in failed.err.split() if "crawl-nho.log-" in word]
    assert failed.code == 1
    assert "'tinhuy/outcome/not found': 1" in log.read_text("utf-8")
    assert (tmp_path / "logs" / "crawl-nho.log").resolve() != log
    assert "tinhuy.normaliser: All pages are cleaned" in (tmp_path / "logs" / "normalize.log").read_text("utf-8")

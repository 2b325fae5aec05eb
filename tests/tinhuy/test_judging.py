"""Runs that were never judged: caught up in batches with a count, and never in the way of `tinhuy status`."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text

from corpus.crawling import runs
from corpus.crawling.runs import Ending
from corpus.database import engines as corpus_database
from seeds.config.catalogue import catalogue
from tests.corpus.samples import site
from tests.tinhuy.commands import Tinhuy, tinhuy
from tinhuy import judging
from tinhuy.cli.crawling import status


@pytest.fixture
def engine(database: str) -> Engine:
    """A corpus in which three sites have two ended runs each, none of them judged."""
    engine = corpus_database.engine(database)
    with engine.begin() as conn:
        for name in ("an-giang", "ben-tre", "ca-mau"):
            site(conn, name)
            for _ in range(2):
                runs.end(conn, runs.start(conn, name, name, {}), Ending.FINISHED, None, 0)
    return engine


@pytest.fixture
def command(database: str, tmp_path: Path) -> Tinhuy:
    return tinhuy(tmp_path / "home", None, database).here


def judged(conn: Connection) -> int:
    return conn.scalar(text("SELECT count(*) FROM run_health")) or 0


def test_when_the_time_is_up_the_other_sites_are_left_and_counted(engine: Engine) -> None:
    assert judging.judge(engine, catalogue(), seconds=0) == {"ben-tre": 2, "ca-mau": 2}
    with engine.begin() as conn:
        assert judged(conn) == 2
    assert judging.judge(engine, catalogue()) == {}
    with engine.begin() as conn:
        assert judged(conn) == 6


def test_a_long_pass_prints_its_progress(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(judging, "PROGRESS", 0.0)
    judging.judge(engine, catalogue())
    assert capsys.readouterr().err.splitlines() == ["Judged 2 of 6 ended runs …", "Judged 4 of 6 ended runs …"]


def test_status_answers_at_once_and_says_what_is_not_judged_yet(
    engine: Engine, command: Tinhuy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status, "JUDGING", 0.0)
    ran = command.done("status")
    assert "4 ended runs of 2 sites have no verdict yet" in ran.err
    assert "`tinhuy status --check`" in ran.err and "3 sites:" in ran.out
    assert "no verdict yet" not in command("status", "--check").err
    with engine.begin() as conn:
        assert judged(conn) == 6

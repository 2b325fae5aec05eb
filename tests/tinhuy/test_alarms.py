"""What is told of an alarm, and that nobody who does not listen holds a command up."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text

from corpus.crawling import runs
from corpus.database import engines as corpus_database
from corpus.health.alarms import Raised
from seeds.errors import UsageError
from tests.corpus.samples import site
from tinhuy import alarm_channels
from tinhuy.judging import deliver

WORDS = "the site: no new article for 9 days"
OPENED = datetime(2026, 11, 20, tzinfo=UTC)
ALARM = Raised(7, "hanam", "Tỉnh ủy Hà Nam", "silent", "", WORDS, {"days": 9}, 3, OPENED, None)


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TINHUY_ALARM_URL", "TINHUY_ALARM_COMMAND"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(alarm_channels, "LIMIT", 0.3)


def test_a_message_says_all_and_has_a_line_for_people() -> None:
    assert alarm_channels.message(ALARM) == {
        "text": f"Tỉnh ủy Hà Nam (hanam): {WORDS}",
        "id": 7,
        "site": "hanam",
        "site_name": "Tỉnh ủy Hà Nam",
        "code": "silent",
        "subject": "",
        "words": WORDS,
        "figures": {"days": 9},
        "run_id": 3,
        "opened_at": "2026-11-20T00:00:00+00:00",
    }


def test_nobody_is_told_where_nothing_is_set() -> None:
    assert alarm_channels.channels() == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("TINHUY_ALARM_URL", "ftp://a/b"), ("TINHUY_ALARM_URL", "hooks"), ("TINHUY_ALARM_COMMAND", "mail 'admin")],
)
def test_what_can_not_be_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match=name):
        alarm_channels.channels()


def test_a_webhook_that_drips_is_left_when_its_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A header a moment, and no end: no time-out of a socket's would notice."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_drip, args=(server,), daemon=True).start()
        monkeypatch.setenv("TINHUY_ALARM_URL", f"http://127.0.0.1:{server.getsockname()[1]}/")
        (deliver,) = alarm_channels.channels()
        begun = time.monotonic()
        assert deliver(ALARM) == "TINHUY_ALARM_URL took longer than 0.3 s"
        assert time.monotonic() - begun < 10  # else it would drip for ever


def test_a_webhook_that_leads_elsewhere_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The operator named one address; what it answers must not name another."""
    asked: list[bytes] = []
    monkeypatch.setattr(alarm_channels, "LIMIT", 5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_redirect, args=(server, asked), daemon=True).start()
        monkeypatch.setenv("TINHUY_ALARM_URL", f"http://127.0.0.1:{server.getsockname()[1]}/hook")
        (deliver,) = alarm_channels.channels()
        assert "302" in (deliver(ALARM) or "")
    assert [line.split(b" ")[:2] for line in asked] == [[b"POST", b"/hook"]]


def _redirect(server: socket.socket, asked: list[bytes]) -> None:
    location = f"http://127.0.0.1:{server.getsockname()[1]}/inside"
    with suppress(OSError):
        while True:
            taken, _ = server.accept()
            with taken:
                asked.append(taken.recv(65536))
                answer = f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                taken.sendall(answer.encode())


def _drip(server: socket.socket) -> None:
    taken, _ = server.accept()
    with suppress(OSError):
        taken.sendall(b"HTTP/1.1 200 OK\r\n")
        for number in range(600):
            time.sleep(0.05)
            taken.sendall(f"X-{number}: a\r\n".encode())


@pytest.mark.parametrize(
    ("command", "problem"),
    [("true", None), ("sleep 60", "timed out"), ("false", "exit code 1"), ("/no/such/command", "No such file")],
)
def test_a_command_has_its_time_too(monkeypatch: pytest.MonkeyPatch, command: str, problem: str | None) -> None:
    monkeypatch.setenv("TINHUY_ALARM_COMMAND", command)
    (deliver,) = alarm_channels.channels()
    said = deliver(ALARM)
    assert said is None if problem is None else problem in (said or "")


@pytest.fixture
def alarm(database: str, conn: Connection) -> Iterator[Engine]:
    """A corpus with an alarm that nobody was told."""
    site(conn)
    run_id = runs.start(conn, "hanam", "hanam.vn", {})
    conn.execute(text("INSERT INTO alarm (site, code, words, run_id) VALUES ('hanam', 'silent', :w, :r)"),
                 {"w": WORDS, "r": run_id})  # fmt: skip
    conn.commit()
    engine = corpus_database.engine(database)
    yield engine
    engine.dispose()


def test_of_checks_that_meet_one_tells_an_alarm(alarm: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "told"
    script = tmp_path / "tell"
    script.write_text(f"#!/bin/sh\ncat >> {told}\necho >> {told}\nsleep 0.3\n")
    script.chmod(0o755)
    monkeypatch.setenv("TINHUY_ALARM_COMMAND", str(script))
    monkeypatch.setattr(alarm_channels, "LIMIT", 20)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(deliver, [alarm] * 4))
    deliver(alarm)
    assert len(told.read_text().splitlines()) == 1


def test_a_channel_that_fails_has_no_other_told_again(
    alarm: Engine, conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    fails = True
    working = alarm_channels.Channel("webhook", lambda one: told.append(one.id))
    failing = alarm_channels.Channel("command", lambda _: "no mail" if fails else None)
    monkeypatch.setattr("tinhuy.judging.channels", lambda: [working, failing])
    for _ in range(3):
        deliver(alarm)
    state = text("SELECT told_at IS NOT NULL, attempts, taken_by FROM alarm")
    assert (len(told), conn.execute(state).one()) == (1, (False, 3, ["webhook"]))
    conn.rollback()
    fails = False
    deliver(alarm)
    deliver(alarm)
    assert (len(told), conn.execute(state).one()) == (1, (True, 3, ["webhook", "command"]))

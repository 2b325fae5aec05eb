"""The embedded server after `kill -9` of anything: the next command just works, and no innocent is signalled."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from corpus import embedded
from corpus.embedded import server
from tests.corpus.embedded.homes import as_server, ask, child, processes_of, server_of, tell

pytestmark = pytest.mark.usefixtures("without_fsync")


def test_the_postmaster_and_a_backend(home: Path) -> None:
    """What was committed is there; an open client does not hold up the next start."""
    url = embedded.ensure(home)
    tell(url, "CREATE TABLE kept AS SELECT 'Hội nghị Tỉnh ủy' AS title")
    client = psycopg.connect(url)
    killed = server_of(home)
    killed.kill()
    assert ask(embedded.ensure(home), "SELECT title FROM kept") == "Hội nghị Tỉnh ủy"
    assert embedded.running(home) not in (None, killed.pid)
    client.close()

    with psycopg.connect(url) as client:
        os.kill(client.info.backend_pid, signal.SIGKILL)
        _until_buried(client.info.backend_pid)
        assert ask(embedded.ensure(home), "SELECT title FROM kept") == "Hội nghị Tỉnh ủy"


def _until_buried(pid: int) -> None:
    """Wait for the postmaster to notice the death; until then it takes connections, and drops them a moment later."""
    limit = time.monotonic() + 10
    while psutil.pid_exists(pid):
        assert time.monotonic() < limit
        time.sleep(0.01)


def test_an_orphan_that_does_not_notice(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child of a killed postmaster that hangs is proved to be ours, and ended."""
    monkeypatch.setattr(server, "ORPHAN_LIMIT", 0.2)
    words: list[str] = []
    with psycopg.connect(embedded.ensure(home)) as client:
        os.kill(client.info.backend_pid, signal.SIGSTOP)
        server_of(home).kill()
        assert ask(embedded.ensure(home, notify=words.append), "SELECT 1") == 1
    assert any("left behind" in word for word in words)


def test_a_command_in_the_middle_of_the_first_start(home: Path) -> None:
    """At whatever moment: while it makes the cluster, starts the server, waits for it."""
    for moment in (0.05, 0.3, 0.7):
        with child("print(1, flush=True); embedded.ensure(home)", home) as command:
            assert command.stdout
            command.stdout.readline()
            time.sleep(moment)
            command.kill()
    assert ask(embedded.ensure(home), "SELECT 1") == 1
    assert list(home.glob("postgres.new-*")) == []
    assert len({process.pid for process in processes_of(home) if process.ppid() == 1}) == 1


def test_a_stale_pid_that_names_an_innocent(home: Path) -> None:
    """It lives on, be it even a namesake; the server starts."""
    for program in ("sleep", "postgres"):
        _name_an_innocent(home, program)


def _name_an_innocent(home: Path, program: str) -> None:
    embedded.ensure(home)
    killed = server_of(home)
    cluster = home / "postgres"
    left = {name: (cluster / name).read_text() for name in ("postmaster.pid", ".s.PGSQL.5432.lock")}
    embedded.stop(home)
    shutil.copy(shutil.which("sleep") or "", home.parent / program)
    with subprocess.Popen([home.parent / program, "600"], **as_server(home)) as innocent:
        for name, text in left.items():
            (cluster / name).write_text(text.replace(str(killed.pid), str(innocent.pid)))
            (cluster / name).chmod(0o600)
            shutil.chown(cluster / name, cluster.stat().st_uid)
        assert embedded.running(home) is None
        assert embedded.stop(home) is False
        assert ask(embedded.ensure(home), "SELECT 1") == 1
        embedded.stop(home)
        assert innocent.poll() is None
        innocent.kill()


def test_the_callers_death(home: Path) -> None:
    """Neither Ctrl-C nor a kill of the whole process group of the command that started it reaches the server."""
    waits = "print(embedded.ensure(home), flush=True); import time; time.sleep(600)"
    with child(waits, home, process_group=0) as command:
        assert command.stdout
        url = command.stdout.readline().strip()
        found = server_of(home)
        assert found.ppid() != command.pid
        os.killpg(command.pid, signal.SIGINT)
        time.sleep(0.1)
        os.killpg(command.pid, signal.SIGKILL)
    assert (embedded.ensure(home), embedded.running(home)) == (url, found.pid)

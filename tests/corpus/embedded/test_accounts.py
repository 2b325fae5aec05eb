"""Who runs the embedded server and who may reach it, above all when root starts it."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from corpus import embedded
from corpus.embedded import binaries
from corpus.embedded.account import Account
from corpus.embedded.paths import SYSTEM_ROOM
from tests.corpus.embedded.homes import IS_ROOT, PRELUDE, ROOT, ask, child, reachable_folder, server_of

pytestmark = pytest.mark.usefixtures("without_fsync")
NOBODY = Account(65534, 65534)
STRANGER = Account(54321, 54321)
for_root = pytest.mark.skipif(not IS_ROOT, reason="only root can act for other accounts")


@for_root
def test_no_other_account_reaches_it(home: Path) -> None:
    """Root does, a stranger does not, and the server itself is no root."""
    url = embedded.ensure(home)
    assert server_of(home).uids().real != 0
    # The psql beside the server that runs: the stranger can reach that one, wherever this checkout lies.
    psql = [str(Path(server_of(home).exe()).with_name("psql")), "-Atc", "SELECT 1", url]
    assert subprocess.run(psql, capture_output=True, check=True, text=True).stdout == "1\n"
    refused = subprocess.run(psql, capture_output=True, check=False, text=True, cwd="/", **STRANGER.popen)
    assert refused.returncode == 2
    assert "Permission denied" in refused.stderr


@for_root
def test_a_home_that_only_root_can_enter(home: Path) -> None:
    """No folder is opened up: the cluster goes elsewhere, and `remove` finds it there."""
    home.parent.chmod(0o700)
    command = child("embedded.ensure(home, notify=str); import time; time.sleep(600)", home)
    while not list(home.glob("postgres.new-*/PG_VERSION")):  # and a kill in the middle leaves nothing there
        assert command.poll() is None
    half = next(home.glob("postgres.new-*")).resolve()
    with command:
        command.kill()

    assert ask(embedded.ensure(home, notify=str), "SELECT 1") == 1
    target = (home / "postgres").resolve()
    assert target.parent == SYSTEM_ROOM
    assert not half.exists()
    assert (home.parent.stat().st_mode & 0o777, target.stat().st_mode & 0o777) == (0o700, 0o700)
    embedded.remove(home)
    assert not target.exists()
    assert list(home.iterdir()) == []


@for_root
def test_binaries_that_only_root_can_reach(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are copied once, for all to run."""
    secret = home.parent / "venv"
    secret.mkdir(mode=0o700)
    package = Path(binaries._package())
    for part in (package, package.with_name(f"{package.name}.libs")):
        (secret / part.name).symlink_to(part)
    version = f"18-test-{secrets.token_hex(4)}"
    monkeypatch.setattr(binaries, "_package", lambda: secret / package.name)
    monkeypatch.setattr(binaries, "_version", lambda: version)
    monkeypatch.setattr(binaries, "major", lambda: "18")
    try:
        words: list[str] = []
        assert ask(embedded.ensure(home, notify=words.append), "SELECT 1") == 1
        assert len([word for word in words if "Copying" in word]) == 1
        assert server_of(home).exe().startswith(f"{SYSTEM_ROOM}/bin-{version}/")
    finally:
        embedded.remove(home)
        shutil.rmtree(SYSTEM_ROOM / f"bin-{version}", ignore_errors=True)


@for_root
def test_the_same_as_an_ordinary_user() -> None:
    """The whole life of a server without root; and another's cluster is refused with a name."""
    python = next((path for path in (sys.executable, "/usr/bin/python3") if _runs(path)), None)
    if python is None:
        pytest.skip("no Python that the user nobody can run has this project's libraries")
    with reachable_folder() as folder:
        os.chown(folder, NOBODY.uid, NOBODY.gid)
        program = (
            "url = embedded.ensure(home); pid = embedded.running(home); assert embedded.ensure(home) == url;"
            "import os; os.kill(pid, 9); embedded.ensure(home); assert embedded.running(home) != pid;"
            "assert embedded.stop(home); embedded.ensure(home)"
        )
        _run(NOBODY, python, program, folder / "home", check=True)
        assert server_of(folder / "home").uids().real == NOBODY.uid
        assert ask(embedded.ensure(folder / "home"), "SELECT 1") == 1  # root uses the server that is there
        embedded.stop(folder / "home")
        refused = _run(STRANGER, python, "embedded.ensure(home)", folder / "home")
        assert "postgres.lock can't be opened" in refused.stderr
        embedded.ensure(folder / "home")  # and starts it as its owner
        _run(NOBODY, python, "assert embedded.stop(home); embedded.remove(home)", folder / "home", check=True)
        assert list((folder / "home").iterdir()) == []


def _run(
    account: Account, python: str, program: str, home: Path, check: bool = False
) -> subprocess.CompletedProcess[str]:
    environment = {"PYTHONPATH": f"{ROOT}:{Path(psutil.__file__).parents[1]}", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [python, "-c", PRELUDE + program, str(home)],
        env=environment, cwd="/", text=True, stderr=subprocess.PIPE, check=check, **account.popen,
    )  # fmt: skip


def _runs(python: str) -> bool:
    try:
        return _run(NOBODY, python, "", Path("/")).returncode == 0
    except OSError:
        return False

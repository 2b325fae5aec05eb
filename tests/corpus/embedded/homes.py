"""Homes for tests of the embedded server: where any account can reach them, and gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import psycopg

from corpus import embedded
from corpus.child_processes import spawn
from corpus.embedded.account import account_for
from corpus.embedded.processes import all_of, server_process

ROOT = Path(__file__).parents[3]
IS_ROOT = os.geteuid() == 0
# The start of a child's program, which gets its home as an argument.
PRELUDE = "import sys; from pathlib import Path; from corpus import embedded; home = Path(sys.argv[1]);"


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """A folder of mode 0755 outside pytest's own, which is 0700."""
    folder = Path(tempfile.mkdtemp(prefix="tinhuy-test-")).resolve()
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def fresh_home(name: str = "home") -> Iterator[Path]:
    """The path of a home that does not exist yet."""
    with reachable_folder() as folder:
        try:
            yield folder / name
        finally:
            embedded.remove(folder / name)


def child(program: str, home: Path, **options: Any) -> subprocess.Popen[str]:
    """A process of its own that runs `program` after the prelude."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]), **options.pop("env", {})}
    return spawn(
        [sys.executable, "-c", PRELUDE + program, str(home)],
        env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options,
    )  # fmt: skip


def said(process: subprocess.Popen[str]) -> str:
    """What a child printed, once it has ended well."""
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out.strip()


def ask(url: str, question: str) -> Any:
    """The first field of the first row."""
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(question.encode()).fetchone()
        return row[0] if row else None


def tell(url: str, statement: str) -> None:
    """Run and commit a statement that has no answer."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


def server_of(home: Path) -> psutil.Process:
    """Its postmaster, which has to be running."""
    found = server_process((home / "postgres").resolve())
    assert found
    return found


def processes_of(home: Path) -> list[psutil.Process]:
    """All Postgres processes of the home."""
    return all_of((home / "postgres").resolve())


def as_server(home: Path) -> dict[str, Any]:
    """What `subprocess` needs to start something as the account of the server."""
    return account_for(home, (home / "postgres").resolve()).popen

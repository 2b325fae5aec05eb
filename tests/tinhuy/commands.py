"""The command `tinhuy` as a person runs it: a process of its own, with an environment of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest import mock

from tests import preloaded
from tinhuy.cli import main

ROOT = Path(__file__).parents[2]
LIMIT = 300
"""Seconds after which a command counts as hanging: some ten times as many as the longest takes on a quiet machine."""
MEASURE = """
import json, resource, subprocess, sys
code = subprocess.run([sys.executable, *sys.argv[1:]]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([code, used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""
"""A small process between: the system counts what a process was before it became another program as its own memory."""


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        """Its lines of JSON."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Tinhuy:
    """The command in one environment."""

    env: Mapping[str, str]
    within: bool = False

    @property
    def here(self) -> Tinhuy:
        """The same inside our own process, which spares a second: for commands that only read and write and end."""
        return replace(self, within=True)

    def start(self, *args: object, **popen: Any) -> subprocess.Popen[bytes]:
        """Begin a command."""
        command = [sys.executable, "-m", "tinhuy", *map(str, args)]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, cwd=ROOT, env=dict(self.env), stdout=pipe, stderr=pipe, **popen)

    def __call__(self, *args: object) -> Ran:
        """Run a command to its end. Its process is forked from one that has imported the modules of most commands."""
        words = list(map(str, args))
        if self.within:
            return _ran_here(self.env, words)
        return Ran(*preloaded.run("tinhuy", words, self.env, LIMIT))

    def measured(self, *args: object) -> tuple[Ran, float, int]:
        """Run a command to its end; also the seconds of work and the bytes of memory that it took."""
        command = [sys.executable, "-c", MEASURE, "-m", "tinhuy", *map(str, args)]
        run = subprocess.run(command, cwd=ROOT, env=dict(self.env), capture_output=True, text=True, check=False)
        code, seconds, kilobytes = json.loads(run.stdout.splitlines()[-1])
        return Ran(code, run.stdout, run.stderr), seconds, kilobytes * 1024

    def done(self, *args: object) -> Ran:
        """Run a command that must succeed."""
        ran = self(*args)
        assert ran.code == 0, ran.out + ran.err
        return ran


def _ran_here(env: Mapping[str, str], args: list[str]) -> Ran:
    said, complained = io.BytesIO(), io.BytesIO()
    with (
        mock.patch.dict(os.environ, env, clear=True),
        mock.patch.object(sys, "argv", ["tinhuy", *args]),
        redirect_stdout(io.TextIOWrapper(said, "utf-8", write_through=True)),
        redirect_stderr(io.TextIOWrapper(complained, "utf-8", write_through=True)),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code
        return Ran(code if isinstance(code, int) else 1, said.getvalue().decode(), complained.getvalue().decode())


def ended(process: subprocess.Popen[bytes]) -> Ran:
    """What a command did, once it has ended."""
    out, err = process.communicate(timeout=LIMIT)
    return Ran(process.returncode, out.decode(), err.decode())


def tinhuy(home: Path, seeds: Path | None = None, database: str | None = None, **more: str) -> Tinhuy:
    """The command with these settings and none of the caller's; without colours, and with wide lines."""
    ours = ("DATABASE_URL", "TINHUY_", "FORCE_COLOR", "PYTEST_")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(ours) and not k.lower().endswith("_proxy")}
    given = {"TINHUY_SEEDS": seeds, "DATABASE_URL": database, "TINHUY_HOME": home}
    named = {name: str(value) for name, value in given.items() if value is not None}
    return Tinhuy({**kept, "COLUMNS": "400", "NO_COLOR": "1", **named, **more})

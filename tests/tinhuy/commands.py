"""The command `tinhuy` as a person runs it: a process of its own, with an environment of its own."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LIMIT = 120
"""Seconds after which a command counts as hanging."""


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str
    seconds: float = 0.0

    @property
    def lines(self) -> list[Any]:
        """Its lines of JSON."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Tinhuy:
    """The command in one environment."""

    env: Mapping[str, str]

    def start(self, *args: object, **popen: Any) -> subprocess.Popen[bytes]:
        """Begin a command."""
        command = [sys.executable, "-m", "tinhuy", *map(str, args)]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, cwd=ROOT, env=dict(self.env), stdout=pipe, stderr=pipe, **popen)

    def __call__(self, *args: object) -> Ran:
        """Run a command to its end."""
        begun = time.monotonic()
        return ended(self.start(*args), begun)

    def done(self, *args: object) -> Ran:
        """Run a command that must succeed."""
        ran = self(*args)
        assert ran.code == 0, ran.out + ran.err
        return ran


def ended(process: subprocess.Popen[bytes], begun: float | None = None) -> Ran:
    """What a command did, once it has ended."""
    out, err = process.communicate(timeout=LIMIT)
    seconds = time.monotonic() - begun if begun else 0.0
    return Ran(process.returncode, out.decode(), err.decode(), seconds)


def tinhuy(home: Path, seeds: Path | None = None, database: str | None = None, **more: str) -> Tinhuy:
    """The command with these settings and none of the caller's; without colours, and with wide lines."""
    ours = ("DATABASE_URL", "TINHUY_", "FORCE_COLOR", "PYTEST_")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(ours) and not k.lower().endswith("_proxy")}
    given = {"TINHUY_SEEDS": seeds, "DATABASE_URL": database, "TINHUY_HOME": home}
    named = {name: str(value) for name, value in given.items() if value is not None}
    return Tinhuy({**kept, "COLUMNS": "400", "NO_COLOR": "1", **named, **more})


def largest_child() -> int:
    """Bytes of memory that the largest of this process's ended children had."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024

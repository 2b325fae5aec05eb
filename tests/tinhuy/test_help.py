"""`tinhuy --help`: every command by what it does, and without waiting for any of them to be loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tinhuy.commands import ROOT, tinhuy
from tinhuy.cli.commands import COMMANDS, load

HEAVY = ("sqlalchemy", "psycopg", "pydantic", "scrapy", "trafilatura", "lxml", "yaml")


def test_help_names_every_command_and_loads_none(tmp_path: Path) -> None:
    said = tinhuy(tmp_path).done("--help").out
    assert [name for name, place in COMMANDS.items() if name not in said or place.summary not in said] == []
    program = f"import sys, tinhuy.cli; print([name for name in {HEAVY!r} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_summary_is_how_the_commands_own_help_begins(name: str) -> None:
    own = " ".join((load(name).help or "").split())
    assert own.startswith(COMMANDS[name].summary.removesuffix("."))

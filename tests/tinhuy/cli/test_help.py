"""`tinhuy --help`: every command by what it does, and without waiting for any of them to be loaded."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.commandline import parse
from tests.tinhuy.commands import ROOT, tinhuy
from tinhuy.cli.commands import COMMANDS, load
from tinhuy.cli.examples import EXAMPLES

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


def _paths(path: str, command: Any) -> Iterator[str]:
    yield path
    for name, inner in getattr(command, "commands", {}).items():
        yield from _paths(f"{path} {name}", inner)


def test_every_commands_help_ends_with_examples_that_parse() -> None:
    there = ["", *(path for name in COMMANDS for path in _paths(name, load(name)))]
    assert [path for path in there if not EXAMPLES.get(path)] == []
    assert sorted(EXAMPLES) == sorted(there)
    for path, examples in EXAMPLES.items():
        for example in examples:
            words = shlex.split(example.partition(">")[0])
            if words[0] == "tinhuy":
                parse(words[1:])
                assert " ".join(words[1:]).startswith(path.split()[0] if path else "")


def test_examples_are_shown(tmp_path: Path) -> None:
    assert "$ tinhuy schedule pause hanam" in tinhuy(tmp_path).here.done("schedule", "pause", "--help").out


def test_paragraphs_fill_the_lines_of_the_terminal(tmp_path: Path) -> None:
    lines = tinhuy(tmp_path, COLUMNS="80").here.done("crawl", "--help").out.splitlines()
    said = [line.strip() for line in lines[: next(at for at, line in enumerate(lines) if "Arguments" in line)]]
    broken = [one for one, after in pairwise(said) if one and after and len(f"{one} {after.split()[0]}") <= 76]
    assert len(said) > 8 and broken == []

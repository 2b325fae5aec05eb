"""The documents tell the truth: commands that parse, targets and files that are there, every key of a site file."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy
from pydantic import BaseModel
from sqlalchemy import Connection

from seeds.config.json_api import JsonApi
from seeds.config.site import Clean, Paging, Platform, SiteFile
from tests.commandline import parse

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/operations.md", "docs/scaling.md")
_SHELL = re.compile(r"^ *```sh\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_OPERATORS = {">", ">>", "|", "||", "&&", "…"}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(text: str) -> Iterator[list[str]]:
    """The words of every command in the shell blocks of a document, without what follows a pipe or redirection."""
    for block in _SHELL.findall(text):
        so_far = ""
        for line in block.splitlines():
            so_far += line + "\n"
            try:
                words = shlex.split(so_far, comments=True)
            except ValueError:  # a quotation that goes on
                continue
            so_far = ""
            end = next((at for at, word in enumerate(words) if word in _OPERATORS), len(words))
            if words:
                yield words[:end]


def of_tinhuy() -> list[list[str]]:
    found = [words[1:] for name in DOCUMENTS for words in commands(read(name)) if words[0] == "tinhuy"]
    assert len(found) > 20
    return found


@pytest.mark.parametrize("words", of_tinhuy(), ids=" ".join)
def test_every_command_parses(words: list[str]) -> None:
    parse(words)


def test_every_make_target_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    text = "".join(map(read, DOCUMENTS))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE))
    assert {"demo", "test"} <= named <= targets
    phony = next(line for line in makefile.splitlines() if line.startswith(".PHONY: help"))
    assert set(phony.split()[1:]) == targets


def test_every_file_that_is_linked_is_there() -> None:
    for name in DOCUMENTS:
        links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", read(name))
        assert [link for link in links if not (ROOT / link).exists()] == [], name


@pytest.mark.parametrize(
    ("heading", "model"),
    [
        ("## Site files", SiteFile),
        ("## Platform files", Platform),
        ("`paging` has:", Paging),
        ("`clean` has:", Clean),
        ("`json_api` asks the interface directly", JsonApi),
    ],
)
def test_contributing_has_every_key(heading: str, model: type[BaseModel]) -> None:
    table = re.search(r"(?:^\|.*\n)+", read("CONTRIBUTING.md").split(heading, 1)[1], re.MULTILINE)
    assert table
    cells = [line.split("|")[1] for line in table[0].splitlines()[2:]]
    assert sorted(key for cell in cells for key in re.findall(r"`(\w+)`", cell)) == sorted(model.model_fields)


def test_readme_names_every_view() -> None:
    views = set(re.findall(r"^CREATE VIEW public\.(\w+)", read("schema.sql"), re.MULTILINE))
    table = read("README.md").split("| view |", 1)[1].split("\n\n", 1)[0]
    assert set(re.findall(r"`(\w+)`", table)) == views - {"search_entry"}  # which is the search's own


def queries() -> list[str]:
    """Collect the SQL in README's blocks for DuckDB, pandas and R, as Postgres understands it."""
    text = read("README.md")
    quoted = [
        query
        for block in re.findall(r"```(?:python|r)\n(.*?)```", text, re.DOTALL)
        for query in re.findall(r'"(SELECT [^"]+)"', block)
    ]
    duckdb = "".join(re.findall(r"```sql\n(.*?)```", text, re.DOTALL)).replace("corpus.", "")
    return [*quoted, *re.findall(r"^(SELECT .+);$", duckdb, re.MULTILINE), *re.findall(r"COPY \((.+)\) TO", duckdb)]


def test_queries_of_other_tools_run_as_the_reader(conn: Connection) -> None:
    assert len(queries()) == 4
    conn.execute(sqlalchemy.text("SET LOCAL ROLE tinhuy_reader"))
    for query in queries():
        conn.execute(sqlalchemy.text(query))

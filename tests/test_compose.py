"""The container files: valid by the Compose specification, without secrets, and running commands that there are."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.commandline import parse

ROOT = Path(__file__).parents[1]
COMPOSE = ROOT / "docker-compose.yml"
_VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?::?-(?P<default>[^}]*)|:\?[^}]*)?\}")


def compose() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return document


def example() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name: value for name, _, value in pairs}


def interpolated(text: str, values: dict[str, str]) -> str:
    return _VARIABLE.sub(lambda match: values.get(match["name"]) or match["default"] or "", text)


def test_valid_by_the_compose_specification() -> None:
    checker = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    done = subprocess.run(checker, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("sites", ["", "hanam", example()["TINHUY_SITES"]])
def test_every_command_is_one_that_the_command_line_knows(sites: str) -> None:
    ran = 0
    for service in compose()["services"].values():
        if service["image"].startswith("tinhuy"):
            command = service["command"]
            words = shlex.split(interpolated(command, {"TINHUY_SITES": sites})) if isinstance(command, str) else command
            parse(words)
            ran += 1
    assert ran == 2


@pytest.mark.parametrize("words", [["crawl", "--everything"], ["crwal"], ["db", "drop"], ["db"]])
def test_a_command_that_is_none_would_be_noticed(words: list[str]) -> None:
    with pytest.raises(Exception):  # noqa: B017  # Typer carries its own copy of click's errors
        parse(words)


def test_the_crawl_waits_for_postgres_and_the_migration() -> None:
    services = compose()["services"]
    assert services["postgres"]["image"].startswith("postgres:18")
    assert services["postgres"]["healthcheck"]["test"]
    assert services["migrate"]["depends_on"]["postgres"]["condition"] == "service_healthy"
    assert services["crawl"]["depends_on"]["postgres"]["condition"] == "service_healthy"
    assert services["crawl"]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_volumes_are_declared_and_the_database_lies_on_one() -> None:
    document = compose()
    mounted = {mount.partition(":")[0] for service in document["services"].values() for mount in service["volumes"]}
    assert mounted == set(document["volumes"])
    assert "postgres:/var/lib/postgresql" in document["services"]["postgres"]["volumes"]


def test_secrets_come_from_the_environment_only() -> None:
    text = COMPOSE.read_text(encoding="utf-8")
    variables = {match["name"] for match in _VARIABLE.finditer(text)}
    assert variables == set(example())
    assert example()["POSTGRES_PASSWORD"] == ""
    assert all(value.strip().startswith("${POSTGRES_PASSWORD:?") for value in re.findall(r"PASSWORD:(.*)", text))
    assert ".env" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()


def test_the_image_is_pinned_and_runs_as_an_ordinary_user() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert "ARG PYTHON_IMAGE=python:3.11-slim-bookworm" in lines
    users = [line for line in lines if line.startswith("USER ")]
    assert users == ["USER tinhuy"]
    assert lines.index(users[0]) < lines.index('ENTRYPOINT ["tinhuy"]')
    assert any("--require-hashes -r requirements.lock" in line for line in lines)


def test_the_image_gets_every_file_that_it_copies() -> None:
    copied = re.findall(r"^COPY (.+) \S+$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").split() if line.startswith("!")}
    assert names == let_in
    assert all((ROOT / name).exists() for name in names)

"""The container files: valid by the Compose specification, without secrets, and running commands that there are."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.commandline import parse
from tests.yaml_files import read_yaml

ROOT = Path(__file__).parents[1]
COMPOSE = ROOT / "docker-compose.yml"
_VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?::?-(?P<default>[^}]*)|:\?[^}]*)?\}")


def compose() -> dict[str, Any]:
    document: dict[str, Any] = read_yaml(COMPOSE)
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


def ours() -> dict[str, dict[str, Any]]:
    """The services that run tinhuy."""
    services: dict[str, dict[str, Any]] = compose()["services"]
    return {name: service for name, service in services.items() if service["image"].startswith("tinhuy")}


def words(service: dict[str, Any]) -> list[str]:
    return [interpolated(word, example()) for word in service["command"]]


def test_every_command_is_one_that_the_command_line_knows() -> None:
    assert set(ours()) == {"migrate", "worker", "metrics"}
    for service in ours().values():
        parse(words(service))


@pytest.mark.parametrize("words", [["crawl", "--everything"], ["crwal"], ["db", "drop"], ["db"]])
def test_a_command_that_is_none_would_be_noticed(words: list[str]) -> None:
    with pytest.raises(Exception):  # noqa: B017  # Typer carries its own copy of click's errors
        parse(words)


def test_workers_wait_for_postgres_and_the_migration() -> None:
    services = compose()["services"]
    assert services["postgres"]["image"].startswith("postgres:18")
    assert services["postgres"]["healthcheck"]["test"]
    assert services["migrate"]["depends_on"]["postgres"]["condition"] == "service_healthy"
    for name in ("worker", "metrics"):
        assert services[name]["depends_on"]["postgres"]["condition"] == "service_healthy"
        assert services[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
        assert services[name]["restart"] == "unless-stopped" and services[name]["healthcheck"]["test"]


def test_the_database_lies_on_a_declared_volume() -> None:
    document = compose()
    assert set(document["volumes"]) == {"postgres"}
    assert "postgres:/var/lib/postgresql" in document["services"]["postgres"]["volumes"]


def test_the_metrics_are_published_to_this_machine_only() -> None:
    assert compose()["services"]["metrics"]["ports"] == ["127.0.0.1:9108:9108"]


@dataclass
class Service:
    """A service of the file, as the process that its container runs, against a Postgres and a port of the tests'."""

    command: list[str]
    env: dict[str, str]
    check: list[str]
    grace: float

    def start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([*_PROGRAM, *self.command], env=self.env, cwd=ROOT, stderr=subprocess.PIPE)

    def is_healthy(self) -> bool:
        return subprocess.run(self.check, env=self.env, cwd=ROOT, capture_output=True, check=False).returncode == 0


_PROGRAM = [sys.executable, "-m", "tinhuy"]


def service(name: str, database: str, home: Path) -> Service:
    """The service, with addresses of the tests' in the places of the containers' own."""
    told = ours()[name]
    environment = {key: interpolated(value, example()) for key, value in told["environment"].items()}
    given = {**environment, "DATABASE_URL": database, "TINHUY_SEEDS": str(ROOT / "seeds"), "TINHUY_HOME": str(home)}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [word.replace("9108", port).replace("0.0.0.0", "127.0.0.1") for word in words(told)]
    test = [word.replace("9108", port) for word in told.get("healthcheck", {}).get("test", [])[1:]]
    programs = {"tinhuy": _PROGRAM, "python": [sys.executable]}
    check = [*programs[test[0]], *test[1:]] if test else []
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("TINHUY_", "PYTEST_"))}
    grace = float(told.get("stop_grace_period", "10s").removesuffix("s"))
    return Service(command, kept | given, check, grace)


def test_the_migration_runs_and_ends(database: str, tmp_path: Path) -> None:
    process = service("migrate", database, tmp_path).start()
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0
    events = [json.loads(line) for line in said.decode().splitlines()]
    assert {event["level"] for event in events} == {"INFO"}
    assert events[-1]["message"] == "The corpus has the newest schema."


@pytest.mark.parametrize("name", ["worker", "metrics"])
def test_it_starts_becomes_healthy_and_stops_when_told(name: str, database: str, tmp_path: Path) -> None:
    one = service(name, database, tmp_path)
    process = one.start()
    try:
        until = time.monotonic() + 60
        while not one.is_healthy():
            assert process.poll() is None and time.monotonic() < until
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=one.grace)
    finally:
        process.kill()
    # -SIGTERM, which a shell calls 143: it was told before it listened, when it had nothing to finish.
    assert process.returncode in (0, 143, -signal.SIGTERM), said.decode()
    assert all(json.loads(line)["message"] for line in said.decode().splitlines())


def test_a_service_whose_postgres_is_away_is_not_healthy(tmp_path: Path) -> None:
    assert not service("worker", "postgresql://nguoi@127.0.0.1:1/kho", tmp_path).is_healthy()


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

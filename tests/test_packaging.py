"""What is installed: every package of the lock by its hashes, and a wheel with all data that the code reads."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
_REQUIREMENT = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==[^ ;\\]+(?: ; [^\\]+?)? \\$", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def lock(name: str = "requirements.lock") -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return found


def plain_name(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match, requirement
    return re.sub(r"[-_.]+", "-", match[0]).lower()


@pytest.mark.parametrize(("name", "least"), [("requirements.lock", 50), ("render.lock", 2)])
def test_every_requirement_of_the_lock_is_pinned_with_hashes(name: str, least: int) -> None:
    entries = re.split(r"\n(?=[A-Za-z0-9])", "\n" + re.sub(r"^ *#.*\n", "", lock(name), flags=re.MULTILINE))[1:]
    assert len(entries) >= least
    for entry in entries:
        assert _REQUIREMENT.match(entry), entry.splitlines()[0]
        assert _HASH.search(entry), entry.splitlines()[0]


@pytest.mark.parametrize("name", ["requirements.lock", "render.lock"])
def test_the_lock_names_no_index_and_no_address(name: str) -> None:
    assert not re.search(r"https?:|//|--(extra-)?index-url|--find-links|--trusted-host| @ ", lock(name))


def test_the_lock_has_all_that_the_project_needs() -> None:
    extras = project()["optional-dependencies"]
    wanted = {"requirements.lock": [*project()["dependencies"], *extras["dev"]], "render.lock": extras["render"]}
    assert set(extras) == {"dev", "render"}
    for name, requirements in wanted.items():
        locked = {plain_name(match["name"]) for match in _REQUIREMENT.finditer(lock(name))}
        assert {plain_name(requirement) for requirement in requirements} <= locked


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    builder = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(builder, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return zipfile.ZipFile(next(folder.glob("*.whl")))


@pytest.mark.xdist_group("wheel")
def test_the_wheel_has_every_module_and_data_file(wheel: zipfile.ZipFile) -> None:
    rooms = ("seeds", "corpus", "crawler", "normalize", "tinhuy")
    files = (path for room in rooms for path in (ROOT / room).rglob("*"))
    wanted = {str(path.relative_to(ROOT)) for path in files if path.is_file() and "__pycache__" not in path.parts}
    tables = {"seeds/provinces.csv", "normalize/html/labels.txt", "corpus/migrations/baseline.sql"}
    assert tables | {"seeds/sites/hanam.yaml", "seeds/platforms/generic.yaml"} <= wanted
    assert wanted - set(wheel.namelist()) == set()


@pytest.mark.xdist_group("wheel")
def test_the_wheel_carries_schema_command_and_licence_but_no_tests(wheel: zipfile.ZipFile) -> None:
    assert wheel.read("corpus/schema.sql") == (ROOT / "schema.sql").read_bytes()
    entry_points = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert b"tinhuy = tinhuy.cli:main" in wheel.read(entry_points)
    assert any(name.endswith("licenses/LICENSE") for name in wheel.namelist())
    assert not [name for name in wheel.namelist() if name.startswith(("tests/", "data/"))]

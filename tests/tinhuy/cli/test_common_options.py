"""What every command has: `--seeds` before or behind it, `--version`, examples, and completion of site ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawler.small_portal import write_site
from tests.tinhuy.commands import Tinhuy, tinhuy


@pytest.fixture
def command(tmp_path: Path) -> Tinhuy:
    write_site(tmp_path / "own", "nho", "http://nho.vn")
    return tinhuy(tmp_path / "home").here


@pytest.mark.parametrize("line", ["--seeds {} sites --json", "sites --json --seeds {}", "sites --json --seeds={}"])
def test_the_seeds_folder_stands_before_or_behind_the_command(command: Tinhuy, tmp_path: Path, line: str) -> None:
    assert [site["site"] for site in command.done(*line.format(tmp_path / "own").split()).lines] == ["nho"]


def test_what_is_no_seeds_folder_is_refused(command: Tinhuy, tmp_path: Path) -> None:
    refused = command("sites", "--seeds", tmp_path / "missing")
    assert (refused.code, "is no seeds folder" in refused.err) == (2, True)
    assert command("sites", "--seeds").code == 2


def test_the_version_stands_behind_a_command_too(command: Tinhuy) -> None:
    assert command.done("--version").out == command.done("crawl", "--version").out
    assert command.done("--version").out.startswith("tinhuy 0.")


def test_a_shell_completes_sites(tmp_path: Path) -> None:
    write_site(tmp_path / "own", "nho", "http://nho.vn")
    write_site(tmp_path / "own", "lon", "http://lon.vn")
    asks = {"_TINHUY_COMPLETE": "complete_bash", "COMP_CWORD": "2", "COMP_WORDS": "tinhuy crawl n"}
    assert tinhuy(tmp_path, tmp_path / "own", **asks).done().out.split() == ["nho"]

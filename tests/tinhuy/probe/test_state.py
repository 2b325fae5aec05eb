"""The state in a site file is changed, and nothing else of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from seeds.config.site import State
from tinhuy.probe.site_file_writer import set_key


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("state: unverified\nnotes: |\n  state: as it was\n", "state: verified\nnotes: |\n  state: as it was\n"),
        ("name: A\r\nstate: retired # gone\r\nlevel: x\r\n", "name: A\r\nstate: verified\r\nlevel: x\r\n"),
        ("name: A\n", "name: A\nstate: verified\n"),
        ("name: A", "name: A\nstate: verified\n"),
    ],
)
def test_one_line_changes(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / "mau.yaml"
    file.write_bytes(before.encode())
    file.chmod(0o640)
    set_key(file, "state", State.VERIFIED.value)
    assert file.read_bytes() == after.encode()
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [file]

"""Fixtures of the tests of the embedded server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.corpus.embedded.homes import fresh_home


@pytest.fixture
def without_fsync(monkeypatch: pytest.MonkeyPatch) -> None:
    """Servers that start now lose what is written when the machine fails, and are fast."""
    monkeypatch.setenv("TINHUY_PG_OPTIONS", "-c fsync=off")


@pytest.fixture
def home() -> Iterator[Path]:
    """The path of a home that does not exist yet."""
    with fresh_home() as path:
        yield path

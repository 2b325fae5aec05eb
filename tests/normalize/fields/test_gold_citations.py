"""The documents that the gold pages cite, read from the gold's own text: the references alone, not the cleaning."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from normalize.fields.citations import references_of
from tests.yaml_files import read_yaml

FOLDER = Path(__file__).parents[2] / "gold"
ARTICLES = [path for path in sorted(FOLDER.glob("*/*.yaml")) if "\nreferences:" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_gold(path: Path) -> None:
    gold: dict[str, Any] = read_yaml(path)
    if not gold.get("text"):
        pytest.skip("no article")
    found = [
        (one.as_written, one.number, one.kind, one.issuer, one.date.isoformat() if one.date else None)
        for one in references_of(gold["title"], gold.get("lead"), gold["text"])
        if one.position is not None
    ]
    assert found == [
        (one["as_written"], one["number"], one["kind"], one["issuer"], str(one["date"]) if one["date"] else None)
        for one in gold["references"] or ()
    ]

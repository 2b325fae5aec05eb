"""Imports run down only: tinhuy → crawler, normalize → corpus → seeds; crawler and normalize never meet."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ALLOWED = {
    "seeds": set[str](),
    "corpus": {"seeds"},
    "crawler": {"corpus", "seeds"},
    "normalize": {"corpus", "seeds"},
    "tinhuy": {"crawler", "normalize", "corpus", "seeds"},
}


def _imported(path: Path) -> Iterator[str]:
    package = path.relative_to(ROOT).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield package[: len(package) - node.level + 1][0]
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("package", ALLOWED)
def test_imports_run_down_only(package: str) -> None:
    files = sorted((ROOT / package).rglob("*.py"))
    assert files
    wrong = {
        str(path.relative_to(ROOT)): sorted(found)
        for path in files
        if (found := set(_imported(path)) & {*ALLOWED, "tests"} - ALLOWED[package] - {package})
    }
    assert wrong == {}


def test_the_database_is_none_of_the_business_of_seeds() -> None:
    found = {name for path in (ROOT / "seeds").rglob("*.py") for name in _imported(path)}
    assert not found & {"sqlalchemy", "psycopg", "scrapy", "trafilatura"}

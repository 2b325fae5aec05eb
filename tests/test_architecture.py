"""The house: floors, the order of folders on each, and names that are found from the tree alone."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = {
    "seeds": set[str](),
    "corpus": {"seeds"},
    "crawler": {"corpus", "seeds"},
    "normalize": {"corpus", "seeds"},
    "tinhuy": {"crawler", "normalize", "corpus", "seeds"},
}
"""What each floor may import."""
ORDER = {
    "seeds": "errors timing home printable line_cache month_names written_days dates config urls pages schedule",
    "corpus": "errors child_processes logs folding embedded database crawling articles search maintenance health",
    "crawler": (
        "crawl_options discovery network exploring storage run frontier lists middlewares rendering spiders"
        " spider_loader commands"
    ),
    "normalize": (
        "text rejection rules_version confidence decoding html page_source fields content provenance layouts"
        " page_fields kinds article extracted_lines extracted_text recurring_lines workers"
    ),
    "tinhuy": (
        "terminal progress word_diff log_files page_lookup held_texts alarm_channels judging article_json normaliser"
        " crawl_fleet importing probe service metrics cli"
    ),
}
"""Folders and modules of a floor: each imports only those before it."""
BY_ITSELF = {"crawler.settings", "tinhuy.__main__", "corpus.migrations"}
"""Entry points of other programs, which nothing imports from within the floor."""
MOST_MODULES = 16
ONE_ROLE = {
    "citations": "of an article: found on its page, and written to the corpus",
    "errors": "those of one floor or folder",
    "frontier": "the table, and the order in which a crawl takes pages from it",
    "handler": "Scrapy's download handler, with and without a browser",
    "list_walks": "the record of walks, and those of one run",
    "records": "the data classes of a folder",
    "retry": "of transactions, and of requests",
    "text": "cleaning of characters, and import of texts",
    "worker": "the loop that cleans what is stored, and the service around it",
}
"""Names of files in several folders, whose role is the same; the command line's are its commands' and don't count."""
VAGUE = {"base", "common", "core", "data", "helpers", "manager", "misc", "process", "stuff", "things", "tools", "utils"}


def modules(floor: str) -> Iterator[Path]:
    return (path for path in sorted((ROOT / floor).rglob("*.py")) if "migrations" not in path.parts)


def _imported(path: Path) -> Iterator[str]:
    """Dotted names that a module imports; of `from a import b` both a and a.b."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _room(name: str) -> str:
    """The folder or module right below the floor."""
    return name.split(".")[1] if "." in name else ""


@pytest.mark.parametrize("floor", FLOORS)
def test_imports_run_down_only(floor: str) -> None:
    files = list(modules(floor))
    assert files
    wrong = {
        str(path.relative_to(ROOT)): sorted(found)
        for path in files
        if (found := {name.split(".")[0] for name in _imported(path)} & {*FLOORS, "tests"} - FLOORS[floor] - {floor})
    }
    assert wrong == {}


@pytest.mark.parametrize("floor", FLOORS)
def test_folders_of_a_floor_have_an_order(floor: str) -> None:
    order = ORDER[floor].split()
    wrong = []
    for path in modules(floor):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        room = _room(name)
        if room == "__init__" or f"{floor}.{room}" in BY_ITSELF:
            continue
        assert room in order, f"{name} has no place in ORDER"
        ahead = set(order[order.index(room) + 1 :])
        wrong += [
            f"{name} imports {other}"
            for other in _imported(path)
            if other.startswith(f"{floor}.") and _room(other) in ahead
        ]
    assert wrong == []


def test_nothing_imports_relatively() -> None:
    """A module's full name says where it is, and a search for it finds every use."""
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for floor in FLOORS
        for path in modules(floor)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert wrong == []


@pytest.mark.parametrize("top", [*FLOORS, "tests"])
def test_no_folder_has_more_modules_than_a_person_can_look_through(top: str) -> None:
    folders = defaultdict(list)
    for path in modules(top):
        if path.name != "__init__.py":
            folders[path.parent.relative_to(ROOT).as_posix()].append(path.stem)
    assert {folder: len(names) for folder, names in folders.items() if len(names) > MOST_MODULES} == {}


def test_a_name_is_said_once_and_is_not_vague() -> None:
    folders = defaultdict(set)
    for floor in FLOORS:
        for path in modules(floor):
            if path.name not in ("__init__.py", "__main__.py") and "cli" not in path.parts:
                folders[path.stem].add(path.parent.relative_to(ROOT).as_posix())
    assert {name: where for name, where in folders.items() if len(where) > 1 and name not in ONE_ROLE} == {}
    assert VAGUE & set(folders) == set()


def test_docstrings_open_with_what_is_done() -> None:
    """Not with What or Whether, behind which the verb hides."""
    wrong = []
    for floor in FLOORS:
        for path in modules(floor):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                documented = isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
                if documented and (ast.get_docstring(node) or "").startswith(("What ", "Whether ")):  # type: ignore[arg-type]
                    wrong.append(f"{path.relative_to(ROOT)}: {getattr(node, 'name', 'module')}")
    assert wrong == []


def test_the_database_is_none_of_the_business_of_seeds() -> None:
    found = {name.split(".")[0] for path in modules("seeds") for name in _imported(path)}
    assert not found & {"sqlalchemy", "psycopg", "scrapy", "trafilatura"}


def test_the_map_names_every_folder() -> None:
    """ARCHITECTURE.md has a line for each."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    folders = {path.parent.name for floor in FLOORS for path in modules(floor) if path.parent.parent.name == floor}
    assert {folder for folder in folders if f"`{folder}/`" not in text} == set()

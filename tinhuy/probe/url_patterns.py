"""Patterns of articles' addresses, derived from examples."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

LEAST = 3
"""Addresses that a pattern must match, at least."""
MINOR = 0.2
"""Share of the commonest pattern's addresses from which on another pattern is taken too."""
ONE_PATH = 3
"""Headlines with one path from which on articles are identified by a parameter."""

_WORD = "[^/?]+"


@dataclass(frozen=True)
class Shape:
    """A pattern of addresses, and the number of addresses that it was made from."""

    pattern: str
    count: int
    parameters: tuple[str, ...] = ()
    """Query parameters that identify the article."""

    @property
    def wide(self) -> bool:
        """True for a pattern that only the depth of its path distinguishes from other pages' addresses."""
        return not re.search(r"\\d|=|\w{2,}", self.pattern.replace(_WORD, "").replace(r"\.", ""))


def shapes_of(addresses: Iterable[str]) -> list[Shape]:
    """Derive patterns from these addresses, the commonest first; rare ones are left out."""
    by_path: defaultdict[str, list[str]] = defaultdict(list)
    for address in dict.fromkeys(addresses):
        by_path[urlsplit(address).path].append(urlsplit(address).query)
    found = [_by_query(path, queries) for path, queries in by_path.items() if len(queries) >= ONE_PATH]
    plain = [path for path, queries in by_path.items() if len(queries) < ONE_PATH]
    shapes = sorted([*(shape for shape in found if shape), *_by_path(plain)], key=lambda shape: -shape.count)
    least = max(LEAST, MINOR * shapes[0].count) if shapes else LEAST
    return [shape for shape in shapes if shape.count >= least]


def _by_query(path: str, queries: list[str]) -> Shape | None:
    """Derive a pattern for articles that share one path: by the parameter with most values, numbers preferred."""
    values: defaultdict[str, set[str]] = defaultdict(set)
    seen: Counter[str] = Counter()
    for query in queries:
        for name, value in dict(parse_qsl(query, keep_blank_values=True)).items():
            values[name].add(value)
            seen[name] += 1
    always = [name for name in values if seen[name] == len(queries) and len(values[name]) > 1]
    if not always:
        return None
    best = max(always, key=lambda name: (len(values[name]), _are_numbers(values[name])))
    value = r"\d+" if _are_numbers(values[best]) else "[^&]+"
    pattern = rf"^{re.escape(path)}\?(?:.*&)?{re.escape(best)}={value}(?:&|$)"
    return Shape(pattern.replace(r"\-", "-"), len(values[best]), (best,))


def _are_numbers(values: set[str]) -> bool:
    return all(map(str.isdigit, values))


def _by_path(paths: list[str]) -> list[Shape]:
    """Derive one shape for all paths with equal depth and equal form of the last part."""
    groups: defaultdict[tuple[int, str], list[list[str]]] = defaultdict(list)
    for path in paths:
        parts = [_form(part) for part in path.strip("/").split("/")]
        groups[len(parts), _last_form(parts[-1])].append([*parts[:-1], _last_form(parts[-1])])
    return [_joined(group) for group in groups.values() if group[0] != [""]]


def _joined(group: list[list[str]]) -> Shape:
    columns = [set(column) for column in zip(*group, strict=True)]
    parts = [column.pop() if len(column) == 1 else _common(column) for column in columns]
    return Shape(f"^/{'/'.join(parts)}$", len(group))


def _common(forms: set[str]) -> str:
    return r"\d+" if all(form in (r"\d+", r"\d{4}", r"\d{1,2}") for form in forms) else _WORD


def _last_form(form: str) -> str:
    """Widen the last part's form: articles end in a distinct name, even where it is a single word."""
    if form in (r"\d{4}", r"\d{1,2}"):
        return r"\d+"
    name, dot, extension = form.rpartition(r"\.")
    stem = name if dot else form
    return form if re.search(r"\\d|\[", stem) else _WORD + dot + extension if dot else _WORD


def _form(part: str) -> str:
    """Turn a part of a path into a pattern, with its number or its slug left open."""
    stem, dot, extension = part.rpartition(".")
    if not dot or not re.fullmatch(r"[A-Za-z]{2,5}", extension):
        stem, extension = part, ""
    return _open(stem) + (rf"\.{extension}" if extension else "")


def _open(stem: str) -> str:
    rules = (
        (r"\d{4}-\d{1,2}-\d{1,2}", r"\d{4}-\d{1,2}-\d{1,2}"),
        (r"\d{4}", r"\d{4}"),
        (r"\d{1,2}", r"\d{1,2}"),
        (r"\d+", r"\d+"),
        (r"\d+-.+", rf"\d+-{_WORD}"),
        (r".*[a-zA-Z].*-\d+", rf"{_WORD}-\d+"),
        (r".*?-[a-z]{1,6}\d{2,}", _WORD + "{letters}"),
        (r"[^-]+(?:-[^-]+){2,}", _WORD),
    )
    for form, opened in rules:
        if re.fullmatch(form, stem):
            return opened.replace("{letters}", r"\d+")
    return re.escape(stem).replace(r"\-", "-")

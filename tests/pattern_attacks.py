"""Every regular expression of the project, and the texts on which it would take long if it were not linear."""

from __future__ import annotations

import ast
import functools
import importlib
import re
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

ROOT = Path(__file__).parent.parent
FLOORS = ("seeds", "corpus", "crawler", "normalize", "tinhuy")
_CALLS = ("match", "fullmatch", "search", "sub", "subn", "findall", "finditer", "split")
_CATEGORIES = {
    code.CATEGORY_DIGIT: "7",
    code.CATEGORY_NOT_DIGIT: "a",
    code.CATEGORY_SPACE: " ",
    code.CATEGORY_NOT_SPACE: "a",
    code.CATEGORY_WORD: "a",
    code.CATEGORY_NOT_WORD: " ",
}
_FAILS = "\x00!"
"""No pattern ends with it."""
MANY = 8
"""A repeat up to so often is as good as none."""


@dataclass(frozen=True)
class Found:
    """A pattern, where it stands, and how it is called."""

    name: str
    pattern: re.Pattern[Any]
    calls: frozenset[str]


def sources() -> Iterator[Path]:
    """The project's own modules, migrations aside."""
    for floor in FLOORS:
        yield from (path for path in sorted((ROOT / floor).rglob("*.py")) if "migrations" not in path.parts)


def all_patterns() -> dict[str, Found]:
    """Those that modules hold, in whatever containers, and those that are written where they are used; by name."""
    texts = {path: path.read_text() for path in sources()}
    everywhere = _calls("\n".join(texts.values()))
    found: dict[str, Found] = {}
    known = set()
    for path, written in texts.items():
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        own = _calls(written)
        for name, pattern in _held(module):
            if pattern in known:
                continue
            known.add(pattern)
            variable = name.rpartition(".")[2]
            found[name] = Found(name, pattern, own.get(variable) or everywhere.get(variable) or frozenset({"search"}))
        if "re" in own:
            found |= {one.name: one for one in _written(written, module)}
    return found


def _calls(text: str) -> dict[str, frozenset[str]]:
    """The methods of patterns that a text calls, by the name in front of them."""
    called: dict[str, frozenset[str]] = defaultdict(frozenset)
    for name, method in re.findall(rf"\b(\w+)(?=\.({'|'.join(_CALLS)})\b)", text):
        called[name] |= {method}
    return dict(called)


def _held(module: str) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if module.endswith("__main__"):
        return
    try:
        names = vars(importlib.import_module(module))
    except ModuleNotFoundError as error:  # an extra that is not installed
        assert (error.name or "").partition(".")[0] not in FLOORS
        return
    for name, value in names.items():
        patterns = list(_inside(value, 4))
        for number, pattern in enumerate(patterns):
            yield f"{module}.{name}" + (f".{number}" if len(patterns) > 1 else ""), pattern


def _inside(value: Any, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for one in (*value.keys(), *value.values()):
            yield from _inside(one, depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _inside(one, depth - 1)
    elif depth and is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _inside(getattr(value, field.name, None), depth - 1)


def _written(text: str, module: str) -> Iterator[Found]:
    """Patterns in calls such as re.sub("…", …); those put together as the program runs hold escaped text only."""
    for node in ast.walk(ast.parse(text)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        owner, argument = node.func.value, node.args[0]
        is_call = isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr in _CALLS
        if is_call and isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            flags = next((keyword.value for keyword in node.keywords if keyword.arg == "flags"), None)
            names = ast.unparse(flags).replace("re.", "").split(" | ") if flags else []
            pattern: re.Pattern[Any] = re.compile(
                argument.value, functools.reduce(lambda a, b: a | re.RegexFlag[b], names, 0)
            )
            yield Found(f"{module}:{argument.value}", pattern, frozenset({node.func.attr}))


def attacks(pattern: re.Pattern[Any], length: int) -> list[str]:
    """Texts of some `length` made of what each repeat in the pattern takes, behind what must stand before it."""
    repeats: list[tuple[str, str, frozenset[str]]] = []
    _repeats(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG), "", repeats)
    texts: dict[str, None] = {}
    for before, one, letters in repeats:
        for unit in (one, *sorted(letters)[:3]):
            many = unit * (length // len(unit))
            both = before + unit
            texts |= dict.fromkeys((before + many, before + many + _FAILS, both * (length // len(both))))
            texts |= dict.fromkeys((many[: length // 2] + before + "x\n", before * (length // max(len(before), 1))))
    return [text for text in texts if text]


def _repeats(items: Iterable[Any], before: str, found: list[tuple[str, str, frozenset[str]]]) -> None:
    for op, value in items:
        if op in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            _, most, body = value
            if most is code.MAXREPEAT or most > MANY:
                found.append((before, _example(body) or "a", frozenset(_letters(body))))
            _repeats(body, before, found)
        for part in _parts(op, value):
            _repeats(part, before, found)
        before += _example([(op, value)])


def _parts(op: Any, value: Any) -> list[Any]:
    if op is code.SUBPATTERN:
        return [value[3]]
    if op is code.ATOMIC_GROUP:
        return [value]
    if op is code.BRANCH:
        return list(value[1])
    return [value[1]] if op in (code.ASSERT, code.ASSERT_NOT) else []


def _example(items: Iterable[Any]) -> str:
    """A text that the items match, but for what they look at beside it."""
    made = ""
    for op, value in items:
        if op in (code.LITERAL, code.NOT_LITERAL, code.ANY, code.IN):
            made += next(iter(_letters([(op, value)])))
        elif op in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            made += _example(value[2]) * min(value[0], 50)
        elif op in (code.SUBPATTERN, code.ATOMIC_GROUP, code.BRANCH):
            made += _example(_parts(op, value)[0])
    return made


def _letters(items: Iterable[Any]) -> list[str]:
    """Letters that the items take."""
    found: list[str] = []
    for op, value in items:
        if op is code.LITERAL:
            found.append(chr(value))
        elif op in (code.NOT_LITERAL, code.ANY):
            found.append("b" if value == ord("a") else "a")
        elif op is code.IN:
            found += _of_class(value)
        elif op in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            found += _letters(value[2])
        else:
            for part in _parts(op, value):
                found += _letters(part)
    return found


def _of_class(members: list[Any]) -> list[str]:
    if members[0][0] is code.NEGATE:
        refused = _of_class(members[1:]) if members[1:] else []
        return [letter for letter in "a 7.<(\n\"'" if letter not in refused][:1]
    named = {code.LITERAL: chr, code.RANGE: lambda ends: chr(ends[0]), code.CATEGORY: _CATEGORIES.__getitem__}
    return [named[op](value) for op, value in members]


class TooLongError(Exception):
    """It took longer than it may."""


def seconds(call: Callable[[Any], object], text: Any, limit: float) -> float:
    """Processor time of a call, which is broken off at `limit` (re looks for signals as it works)."""

    def end(*_: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGPROF, end)
    began = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        call(text)
    except TooLongError:
        return limit
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return time.process_time() - began


def slowest(found: Found, length: int, limit: float) -> tuple[float, str]:
    """The longest time of any attack on a pattern, up to `limit`, the best of five tries; and that text's start."""
    is_bytes = isinstance(found.pattern.pattern, bytes)
    worst = (0.0, "")
    for name in sorted(found.calls):
        call = _call(found.pattern, name, b"" if is_bytes else "")
        for text in attacks(found.pattern, length):
            given = text.encode("utf-8", "ignore") if is_bytes else text
            took = seconds(call, given, limit)
            for _ in range(4 if took >= limit else 0):
                took = min(took, seconds(call, given, limit))
            worst = max(worst, (took, f"{name} {text[:60]!r}"))
    return worst


def _call(pattern: re.Pattern[Any], name: str, nothing: Any) -> Callable[[Any], object]:
    method = getattr(pattern, name)
    if name in ("sub", "subn"):
        return functools.partial(method, nothing)
    return (lambda text: list(method(text))) if name == "finditer" else method

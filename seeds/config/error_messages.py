"""Words for people on why a value can't be in a site or platform file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel

_Words = Callable[[Mapping[str, Any]], str]

_WORDS: dict[str, _Words] = {
    "missing": lambda _: "is missing",
    "string_type": lambda _: "must be text; numbers and yes or no need quotes for that",
    "string_pattern_mismatch": lambda about: f"must have the form {about['pattern']}",
    "string_too_short": lambda about: f"must have at least {_counted(about['min_length'], 'character')}",
    "string_too_long": lambda about: f"must have at most {_counted(about['max_length'], 'character')}",
    "too_short": lambda about: f"must name at least {_counted(about['min_length'], 'value')}",
    "too_long": lambda about: f"must name at most {_counted(about['max_length'], 'value')}",
    "greater_than": lambda about: f"must be more than {about['gt']:g}",
    "greater_than_equal": lambda about: f"must be {about['ge']:g} or more",
    "less_than": lambda about: f"must be less than {about['lt']:g}",
    "less_than_equal": lambda about: f"must be {about['le']:g} or less",
    "enum": lambda about: f"must be one of {about['expected']}",
    "literal_error": lambda about: f"must be one of {about['expected']}",
    "extra_forbidden": lambda _: "there is no such key",
}
"""Words by Pydantic's type of error, from its context (https://docs.pydantic.dev/latest/errors/validation_errors)."""

_KINDS = (
    ("bool_", "must be true or false"),
    ("int_", "must be a whole number"),
    ("float_", "must be a number"),
    ("finite_number", "must be a number"),
    ("date", "must be a date such as 2025-07-01"),
    ("time", "must be a time such as 06:30"),
    ("tuple_type", "must be a list"),
    ("list_type", "must be a list"),
    ("set_type", "must be a list"),
    ("frozen_set_type", "must be a list"),
    ("dict_type", "must be a mapping of keys to values"),
    ("mapping_type", "must be a mapping of keys to values"),
    ("model_", "must be a mapping of keys to values"),
)
"""Words for families of errors, by the beginning of their type."""


def reason_of(error: Mapping[str, Any], model: type[BaseModel]) -> str:
    """Put one of Pydantic's errors into words: the key, what must be there, and what is there now.

    `error` is one of `ValidationError.errors()`; for an unknown key the nearest one of `model` is proposed.
    """
    key = ".".join(map(str, error["loc"])) or "file"
    kind = error["type"]
    if kind in ("value_error", "assertion_error"):
        return f"{key}: {error['msg'].removeprefix('Value error, ').removeprefix('Assertion failed, ')}"
    if kind == "extra_forbidden":
        near = get_close_matches(str(error["loc"][-1]), model.model_fields, n=1) if len(error["loc"]) == 1 else []
        return f"{key}: there is no such key{f'; did you mean {near[0]!r}?' if near else ''}"
    words = _WORDS[kind](error.get("ctx", {})) if kind in _WORDS else _words_of_kind(kind, error["msg"])
    return f"{key}: {words}" if kind == "missing" else f"{key}: {words}, and is {_shown(error['input'])}"


def _words_of_kind(kind: str, message: str) -> str:
    return next((words for beginning, words in _KINDS if kind.startswith(beginning)), message[:1].lower() + message[1:])


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _shown(value: Any) -> str:
    if value is None or value in ("", [], {}):
        return "empty"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"

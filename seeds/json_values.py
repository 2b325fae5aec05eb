"""What an interface's JSON holds at a path (JMESPath), as text."""

from __future__ import annotations

import json
import re
from datetime import datetime
from functools import lru_cache
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError

from seeds.clock import VIETNAM

_MILLISECONDS = 100_000_000_000
"""From here on a number is no time in seconds (it would be in the year 5138), but in milliseconds."""
_MICROSOFT = re.compile(r"/Date\((-?\d+)(?:[+-]\d{4})?\)/")


def parsed(body: bytes | str) -> Any:
    """The JSON of an answer. Raises ValueError where it is none, or nests without bound."""
    try:
        return json.loads(body)
    except RecursionError:
        raise ValueError("its JSON nests too deep") from None


def found(path: str, data: Any) -> Any:
    """What stands at a path; None where nothing does, or where the data has another form than the path expects."""
    try:
        return _compiled(path).search(data)
    except (JMESPathError, TypeError, ValueError, AttributeError):
        return None


def text_at(path: str | None, data: Any) -> str:
    """The text or number at a path, several as lines; empty where there is none."""
    value = found(path, data) if path else None
    values = value if isinstance(value, list) else [value]
    texts = (str(one).strip() for one in values if isinstance(one, str | int | float) and not isinstance(one, bool))
    return "\n".join(text for text in texts if text)


def time_at(path: str | None, data: Any) -> str:
    """The time at a path: numbers since 1970, in seconds or milliseconds, in ISO and Vietnam's time; else as it is."""
    text = text_at(path, data)
    match = _MICROSOFT.fullmatch(text)
    number = float(match[1]) if match else _number(text)
    if number is None:
        return text
    try:
        seconds = number / 1000 if match or number >= _MILLISECONDS else number
        return datetime.fromtimestamp(int(seconds), VIETNAM).isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d{9,14}(?:\.\d+)?", text) else None


@lru_cache(maxsize=1024)
def _compiled(path: str) -> Any:
    return jmespath.compile(path)

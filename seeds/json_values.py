"""What an interface's JSON holds at a path (JMESPath), as text."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError

from seeds.dates import parse_number


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
    moment = parse_number(text)
    return moment.at.isoformat() if moment else text


@lru_cache(maxsize=1024)
def _compiled(path: str) -> Any:
    return jmespath.compile(path)

"""What Postgres would refuse, taken out where values enter the corpus: NUL in text and JSON, lone surrogates."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_SURROGATES = re.compile("[\ud800-\udfff]")


def text(value: str) -> str:
    """`value` without NUL, and with U+FFFD for what no UTF-8 text can hold."""
    return _SURROGATES.sub("\ufffd", value.replace("\0", ""))


def maybe(value: str | None) -> str | None:
    """The same, None kept."""
    return None if value is None else text(value)


def json(value: Any) -> Any:
    """The same for every string inside a JSON value; dates and times in ISO 8601."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {text(str(key)): json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [json(inner) for inner in value]
    return value

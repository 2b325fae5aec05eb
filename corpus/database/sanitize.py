"""Removal of what Postgres refuses, where values enter the corpus: NUL in text and JSON, lone surrogates."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_SURROGATES = re.compile("[\ud800-\udfff]")


def text(value: str) -> str:
    """Return `value` without NUL, and with U+FFFD for each lone surrogate, which UTF-8 can't hold."""
    return _SURROGATES.sub("\ufffd", value.replace("\0", ""))


def maybe(value: str | None) -> str | None:
    """Clean a text as `text` does; None stays None."""
    return None if value is None else text(value)


def json(value: Any) -> Any:
    """Clean every string inside a JSON value; dates and times become ISO 8601."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {text(str(key)): json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [json(inner) for inner in value]
    return value

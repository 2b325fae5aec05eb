"""Values in an interface's JSON at a path (JMESPath), as text."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError

from seeds.dates import parse_number

_LONE_SURROGATE = re.compile(
    r"(\\\\)|(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}|[\ud800-\udfff]"
)
"""Escapes of half a character; a match of the first or second group is a backslash, or both halves."""
_MARKUP = re.compile(r"<!doctype\s+html|<html\b", re.IGNORECASE)
_OPENING = re.compile(r"[\[{]\s*[\[{\"\]}]")
_MOST_TRIES = 20
"""Places at which JSON is tried behind other text, at most; a warning has few brackets."""


def parsed(body: bytes | str) -> Any:
    """Parse the JSON of an answer, also after a byte order mark or PHP's warnings, and before a cache's comment.

    Halves of characters (lone surrogates), which no file or database takes, become U+FFFD. Raises ValueError where the
    body is no JSON, or nests without bound.
    """
    try:
        text = body if isinstance(body, str) else body.decode(json.detect_encoding(body), "surrogatepass")
        text = text.removeprefix("\ufeff")
        return json.loads(_LONE_SURROGATE.sub(_replaced, text))
    except json.JSONDecodeError as error:
        inside = _inside(text)
        if inside is None:
            raise error from None
        return inside
    except RecursionError:
        raise ValueError("its JSON nests too deep") from None


def found(path: str, data: Any) -> Any:
    """Return the value at a path; None where there is none, or where the data has no such form."""
    try:
        return _compiled(path).search(data)
    except (JMESPathError, TypeError, ValueError, AttributeError):
        return None


def text_at(path: str | None, data: Any) -> str:
    """Return the text or number at a path, several as lines; empty where there is none."""
    value = found(path, data) if path else None
    values = value if isinstance(value, list) else [value]
    texts = (str(one).strip() for one in values if isinstance(one, str | int | float) and not isinstance(one, bool))
    return "\n".join(text for text in texts if text)


def time_at(path: str | None, data: Any) -> str:
    """Return the time at a path: a number since 1970 as ISO in Vietnam's time, any other text as it is."""
    text = text_at(path, data)
    moment = parse_number(text)
    return moment.at.isoformat() if moment else text


def _replaced(found: re.Match[str]) -> str:
    return found[0] if found[1] or found[2] else "\\ufffd" if len(found[0]) > 1 else "\ufffd"


def _inside(text: str) -> Any:
    """Find the longest JSON with something before or behind it; None where there is none, or where it is in HTML."""
    decoder, longest, value, at = json.JSONDecoder(), 0, None, 0
    text = _LONE_SURROGATE.sub(_replaced, text)
    for _ in range(_MOST_TRIES):
        opening = _OPENING.search(text, at)
        if opening is None or (at == 0 and _MARKUP.search(text, 0, opening.start())):
            break
        try:
            candidate, end = decoder.raw_decode(text, opening.start())
        except (ValueError, RecursionError):
            at = opening.start() + 1
            continue
        if end - opening.start() > longest:
            longest, value = end - opening.start(), candidate
        at = end
    return value


@lru_cache(maxsize=1024)
def _compiled(path: str) -> Any:
    return jmespath.compile(path)

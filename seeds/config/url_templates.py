"""Addresses built from an interface's values of an article (`/tin/{slug}-{id}.html`), and parsed back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

_PLACE = re.compile(r"\{([^{}]+)\}")
_VALUE = r"([^/?&#]+)"
"""Value of a placeholder in an address: values are escaped, so that none goes beyond a slash."""


def places(template: str) -> tuple[str, ...]:
    """List the placeholders in a template, each once, without their braces."""
    return tuple(dict.fromkeys(_PLACE.findall(template)))


def is_whole(template: str) -> bool:
    """Check whether a template is one placeholder and nothing else: the interface gives the address itself."""
    return _PLACE.fullmatch(template) is not None


def filled(template: str, values: Mapping[str, str]) -> str:
    """Build an address: put values in a template's placeholders. Raises KeyError where a value is missing."""
    if is_whole(template):
        return values[template[1:-1]]
    return _PLACE.sub(lambda place: quote(values[place[1]], safe=""), template)


def read_back(template: str, address: str) -> dict[str, str] | None:
    """Parse the values from an address that was built by `template`; None for any other address."""
    wanted, given = urlsplit(template), urlsplit(address)
    pairs = dict(part.partition("=")[::2] for part in given.query.split("&"))
    parts = [(wanted.path.rstrip("/"), given.path.rstrip("/"))]
    parts += [(value, pairs.get(name, "")) for name, _, value in _pairs(template)]
    values: dict[str, str] = {}
    for form, text in parts:
        match = _form(form).fullmatch(text)
        if match is None:
            return None
        values |= {name: unquote(value) for name, value in zip(_PLACE.findall(form), match.groups(), strict=True)}
    return values


def parameters(template: str) -> tuple[str, ...]:
    """List the names of a template's query parameters."""
    return tuple(name for name, _, _ in _pairs(template))


def pattern(template: str) -> str:
    """Return a pattern that finds a template's addresses, written as site files write those of articles."""
    path = _form(urlsplit(template).path.rstrip("/")).pattern
    pairs = [f"(?=(?:[^?]*&)?{re.escape(name)}={_form(value).pattern}(?:&|$))" for name, _, value in _pairs(template)]
    return f"^{path}/?" + (rf"\?{''.join(pairs)}" if pairs else "$")


def _pairs(template: str) -> list[tuple[str, str, str]]:
    query = urlsplit(template).query
    return [part.partition("=") for part in query.split("&")] if query else []


@lru_cache(maxsize=256)
def _form(template: str) -> re.Pattern[str]:
    literals = _PLACE.split(template)[::2]
    return re.compile(_VALUE.join(map(re.escape, literals)))

"""Addresses made of what an interface says of an article (`/tin/{slug}-{id}.html`), and the way back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

_PLACE = re.compile(r"\{([^{}]+)\}")
_VALUE = r"([^/?&#]+)"
"""What a place may hold in an address: values are escaped, so that none goes beyond a slash."""


def places(template: str) -> tuple[str, ...]:
    """What stands in braces, each once."""
    return tuple(dict.fromkeys(_PLACE.findall(template)))


def is_whole(template: str) -> bool:
    """Whether it is one place and nothing else: the interface gives the address itself."""
    return _PLACE.fullmatch(template) is not None


def filled(template: str, values: Mapping[str, str]) -> str:
    """The address with these values in its places. Raises KeyError where one is missing."""
    if is_whole(template):
        return values[template[1:-1]]
    return _PLACE.sub(lambda place: quote(values[place[1]], safe=""), template)


def read_back(template: str, address: str) -> dict[str, str] | None:
    """The values in the places of an address that was made by `template`; None for any other address."""
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
    """The names of its query parameters."""
    return tuple(name for name, _, _ in _pairs(template))


def pattern(template: str) -> str:
    """A pattern that finds such addresses, written as site files write those of articles."""
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

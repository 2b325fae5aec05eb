"""Classes of addresses: the form that addresses of one kind share, and how the pages of a list follow each other."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from urllib.parse import urlsplit

from seeds.urls.spellings import pairs_of

_NUMBER = re.compile(r"\d+")
_ENDING = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)
_HASH = re.compile(r"(?<![0-9a-f])(?=[0-9a-f]{8}[0-9a-f-]{8})(?=[0-9a-f-]*\d)[0-9a-f-]{16,}", re.IGNORECASE)
_SEPARATOR = re.compile(r"[-_+.,~]|%20")
_PLAIN = re.compile(r"[0-9a-z]+", re.IGNORECASE)
SHORTEST_MADE = 6
"""Characters of an identifier, at least, that alternating letters and digits show to be machine-made."""
LONG = 25
"""Characters of a path's part from which on it is an editor's words and no name of a folder."""


@lru_cache(maxsize=8192)
def shape(address: str) -> str:
    """Return the class of an address: numbers as 0, words that an editor wrote as *, names of parameters kept."""
    parts = urlsplit(address)
    path = "/".join(map(_masked, parts.path.split("/")))
    query = "&".join(sorted(f"{name.lower()}={_value(value)}" for name, value in pairs_of(parts.query)))
    return f"{path}?{query}" if query else path


def choices(address: str) -> str:
    """Return the form that all choices of one filter share: the path, and the parameters whose values are words.

    A search by year, place and kind has one class of addresses for each of the sets that can be chosen together.
    """
    path, _, query = shape(address).partition("?")
    return "&".join(
        (path, *(pair for pair in query.split("&") if pair and pair.partition("=")[2] not in ("0", "#", "*", "")))
    )


def goes_further(source: str, target: str) -> bool:
    """Decide by its address whether `target` may be a further page of the list at `source`.

    It may where it differs in one parameter alone, which is new or greater, in one number of the path, which is
    greater, or in a number that the path adds.
    """
    one, other = urlsplit(source), urlsplit(target)
    if one.netloc != other.netloc:
        return False
    before, after = dict(pairs_of(one.query)), dict(pairs_of(other.query))
    if one.path.rstrip("/") == other.path.rstrip("/"):
        changed = [name for name, value in after.items() if before.get(name) != value]
        return len(changed) == 1 and before.keys() <= after.keys() and _is_greater(before, after, changed[0])
    return before == after and _adds_number(one.path, other.path)


def difference(one: str, other: str) -> str | None:
    """Return the one parameter in which two addresses of equal path differ; None for any other two."""
    first, second = urlsplit(one), urlsplit(other)
    if (first.netloc, first.path.rstrip("/")) != (second.netloc, second.path.rstrip("/")):
        return None
    before, after = dict(pairs_of(first.query)), dict(pairs_of(second.query))
    names = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    return names.pop().lower() if len(names) == 1 else None


def identity(address: str) -> frozenset[str]:
    """Return the tokens of an address that may name the article: numbers, hashes, an editor's words.

    A number of one digit counts only where it is all that a part or a parameter says.
    """
    parts = urlsplit(address)
    pieces = [*parts.path.split("/"), *(value for _, value in pairs_of(parts.query))]
    return frozenset(token for piece in pieces for token in _tokens(piece))


def _is_made(text: str) -> bool:
    """Decide whether a machine made an identifier: hexadecimal digits, or letters and digits in turns (`k2n5x7`)."""
    if _HASH.search(text):
        return True
    parts = (part for part in _PLAIN.findall(text) if len(part) >= SHORTEST_MADE)
    return any(sum(one.isdigit() != other.isdigit() for one, other in pairwise(part)) > 1 for part in parts)


def _tokens(piece: str) -> list[str]:
    stem = _ENDING.sub("", piece).lower()
    words = [stem] if len(_SEPARATOR.split(stem)) > 3 or _is_made(stem) else []
    return [*words, *(number for number in _NUMBER.findall(stem) if len(number) > 1 or number == stem)]


def _masked(part: str) -> str:
    ending = match[0] if (match := _ENDING.search(part)) else ""
    stem = part[: len(part) - len(ending)]
    if _is_made(stem):
        return "#" + ending
    if len(_SEPARATOR.split(_NUMBER.sub("", stem).strip("-_"))) > 2 or len(stem) >= LONG or "%" in stem:
        numbered = _NUMBER.search(stem[-12:]) is not None
        return ("*-0" if numbered else "*") + ending
    return _NUMBER.sub("0", stem) + ending


def _value(value: str) -> str:
    if _is_made(value):
        return "#"
    return _NUMBER.sub("0", value) if len(value) <= 12 and "%" not in value else "*"


def _is_greater(before: dict[str, str], after: dict[str, str], name: str) -> bool:
    old, new = before.get(name, ""), after[name]
    return int(new[:18]) > int(old[:18]) if old.isdecimal() and new.isdecimal() else new != ""


def _adds_number(source: str, target: str) -> bool:
    stem = _ENDING.sub("", source.rstrip("/"))
    rest = target[len(stem) :] if stem and target.startswith(stem) else ""
    if rest[:1] in ("/", "-", "_", ".", ",") and _NUMBER.search(rest) and rest.strip("/").count("/") <= 1:
        return len(rest) <= LONG
    old, new = _NUMBER.findall(source), _NUMBER.findall(target)
    if _NUMBER.sub("0", source) != _NUMBER.sub("0", target):
        return False
    changed = [(before, after) for before, after in zip(old, new, strict=True) if before != after]
    return len(changed) == 1 and int(changed[0][1][:18]) > int(changed[0][0][:18])

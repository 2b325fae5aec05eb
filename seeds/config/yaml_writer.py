"""The text of a site file that a program writes: nothing that a portal said can become a key or hide in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

import yaml

from seeds.config.strict_yaml import load_strictly
from seeds.errors import TinhuyError

WIDTH = 110
LONGEST_COMMENT = 500
"""Characters of one comment, at most."""


def file_text(keys: dict[str, Any], comments: Iterable[str] = ()) -> str:
    """Return the text of a YAML file with these keys, after the comments, one a line.

    The text is read again: raises TinhuyError where it would say something else than `keys`.
    """
    plain = visible(keys)
    head = "".join(f"# {visible(comment)[:LONGEST_COMMENT]}\n" for comment in comments)
    text = head + yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=WIDTH, default_flow_style=None)
    if load_strictly(text) != plain:
        raise TinhuyError("The site file could not hold what was found.", "Write it by hand; please report this.")
    return text


def visible(value: Any) -> Any:
    """Put a blank for every character that breaks a line or does not show, in all strings of a value.

    Those are the control characters (C0, C1, NEL), line and paragraph separators, and characters that turn the
    direction of writing (bidi) or have no width: Unicode's classes Cc, Cf, Zl, Zp, Cs and Co.
    """
    if isinstance(value, str):
        return "".join(" " if unicodedata.category(one) in _UNSEEN else one for one in value)
    if isinstance(value, dict):
        return {visible(key): visible(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [visible(one) for one in value]
    return value


_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs", "Co"})

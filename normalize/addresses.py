"""Addresses as editors wrote them, made whole."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from w3lib.url import safe_url_string

_PATH = re.compile(r"[^?#]*")
_DOUBLED = re.compile(r"(?<=[^:/])/{2,}")


def absolute(address: str, base_url: str) -> str | None:
    """Return the whole address as a browser would ask for it; None where it is no address at all (`http://[x`).

    A backslash in a path is a slash, spaces and letters beyond ASCII are percent-encoded as UTF-8, and slashes that
    stand together inside a path are one, because most servers answer 404 to two.
    """
    written = _PATH.sub(lambda path: path[0].replace("\\", "/"), address.strip(), count=1)
    try:
        whole = urljoin(base_url, written)
        plain = whole if whole.isascii() and " " not in whole else safe_url_string(whole)
    except ValueError:
        return None
    return _PATH.sub(lambda path: _DOUBLED.sub("/", path[0]), plain, count=1)

"""Complete addresses as editors wrote them."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from w3lib.url import safe_url_string

_PATH = re.compile(r"[^?#]*")
_ABOVE = re.compile(r"((?:\.\./)+)((?:[\w-]{1,63}\.){1,8}[\w-]{2,63})(?:[:+]([0-9]{1,5}))?(/.*)", re.DOTALL)
"""A way up, then a folder that may be named as a host, as HTTrack and wget name the folders of their copies."""
_DOUBLED = re.compile(r"(?<=[^:/])/{2,}")


def absolute(address: str, base_url: str) -> str | None:
    """Return the whole address as a browser would ask for it; None where it is no address at all (`http://[x`).

    A backslash in a path is a slash; spaces and letters beyond ASCII are percent-encoded as UTF-8; adjacent slashes
    inside a path are one, because most servers answer 404 to two. In a saved copy of a portal, a link that leads out of
    the host's folder names the host.
    """
    written = address.strip()
    if "\\" in written:
        written = _PATH.sub(lambda path: path[0].replace("\\", "/"), written, count=1)
    try:
        written = _out_of_copy(written, base_url) or written
        whole = urljoin(base_url, written)
        plain = whole if whole.isascii() and " " not in whole else safe_url_string(whole)
    except ValueError:
        return None
    if plain.count("//") == plain.count("://"):
        return plain
    return _PATH.sub(lambda path: _DOUBLED.sub("/", path[0]), plain, count=1)


def _out_of_copy(written: str, base_url: str) -> str | None:
    """Return the address of a link that goes up further than the page's path is deep, and then into a host's folder.

    A folder is taken for a host where its name ends as the page's own host does (`.vn`): no other folder is named so.
    """
    found = _ABOVE.fullmatch(written)
    if found is None:
        return None
    up, host, port, rest = found.groups()
    page = urlsplit(base_url)
    depth = page.path.count("/") - 1
    if up.count("/") <= depth or host.rpartition(".")[2].lower() != (page.hostname or "").rpartition(".")[2]:
        return None
    return f"{page.scheme}://{host}{f':{port}' if port else ''}{rest}"

"""Addresses of a saved copy's files: by HTTrack's comment or log, or by the file names that wget gives."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urljoin, urlsplit

from seeds.config.site import Site
from seeds.urls.canonical import canonical, is_article, is_list, is_start, same_portal
from tinhuy.importing.saved_files import read_regular

_COMMENT = re.compile(
    rb"<!-- Mirrored from ([^\r\n<>]{1,4000}?) by HTTrack Website Copier/[^>]{0,80}?,"
    rb" (\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT) -->"
)
_INDEX = re.compile(r"(?:^|(?<=/))index\.html?(?=\?|$)", re.IGNORECASE)
_ADDED = re.compile(r"(?<=.)\.html?$", re.IGNORECASE)  # by wget -E, behind the name that the portal uses
_NUMBERED = re.compile(r"([?&][^=?&]+=\d+)\.html?$", re.IGNORECASE)  # id=5.html is wget's doing too
_SAFE = "/?=&;@:+,!~*'()%$"
_STATUS = re.compile(r"[0-9]{3}")
LOG = "hts-cache/new.txt"
LONGEST_LOG = 200 * 1024 * 1024
"""Bytes of HTTrack's log, at most: a line of some 200 bytes for each of a million files."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Address, time and status of a file's original, as far as the copy shows them."""

    url: str
    at: datetime | None = None
    status: int = 200


def by_comment(body: bytes, base: str, site: Site) -> Origin | None:
    """Parse HTTrack's comment in the page. The last one of this portal counts: templates may carry an older one."""
    scheme = urlsplit(base).scheme
    for address, when in reversed(_COMMENT.findall(body)):
        text = address.decode("utf-8", "replace")
        url = text if "://" in text else f"{scheme}://{text}"
        if same_portal(url, site):
            return Origin(url, _moment(when.decode()))
    return None


def _moment(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, OverflowError, TypeError):
        return None


@dataclass
class HTTrackLog:
    """HTTrack's log: the address that it fetched into each file."""

    _by_name: dict[str, list[tuple[str, Origin]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def read(cls, folder: Path) -> HTTrackLog:
        """Read the log of a copy; an empty one where there is none."""
        log = cls()
        if (path := folder / LOG).is_file():
            for line in read_regular(path, LONGEST_LOG, below=folder).decode("utf-8", "replace").splitlines():
                log._add(line.split("\t"))
        return log

    def _add(self, row: list[str]) -> None:
        if len(row) < 9 or not _STATUS.fullmatch(row[3]) or not row[8]:
            return
        local = "/" + row[8].replace("\\", "/")
        url = row[7] if "://" in row[7] else f"http://{row[7]}"
        self._by_name[local.rpartition("/")[2]].append((local, Origin(url, None, int(row[3]))))

    def find(self, path: PurePosixPath) -> Origin | None:
        """Find the log's entry for a file. `path` is relative to the copy's folder; the log's paths may be absolute."""
        there = self._by_name.get(path.name, [])
        return next((origin for local, origin in reversed(there) if local.endswith(f"/{path}")), None)


def by_name(path: PurePosixPath, base: str, site: Site) -> Origin:
    """Derive the address from the file's path; where a name may mean several, take one that the site's patterns know.

    wget writes a query behind `?`, or `@` on Windows, others `%3F`; a folder's page is its index.html.
    """
    urls = [urljoin(base, quote(os.fsencode(name), safe=_SAFE)) for name in _names(str(path))]
    return Origin(next((url for url in urls if _is_known(url, site)), urls[0]))


def _names(path: str) -> Iterator[str]:
    path = re.sub("%3f", "?", path, flags=re.IGNORECASE).removesuffix(".gz")  # somebody packed the copy's files
    queries = [path] if "?" in path or "@" not in path else [path.replace("@", "?", 1), path]
    for name in queries:
        bare = _INDEX.sub("", name)
        bare = _NUMBERED.sub(r"\1", bare) if "?" in bare else bare
        yield from dict.fromkeys((f"./{bare}", f"./{name}", f"./{_ADDED.sub('', name)}"))


def _is_known(url: str, site: Site) -> bool:
    try:
        address = canonical(url, site)
    except ValueError:
        return False
    return is_article(address, site) or is_list(address, site) or is_start(address, site)

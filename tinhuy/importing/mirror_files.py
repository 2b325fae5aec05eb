"""A saved copy of a portal (HTTrack, wget): its pages with their addresses, and the reasons to skip other files."""

from __future__ import annotations

import codecs
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from corpus.crawling.records import Role
from seeds.config.site import Site
from seeds.errors import UsageError
from seeds.urls.canonical import canonical, is_article, is_list, is_start, same_portal
from tinhuy.importing.mirror_urls import HTTrackLog, Origin, by_comment, by_name
from tinhuy.importing.saved_files import UnreadableFileError, read_saved


class Skip(StrEnum):
    """Reason why a file of the copy is skipped."""

    TOOL = "the copying tool's own"
    NO_PAGE = "no page"
    NO_FILE = "a link, a pipe or a device"
    OTHER_HOST = "of another host"
    MOVED = "redirect"
    STATUS = "error answer"
    UNREADABLE = "unreadable or too large"
    NO_ADDRESS = "no web address"
    NO_ARTICLE = "no article's address"
    THERE = "already there"
    COPY = "a copy of another file"
    TAKEN_DOWN = "taken down"


@dataclass(frozen=True, slots=True)
class Saved:
    """A page of the copy."""

    url: str
    """Canonical address."""
    role: Role
    at: datetime
    """Time of the copy: by HTTrack's comment, else the file's own time."""
    body: bytes


_TOOLS = {"hts-cache", "hts-log.txt", "hts-err.txt", "hts-in_progress.lock", "backblue.gif", "fade.gif", "cookies.txt"}
_NO_PAGES = re.compile(
    r"^[^?@]*\.(?:jpe?g|png|gif|webp|svg|ico|bmp|css|js|json|xml|rss|txt|woff2?|ttf|eot|pdf|docx?|xlsx?|pptx?|zip|rar"
    r"|7z|mp[34]|flv|swf)(?:[?@]|%3f|$)",
    re.IGNORECASE,
)
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|table|div|p)\b", re.IGNORECASE)
_STUB = re.compile(rb"<!-- Created by HTTrack|<title>\s*(?:Page has moved|Local index - HTTrack)", re.IGNORECASE)
_ORIGINAL = ".orig"  # wget -K: the page as it came, beside the one whose links it changed
_AGAIN = re.compile(r"(.+)\.[1-9][0-9]{0,3}")
"""Pattern of wget's name for a file fetched again although one of that name existed."""
_EXTENSION = re.compile(r"\.[a-z]{3,5}$", re.IGNORECASE)
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def files(folder: Path) -> list[Path]:
    """Return every file of the copy, sorted. Links are not followed. Raises UsageError where `folder` is none."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder.", "Name the folder that HTTrack or wget wrote.")
    walk = os.walk(folder)
    return sorted(Path(where, name) for where, _, names in walk for name in names)


def _changed(path: Path) -> datetime:
    """Return the time of a file's last change; now, where that time is outside the calendar."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return datetime.now(UTC)


def _is_regular(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _markup(body: bytes) -> bytes:
    """Convert the page to UTF-8 for inspection only: tags can't be recognised in UTF-16."""
    wide = next((charset for mark, charset in _WIDE if body.startswith(mark)), None)
    return body.decode(wide, "replace").encode("utf-8", "replace") if wide else body


class Copy:
    """The saved copy of one site's portal in a folder."""

    def __init__(self, folder: Path, base: str, site: Site) -> None:
        self.folder = folder
        self.base = base if base.endswith("/") else f"{base}/"
        self.site = site
        self.hosts = {path.name for path in folder.iterdir() if path.is_dir() and self._is_host(path.name)}
        self.log = HTTrackLog.read(folder)
        self.takes_all = not site.article_patterns
        """True for a site without article patterns, of which only the cleaning can recognise articles."""

    def _is_host(self, name: str) -> bool:
        return same_portal(f"http://{name.replace('+', ':')}/", self.site) or name == urlsplit(self.base).hostname

    def read(self, path: Path) -> Saved | Skip:
        """Read a file as a page of the portal, or return the reason to skip it."""
        place = PurePosixPath(path.relative_to(self.folder).as_posix())
        if (skip := self._skipped_by_name(path, place)) is not None:
            return skip
        try:
            body = self._body(path)
            first = self._first(path)
            if first is not None and self._body(first) == body:
                return Skip.COPY
        except UnreadableFileError:
            return Skip.UNREADABLE
        markup = _markup(body)
        if _STUB.search(markup[:2000]):
            return Skip.MOVED
        if not _MARKUP.search(markup[:5000]):
            return Skip.NO_PAGE
        if first is not None and _EXTENSION.search(first.name):
            place = place.with_name(first.name)
        origin = by_comment(markup, self.base, self.site) or self.log.find(place) or self._named(place)
        return self._page(origin, body, path)

    def _body(self, path: Path) -> bytes:
        original = path.with_name(path.name + _ORIGINAL)
        return read_saved(original if _is_regular(original) else path, below=self.folder)

    @staticmethod
    def _first(path: Path) -> Path | None:
        """Return the file `x.html` beside an `x.html.1` that wget fetched again; None for any other file."""
        named = _AGAIN.fullmatch(path.name)
        first = path.with_name(named.group(1)) if named else None
        return first if first is not None and _is_regular(first) else None

    def _skipped_by_name(self, path: Path, place: PurePosixPath) -> Skip | None:
        if place.parts[0] in _TOOLS or place.suffix == _ORIGINAL or (self.hosts and len(place.parts) == 1):
            return Skip.TOOL
        if self.hosts and place.parts[0] not in self.hosts:
            return Skip.OTHER_HOST
        if not _is_regular(path):
            return Skip.NO_FILE
        return Skip.NO_PAGE if _NO_PAGES.search(place.name) else None

    def _named(self, place: PurePosixPath) -> Origin:
        if not self.hosts:
            return by_name(place, self.base, self.site)
        root = urlsplit(self.base)._replace(path="/", query="", fragment="").geturl()
        return by_name(place.relative_to(place.parts[0]), root, self.site)

    def _page(self, origin: Origin, body: bytes, path: Path) -> Saved | Skip:
        if origin.status != 200:
            return Skip.STATUS
        try:
            address = canonical(origin.url, self.site)
        except ValueError:
            return Skip.NO_ADDRESS
        if not same_portal(address, self.site):
            return Skip.OTHER_HOST
        role = self._role(address)
        at = min(origin.at or _changed(path), datetime.now(UTC))
        return Saved(address, role, at, body) if role else Skip.NO_ARTICLE

    def _role(self, address: str) -> Role | None:
        if is_start(address, self.site) or is_list(address, self.site):
            return Role.LIST
        return Role.ITEM if self.takes_all or is_article(address, self.site) else None

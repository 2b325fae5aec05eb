"""The walk through the pages of one list: which page comes next, and why the walk ends."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from crawler.discovery.list_blocks import Place
from crawler.discovery.methods import Way
from crawler.discovery.named_articles import ListReading
from crawler.discovery.paging import ListPage, next_page
from seeds.config.site import Site


class WalkEnd(StrEnum):
    """Why a walk ended."""

    LAST_PAGE = "last page"
    REPEAT = "page repeats an earlier one"
    NOTHING_NEW = "page names nothing that earlier pages did not name"
    KNOWN_GROUND = "all that the page names was known"
    SINCE = "older than since"
    LIMIT = "limit of item pages reached"
    CAP = "too many list pages"
    EMPTY = "the list names no article at all"
    EMPTY_PAGE = "a page without articles before the last one"
    NO_LIST = "the page is no list"
    ABSENT = "the portal has no such list"
    ELSEWHERE = "the page after it belongs to another list"
    TWIN = "another walk goes through the same list"
    FAILED = "a list page could not be fetched"


COMPLETE = frozenset({WalkEnd.LAST_PAGE, WalkEnd.REPEAT, WalkEnd.NOTHING_NEW, WalkEnd.KNOWN_GROUND})
"""Ends after which the next run may stop at known ground; after all others it must walk to the end."""


HARMLESS = frozenset({WalkEnd.EMPTY, WalkEnd.NO_LIST, WalkEnd.ABSENT, WalkEnd.TWIN})
"""Incomplete ends that lose nothing: there is no list to walk, or another walk goes through it."""
REPORTED = frozenset({WalkEnd.CAP, WalkEnd.EMPTY_PAGE, WalkEnd.ELSEWHERE})
"""Ends that the run's notes name; failed requests are counted by their outcome."""
UNDER_WAY = "under way"
"""Placeholder in the corpus for the end of a walk that has not ended yet."""


@dataclass
class ListWalk:
    """One list, from its start page on. `page` is the one that was asked for last."""

    page: ListPage
    url: str = ""
    """Address of the list."""
    section: tuple[str, ...] = ()
    way: Way = Way.LIST
    depth: int = 0
    """Lists between this one and a start page."""
    stop_at_known: bool = False
    """True where an earlier run walked this list to its end, so that known ground ends the walk."""
    known_until: datetime | None = None
    """Time of that earlier walk: articles found later, by whatever way, are no known ground."""
    since: date | None = None
    max_pages: int = 2000
    place: Place | None = None
    pages: int = 0
    ended_by: WalkEnd | None = None
    key: bytes = b""
    """Key of the list, by the address it was found at; its pages may have another key where that address redirects."""
    _highest: int = 0
    _asked: set[bytes] = field(default_factory=set)
    _sets: list[frozenset[bytes]] = field(default_factory=list)
    _named: set[bytes] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.url = self.url or self.page.url
        self.key = self.key or self.page.list_key

    def land(self, page: ListPage) -> WalkEnd | None:
        """Note the page where a request ended. Returns the walk's end if a further page redirects; a start page may."""
        if page.list_key == self.page.list_key or self.page.form:
            return None
        if self.pages:
            return WalkEnd.ELSEWHERE
        self.page = page
        return None

    def go_on(self, reading: ListReading, new: Collection[bytes], site: Site, limited: bool) -> ListPage | None:
        """Return the next page to ask for, or None when the walk has ended (`ended_by` says why).

        `new` are the keys of the articles that are not known ground; `limited` is true where no more item pages may be
        fetched.
        """
        self.pages += 1
        self._asked.add(self.page.key)
        following = next_page(self.page, reading.further, site)
        self.ended_by = self._end(reading, new, following, limited)
        self._sets.append(reading.keys)
        self._named |= reading.keys
        if reading.keys:
            self._highest = max([self._highest, *(page.number or 0 for page in reading.further)])
        if self.ended_by is None and following is not None:
            self.page = following
            return following
        return None

    def fail(self, end: WalkEnd = WalkEnd.FAILED) -> None:
        """End the walk before its list's end is reached."""
        self.ended_by = self.ended_by or end

    def _end(
        self, reading: ListReading, new: Collection[bytes], following: ListPage | None, limited: bool
    ) -> WalkEnd | None:
        repeats = reading.keys in self._sets
        # One empty page in the midst may be an error that says 200; a second one is the end.
        gap = not reading.keys and not repeats and (self.page.number or 0) < self._highest
        first_again = repeats and len(self._sets) == 1  # `?page=1` of a list is often the list itself
        ends = (
            (WalkEnd.NO_LIST, not reading.is_list),
            (WalkEnd.EMPTY, not reading.keys and not self._sets),
            (WalkEnd.EMPTY_PAGE, gap and following is None),
            (WalkEnd.REPEAT, repeats and not (first_again and following)),
            (WalkEnd.NOTHING_NEW, not first_again and not gap and reading.keys <= self._named),
            (WalkEnd.LAST_PAGE, following is None or following.key in self._asked),
            # What every page shows (pinned, in a box beside the list) is new once: on the page that names it first.
            (WalkEnd.KNOWN_GROUND, self.stop_at_known and not gap and self._named.issuperset(new)),
            (WalkEnd.SINCE, self._is_old(reading)),
            (WalkEnd.LIMIT, limited),
            (WalkEnd.CAP, self.pages >= self.max_pages),
        )
        return next((end for end, holds in ends if holds), None)

    def _is_old(self, reading: ListReading) -> bool:
        items = [article for article in reading.articles if article.in_list and article.key not in self._named]
        dates = [article.listed for article in items if article.listed]
        return self.since is not None and bool(dates) and max(dates) < self.since

"""The rule by which a run skips the lists, because the portal's own feeds say that nothing is new.

The rule: all feeds of the whole portal that its file or platform names were read, each names articles, and nothing in
them was found after the lists were last walked; the newest of their dates is no older than what is known otherwise (a
feed may have died); every start list was walked to a good end within `YOUNG`, and no walk or run was cut short since.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from corpus.crawling import list_walks
from crawler.discovery.list_walk import HARMLESS
from crawler.discovery.paging import start_lists
from crawler.storage.answer import Answer
from seeds.config.site import Site

YOUNG = timedelta(days=7)
"""Age up to which a walk lets the lists be skipped. Feeds are short and say nothing of articles published late or with
an old date; the lists show such articles within a week."""


@dataclass
class Feeds:
    """The answers of the whole portal's feeds."""

    expected: int
    dates: list[date] = field(default_factory=list)
    keys: set[bytes] = field(default_factory=set)
    _full: int = 0

    def note(self, answer: Answer) -> None:
        """Count a feed that has answered and is stored."""
        if answer.new is not None and answer.named and not answer.found:
            self._full += 1
            self.keys |= {article.key for article in answer.named}
            self.dates += [article.listed for article in answer.named if article.listed]

    @property
    def name_only_known(self) -> bool:
        """True where each feed named articles, and all of these were known."""
        return self.expected > 0 and self._full == self.expected and bool(self.dates)


def may_skip_lists(conn: Connection, site: Site, run_id: int | None, feeds: Feeds) -> bool:
    """Decide whether the lists may be skipped, by the rule at the top of this module."""
    if not feeds.name_only_known:
        return False
    walked = list_walks.undisturbed_since(conn, site.id, start_lists(site), run_id, HARMLESS)
    if walked is None or walked < datetime.now(UTC) - YOUNG:
        return False
    newest = list_walks.newest_listed(conn, site.id)
    later = [when for when in list_walks.discovered(conn, site.id, feeds.keys).values() if when > walked]
    return not later and newest is not None and max(feeds.dates) >= newest

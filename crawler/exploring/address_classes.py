"""The map of a portal while it is explored: which classes of addresses are worth asking for, and which are not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from corpus.crawling.portal_map import MOST_CLASSES, MOST_EXAMPLES, ClassRecord
from crawler.exploring.address_shapes import choices, shape
from seeds.pages.page_type import PageType
from seeds.urls.spellings import pairs_of

DUPLICATES = 3
"""Pages of a class that show again what other addresses show (print views, themes, sessions), after which the class is
left alone if it has shown nothing else. Three, because two articles in a row may be reprints."""
BARREN = 8
"""Pages in a row without an article and without a new address, after which a class is left alone."""
BARREN_HEADLINES = 24
"""Limit in place of `BARREN` where the links are headlines: documents, albums and notices are mixed with articles."""
PATIENCE = 5
"""Useful pages that raise the limit by one: a class that gave hundreds of articles may have a dull stretch."""
AGAIN = timedelta(days=30)
"""Time after which a class that is left alone is tried again: portals are rebuilt."""

SHOWN_AGAIN = "shows again what other addresses show"
NOTHING_NEW = "nothing new behind it"
TOO_MANY = "more kinds of addresses than any portal has"

Key = tuple[str, bool]


@dataclass(slots=True)
class _Class:
    record: ClassRecord
    barren: int = 0
    """Pages in a row that gave nothing."""
    good: int = 0
    """Pages of this run that were worth asking for."""
    changed: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether the class is still untested: none of its pages was fetched."""
        return self.record.closed is None and not self.record.fetched

    @property
    def is_of_articles(self) -> bool:
        """Tell whether most of its pages are articles."""
        return self.record.closed is None and 2 * self.record.articles > self.record.fetched


class ClassMap:
    """The classes of one portal, by shape of the address and by whether the links to it are headlines."""

    def __init__(self, known: Iterable[ClassRecord], now: datetime) -> None:
        self._classes: dict[Key, _Class] = {}
        self._barren: Counter[str] = Counter()
        """Pages in a row that gave nothing, per group of filter choices, from classes that never gave anything."""
        self._tried: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
        """Parameter names of those barren pages, per group of filter choices."""
        for record in known:
            if record.closed is not None and record.at is not None and record.at < now - AGAIN:
                record.closed = None
            self._classes[record.shape, record.headline] = _Class(record)

    def leave(self, address: str, headline: bool) -> str | None:
        """Return why an address is left alone; None where it is to be asked for."""
        found = self._classes.get((shape(address), headline))
        if found is not None:
            return found.record.closed
        if len(self._classes) >= MOST_CLASSES:
            return TOO_MANY
        return NOTHING_NEW if not headline and self._chooses_again(address) else None

    def _chooses_again(self, address: str) -> bool:
        """Decide whether an address combines choices of a filter that led nowhere, each of which was tried."""
        group, names = choices(address), _names(address)
        return len(names) > 1 and self._barren[group] >= BARREN and names <= self._tried[group]

    def is_worth_it(self, address: str, headline: bool, source: str) -> bool:
        """Decide whether finding this address on the page `source` is a gain.

        It is a gain where the address's class is one of articles. It also is where the class is still untested, and the
        link is a headline or not another choice of what the source shows: a calendar names days for ever, a filter all
        its combinations.
        """
        found = self._classes.get((shape(address), headline))
        if found is not None and found.is_of_articles:
            return True
        is_choice = not headline and choices(address) == choices(source)
        return not is_choice and shape(address) != shape(source) and (found is None or found.is_open)

    def note(
        self, address: str, headline: bool, kind: PageType, duplicate: bool, gains: bool, page: int | None
    ) -> None:
        """Count a page that was read; `gains` is true where it named new addresses that are worth asking for."""
        one = self._class(address, headline)
        record = one.record
        record.fetched += 1
        record.duplicates += duplicate
        record.articles += not duplicate and kind is PageType.ARTICLE
        record.lists += not duplicate and kind is PageType.LIST
        record.others += not duplicate and kind is PageType.OTHER
        if page is not None and not duplicate and len(record.pages) < MOST_EXAMPLES:
            record.pages.append(page)
        is_worth_it = gains or (kind is PageType.ARTICLE and not duplicate)
        one.good += is_worth_it
        one.barren = 0 if is_worth_it else one.barren + 1
        one.changed = True
        group = choices(address)
        if not one.good and not headline:
            self._barren[group] += 1
            self._tried[group] |= _names(address)
        elif one.good == 1:
            self._barren[group] = 0
        record.closed = record.closed or self._closing(one, self._barren[group])

    def changes(self) -> list[ClassRecord]:
        """Return the records that changed since the last call."""
        changed = [one for one in self._classes.values() if one.changed]
        for one in changed:
            one.changed = False
        return [one.record for one in changed]

    def _class(self, address: str, headline: bool) -> _Class:
        key = (shape(address), headline)
        if key not in self._classes:
            self._classes[key] = _Class(ClassRecord(key[0], headline, address))
        return self._classes[key]

    @staticmethod
    def _closing(one: _Class, barren_choices: int) -> str | None:
        record = one.record
        if record.duplicates >= DUPLICATES and not record.articles and not record.lists:
            return SHOWN_AGAIN
        limit = (BARREN_HEADLINES if record.headline else BARREN) + one.good // PATIENCE
        of_choices = not one.good and not record.headline and barren_choices >= BARREN
        return NOTHING_NEW if of_choices or one.barren >= limit else None


def _names(address: str) -> frozenset[str]:
    return frozenset(name.lower() for name, _ in pairs_of(urlsplit(address).query))

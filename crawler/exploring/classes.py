"""The map of a portal while it is explored: which classes of addresses are worth asking for, and which are not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from corpus.exploration import MOST_CLASSES, MOST_EXAMPLES, ClassRecord
from crawler.exploring.shapes import shape
from seeds.pages.content import PageType

DUPLICATES = 3
"""Pages of a class that show again what other addresses show, before the class is left alone (it has shown nothing
else): print views, themes, visits. Three, because two articles in a row may be reprints."""
BARREN = 8
"""Pages in a row without an article, and without the address of anything new, before a class is left alone."""
BARREN_HEADLINES = 24
"""The same where the links are headlines: documents, albums and notices stand among articles."""
PATIENCE = 5
"""One more page in a row for so many that were worth it: a class that gave hundreds may have a dull stretch."""
AGAIN = timedelta(days=30)
"""After so long a class that is left alone is looked at again: portals are rebuilt."""

SHOWN_AGAIN = "shows again what other addresses show"
NOTHING_NEW = "nothing new behind it"
TOO_MANY = "more kinds of addresses than any portal has"

Key = tuple[str, bool]


@dataclass(slots=True)
class _Class:
    record: ClassRecord
    barren: int = 0
    """Pages in a row that were worth nothing."""
    changed: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether it has still to show what it is."""
        return self.record.closed is None and self.record.fetched < BARREN


class ClassMap:
    """The classes of one portal, by shape of the address and by whether the links to it are headlines."""

    def __init__(self, known: Iterable[ClassRecord], now: datetime) -> None:
        self._classes: dict[Key, _Class] = {}
        for record in known:
            if record.closed is not None and record.at is not None and record.at < now - AGAIN:
                record.closed = None
            self._classes[record.shape, record.headline] = _Class(record)

    def leave(self, address: str, headline: bool) -> str | None:
        """Return why an address is left alone; None where it is to be asked for."""
        found = self._classes.get((shape(address), headline))
        if found is None:
            return TOO_MANY if len(self._classes) >= MOST_CLASSES else None
        return found.record.closed

    def is_worth_it(self, address: str, headline: bool, source: str) -> bool:
        """Tell whether finding this address on the page `source` is a gain.

        It is where its class gave articles. Where it has not shown what it is, too, but not on a page of its own shape:
        a calendar names days for ever.
        """
        found = self._classes.get((shape(address), headline))
        if found is not None and found.record.articles:
            return found.record.closed is None
        return shape(address) != shape(source) and (found is None or found.is_open)

    def note(
        self, address: str, headline: bool, kind: PageType, duplicate: bool, gains: bool, page: int | None
    ) -> None:
        """Count a page that was read; `gains`: whether it named new addresses that are worth asking for."""
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
        one.barren = 0 if is_worth_it else one.barren + 1
        one.changed = True
        record.closed = record.closed or self._closing(one)

    def changes(self) -> list[ClassRecord]:
        """Return what changed since this was last asked."""
        changed = [one for one in self._classes.values() if one.changed]
        for one in changed:
            one.changed = False
        return [one.record for one in changed]

    def records(self) -> list[ClassRecord]:
        """Return all classes, those with the most articles first."""
        return sorted((one.record for one in self._classes.values()), key=lambda one: (-one.articles, -one.fetched))

    def _class(self, address: str, headline: bool) -> _Class:
        key = (shape(address), headline)
        if key not in self._classes:
            self._classes[key] = _Class(ClassRecord(key[0], headline, address))
        return self._classes[key]

    @staticmethod
    def _closing(one: _Class) -> str | None:
        record = one.record
        if record.duplicates >= DUPLICATES and not record.articles and not record.lists:
            return SHOWN_AGAIN
        worth_it = record.articles + record.lists if record.articles else 0
        limit = (BARREN_HEADLINES if record.headline else BARREN) + worth_it // PATIENCE
        return NOTHING_NEW if one.barren >= limit else None

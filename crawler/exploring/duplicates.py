"""Duplicates: one page under several addresses (print views, categories, parameters that change nothing).

Two addresses are one page where they show one text under one headline and a second sign agrees: an equal number, hash
or words in the address, an equal path, or an equal date. Two articles that merely read alike stay two.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from corpus.crawling.portal_map import Votes
from crawler.exploring.address_shapes import difference, identity
from seeds.pages.page_type import Line, folded, is_headline_text

LIKE = 0.9
"""Share of the words of the shorter of two views that the longer one has too, at least …"""
COVERED = 0.4
"""… and share of the longer one's words that both have: a whole view may include comments and summaries of others."""
COMMON = 4
"""Pages from which on a line belongs to the portal and not to one page."""
LEAST_WORDS = 12
"""Words of running text below which a page is not compared with others: such short lines are formulas."""
LEAST_ITEMS = 3
"""Items from which on two lists with equal items are one."""
MOST_OF_A_LINE = 8
"""Pages remembered for each line."""

_DATE = re.compile(r"(?<!\d)\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}(?!\d)")


@dataclass(frozen=True, slots=True)
class Seen:
    """A page that was read, as it is remembered for comparison."""

    key: bytes
    address: str
    headline: str
    """Text of the link that led to it, folded; empty where the page does not show it as its headline."""
    lines: dict[int, int]
    """Words of each line of running text."""
    dates: frozenset[str]


class Duplicates:
    """The pages that a run has read, by their lines."""

    def __init__(self, votes: Mapping[str, Votes]) -> None:
        self.votes = defaultdict(Votes, votes)
        self._by_line: defaultdict[int, list[Seen]] = defaultdict(list)
        self._by_items: dict[int, Seen] = {}
        self._pages: Counter[int] = Counter()
        self._by_path: defaultdict[str, list[Seen]] = defaultdict(list)

    def idle_parameters(self) -> frozenset[str]:
        """Return the parameters, in lower case, that the portal has shown to change nothing."""
        return frozenset(name for name, one in self.votes.items() if one.is_idle)

    def find(
        self,
        key: bytes,
        address: str,
        hint: str | None,
        own: Collection[Line],
        linked: Collection[bytes] = frozenset(),
    ) -> Seen | None:
        """Return the earlier page whose content this one repeats; None for new content, which is remembered.

        `own` are its lines without those that recur on the portal. `linked` are the keys of the page that named it
        first, by a link that was no headline, as an article names its print view; and of the pages that its own
        headlines link to, as a list of one article links to that article.
        """
        page = _seen(key, address, hint, own)
        same = None
        if sum(page.lines.values()) >= LEAST_WORDS:
            same = next((one for one in self._alike(page) if one.key in linked or self._is_one(page, one)), None)
        self._vote(page, same)
        if same is None:
            self._remember(page)
        return same

    def recall(self, key: bytes, address: str, hint: str | None, lines: Collection[Line]) -> None:
        """Remember a page that an earlier run read."""
        self._remember(_seen(key, address, hint, lines))

    def find_list(self, key: bytes, address: str, items: Collection[bytes]) -> Seen | None:
        """Return the earlier list that names an equal set of articles, and has an equal set of further pages."""
        if len(items) < LEAST_ITEMS:
            return None
        page = Seen(key, address, "", {}, frozenset())
        same = self._by_items.setdefault(hash(frozenset(items)), page)
        self._vote(page, None if same is page else same)
        return None if same.key == key else same

    def _alike(self, page: Seen) -> list[Seen]:
        shared = Counter(one.key for line in page.lines for one in self._by_line.get(line, ()))
        by_key = {one.key: one for line in page.lines for one in self._by_line.get(line, ())}
        found = []
        for key, _ in shared.most_common(MOST_OF_A_LINE):
            first, second = self._rare(page.lines), self._rare(by_key[key].lines)
            common = sum(words for line, words in first.items() if line in second)
            shorter, longer = sorted((sum(first.values()), sum(second.values())))
            if key != page.key and common and common >= LIKE * shorter and common >= COVERED * longer:
                found.append(by_key[key])
        return found

    def _rare(self, lines: dict[int, int]) -> dict[int, int]:
        return {line: words for line, words in lines.items() if self._pages[line] < COMMON}

    def _is_one(self, page: Seen, other: Seen) -> bool:
        if page.headline and other.headline and page.headline != other.headline:
            return False
        if page.address.partition("?")[0].rstrip("/") == other.address.partition("?")[0].rstrip("/"):
            return True
        if identity(page.address) & identity(other.address):
            return True
        return bool(page.dates) and page.dates == other.dates

    def _vote(self, page: Seen, same: Seen | None) -> None:
        """Count what this page says of parameters: against those in which it differs from other pages alone."""
        if same is not None and (name := difference(page.address, same.address)):
            self.votes[name].same += 1
        path = self._by_path[page.address.partition("?")[0]]
        for other in path[-MOST_OF_A_LINE:]:
            if (same is None or other.key != same.key) and (name := difference(page.address, other.address)):
                self.votes[name].differing += 1
        if same is None and len(path) < 4 * MOST_OF_A_LINE:
            path.append(page)

    def _remember(self, page: Seen) -> None:
        for line in page.lines:
            self._pages[line] += 1
            if len(self._by_line[line]) < MOST_OF_A_LINE:
                self._by_line[line].append(page)


def _seen(key: bytes, address: str, hint: str | None, own: Collection[Line]) -> Seen:
    lines = {hash(line.masked): line.words for line in own if line.is_running}
    dates = frozenset(date for line in own for date in _DATE.findall(line.text))
    return Seen(key, address, _headline(hint, own), lines, dates)


def _headline(hint: str | None, own: Collection[Line]) -> str:
    """Return the text of the link that led to a page, folded, where the page shows it ("see on a phone" is not)."""
    wanted = folded(hint) if hint is not None and is_headline_text(hint) else ""
    return wanted if wanted and any(folded(line.text).startswith(wanted) for line in own) else ""

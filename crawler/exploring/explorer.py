"""Explorer of a portal that nobody has described: learns from the pages of a run, and classifies each page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from lxml.etree import _Element

from corpus.crawling.portal_map import ClassRecord, Votes
from crawler.discovery.list_blocks import Block, blocks_of, main_place, text_of, title_of
from crawler.discovery.list_dates import first_date_beside
from crawler.discovery.named_articles import ListReading, NamedArticle, usable
from crawler.exploring.address_classes import ClassMap
from crawler.exploring.address_shapes import goes_further
from crawler.exploring.duplicates import Duplicates, Seen
from crawler.exploring.page_links import MOST_LINKS, links_of
from seeds.config.site import Site
from seeds.pages.base_url import base_of
from seeds.pages.page_type import Line, PageType, is_headline_text, lines_of, type_of
from seeds.urls.canonical import MAX_LENGTH, is_article, key_of, start_keys
from seeds.urls.spellings import without_parameters

RECURS = ((4, 1), (10, 2))
"""Earlier pages with a line at one place, from which on the line counts as the portal's and not the page's: one while
fewer than four pages were read, two while fewer than ten …"""
RECURS_LATER = 3
"""… and three from then on: two reprints of one text do not make it the portal's."""
SERIES = 6
"""Earlier pages with a line, its numbers aside, from which on the line no longer helps to classify a page."""
MOST_REMEMBERED = 400_000
"""Lines counted in one run, at most; beyond that, lines seen once are forgotten."""
MANY_HEADS = 30
"""Lists that are fetched in each run whatever their age: more lists than these are an archive, month by month."""
QUIET = 60
"""Days without a new article after which one of the other lists need not be fetched in each run."""
QUIET_SHARE = 8
"""Part of its quiet time after which a quiet list is fetched again …"""
MOST_QUIET = timedelta(days=7)
"""… and within a week: the bound that `crawler.lists.skip_rule` has for lists behind feeds."""

FILE = "file"
SELF = "itself"
BEYOND = "more links than are read of one page"
_FILES = frozenset(
    "pdf doc docx xls xlsx ppt pptx odt ods odp rtf txt csv zip rar 7z gz tar jpg jpeg png gif bmp webp svg ico tif "
    "tiff mp3 mp4 m4a m4v wav wma wmv avi mov flv swf css js json xml rss atom woff woff2 ttf eot exe msi apk ics vcf "
    "epub".split()
)


@dataclass(slots=True)
class Explored:
    """The type of one page, and the links on it."""

    kind: PageType
    reading: ListReading
    root: _Element
    """The page's tree."""
    section: tuple[str, ...] = ()
    """Section of the articles in this list."""
    duplicate: Seen | None = None
    """The earlier page whose content this one repeats."""
    further: frozenset[bytes] = frozenset()
    """Keys of further pages of this list."""
    resting: frozenset[bytes] = frozenset()
    """Keys of lists that are further pages of others, so that they need not be asked for on their own."""
    due_at: datetime | None = None
    """Time at which a list is to be fetched again on its own."""
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    """Time at which the run began: lists read before that time may be read again in this run."""
    gains: frozenset[bytes] = frozenset()
    """Keys of the addresses that are worth asking for."""


@dataclass(slots=True)
class _Named:
    """All links from a page to one address."""

    address: str
    elements: list[_Element] = field(default_factory=list)
    spellings: dict[str, None] = field(default_factory=dict)


class Explorer:
    """Reads the pages of one run, and remembers the lines that recur on them."""

    def __init__(self, site: Site, classes: Iterable[ClassRecord], votes: Mapping[str, Votes], now: datetime) -> None:
        self.site = site
        self.now = now
        self.classes = ClassMap(classes, now)
        self.duplicates = Duplicates(votes)
        self.starts = start_keys(site)
        self._pages = 0
        self._heads = 0
        self._lines: Counter[tuple[int, int]] = Counter()
        self._digitless: Counter[int] = Counter()
        self._by_text: defaultdict[str, set[bytes]] = defaultdict(set)
        """Addresses that each short link text leads to: a section's name leads to one, "next" to many."""
        self._by_name: set[bytes] = set()
        """Keys of pages that are linked by a name that leads nowhere else."""
        self._further: set[bytes] = set()
        self._named_by: dict[bytes, bytes] = {}
        """For each page, the page that first linked to it by a link that was no headline."""

    def read(self, root: _Element, url: str, key: bytes, hint: str | None, section: tuple[str, ...]) -> Explored:
        """Classify a page and read its links; `hint` is the text of the links to it, `url` its address."""
        reading = ListReading()
        named = self._links(root, url, key, reading)
        lines = lines_of(root, lambda href: not href or href.startswith("#"))
        own = self._own(lines)
        telling = self._telling(own)
        kind = type_of(telling, hint or ("" if key in self._further else None))
        if kind is PageType.OTHER and not is_headline_text(hint):
            # The newest articles may stand at one place on the front page and in their list, and so recur.
            kind = type_of([line for line in lines if line.is_headline], None)
        is_further = kind is PageType.OTHER and key in self._further
        if key in self.starts or is_further or not is_article(url, self.site):
            kind = PageType.LIST
        explored = Explored(kind, reading, root, at=self.now)
        self._name(explored, named, url, key)
        if kind is PageType.LIST:
            self._read_list(explored, url, key, hint, section)
        else:
            witness = {self._named_by.get(key), *(one.key for one in reading.articles if is_headline_text(one.title))}
            explored.duplicate = self.duplicates.find(key, url, hint, own, frozenset(filter(None, witness)))
        return explored

    def recall(self, root: _Element, address: str, key: bytes, hint: str | None) -> None:
        """Remember an article that an earlier run stored, so that another view of it is recognised as a duplicate."""
        self.duplicates.recall(key, address, hint, lines_of(root))

    def leave(self, address: str, hint: str | None) -> str | None:
        """Return why an address in the frontier is no longer worth asking for; None where it is."""
        if without_parameters(address, self.duplicates.idle_parameters()) != address:
            return "differs from another address in nothing but parameters that change nothing"
        return self.classes.leave(address, is_headline_text(hint))

    def note(
        self, explored: Explored, address: str, hint: str | None, page_id: int | None, new: frozenset[bytes]
    ) -> None:
        """Count a page that is stored; `new` are the keys that no earlier page had named."""
        gains = bool(new & explored.gains)
        is_again = explored.duplicate is not None
        self.classes.note(address, is_headline_text(hint), explored.kind, is_again, gains, page_id)

    def _links(self, root: _Element, url: str, key: bytes, reading: ListReading) -> dict[bytes, _Named]:
        named: dict[bytes, _Named] = {}
        base, idle = base_of(root, url), self.duplicates.idle_parameters()
        for number, (element, link) in enumerate(links_of(root, base)):
            if number >= MOST_LINKS:
                reading.ignore(BEYOND)
                continue
            address = usable(link, self.site, reading)
            if address is None:
                continue
            if _is_file(address):
                reading.ignore(FILE)
                continue
            address = without_parameters(address, idle)
            found = key_of(address, self.site)
            if found == key:
                reading.ignore(SELF)
                continue
            one = named.setdefault(found, _Named(address))
            one.elements.append(element)
            one.spellings.setdefault(link.partition("#")[0])
        return named

    def _name(self, explored: Explored, named: dict[bytes, _Named], url: str, key: bytes) -> None:
        """Sort the links of a page: articles of its list, further pages of it, and all others."""
        blocks = blocks_of({found: one.elements for found, one in named.items()})
        titles = {found: title_of(one.elements) for found, one in named.items()}
        main = main_place(
            block for found, several in blocks.items() if is_headline_text(titles[found]) for block in several
        )
        places = Counter(block.place for several in blocks.values() for block in several)
        further, gains = set(), set()
        for found, one in named.items():
            title = titles[found]
            headline = is_headline_text(title)
            if (reason := self.classes.leave(one.address, headline)) is not None:
                explored.reading.ignore(reason)
                continue
            if not headline and len(self._named_by) < MOST_REMEMBERED:
                self._named_by.setdefault(found, key)
            if self._is_further(found, one, url, explored.kind):
                further.add(found)
            if self.classes.is_worth_it(one.address, headline, url):
                gains.add(found)
            in_list = headline and any(block.place == main for block in blocks[found])
            explored.reading.articles.append(
                NamedArticle(
                    address=one.address,
                    key=found,
                    title=title,
                    listed=_date(blocks[found], one.elements, places),
                    in_list=in_list,
                    spellings=tuple(
                        other for other in one.spellings if other != one.address and len(other) <= MAX_LENGTH
                    ),
                )
            )
        explored.further, explored.gains = frozenset(further), frozenset(gains)
        explored.resting = self._resting(further)

    def _is_further(self, found: bytes, one: _Named, url: str, kind: PageType) -> bool:
        """Decide whether links to an address are a pager's: bare numbers and arrows, or one text for many addresses."""
        texts = {text_of(element).casefold()[:80] for element in one.elements}
        for text in texts:
            if len(self._by_text) < MOST_REMEMBERED and not is_headline_text(text) and len(self._by_text[text]) < 50:
                self._by_text[text].add(found)
        pagers = {text for text in texts if not _is_name(text) or len(self._by_text[text]) > 1}
        if texts - pagers:
            self._by_name.add(found)
            return False
        if kind is not PageType.LIST or not goes_further(url, one.address):
            return False
        self._further.add(found)
        return True

    def _resting(self, further: set[bytes]) -> frozenset[bytes]:
        return frozenset(found for found in further if found not in self._by_name and found not in self.starts)

    def _read_list(self, explored: Explored, url: str, key: bytes, hint: str | None, section: tuple[str, ...]) -> None:
        items = [one for one in explored.reading.articles if one.in_list]
        same = self.duplicates.find_list(key, url, frozenset({*(one.key for one in items), *explored.further}))
        explored.duplicate = None if key in self.starts else same
        explored.section = section
        if not section and hint and _is_name(hint) and key not in self.starts and key not in self._further:
            explored.section = (hint,)
        is_head = key in self.starts or key in self._by_name or key not in self._further
        if is_head and explored.duplicate is None:
            self._heads += 1
            explored.due_at = self.now + self._quiet([one.listed for one in items if one.listed])

    def _quiet(self, dates: list[date]) -> timedelta:
        """Return how long a list may wait: not at all if among the first, without dates, or with recent articles."""
        if self._heads <= MANY_HEADS:
            return timedelta()
        age = self.now.date() - max(dates) if dates else timedelta()
        return min(age / QUIET_SHARE, MOST_QUIET) if age > timedelta(days=QUIET) else timedelta()

    def _telling(self, own: list[Line]) -> list[Line]:
        """Return the lines of a page that differ from those of other pages in more than their numbers, at any place.

        A calendar says of every month how many meetings it has; some CMSs generate new class names on each page, so
        that nothing recurs at its place. Lines left out here remain the page's own in all other respects.
        """
        keys = [hash(line.digitless) for line in own]
        telling = [
            line for line, key in zip(own, keys, strict=True) if line.is_headline or self._digitless[key] < SERIES
        ]
        self._digitless.update(set(keys))
        return telling

    def _own(self, lines: list[Line]) -> list[Line]:
        """Return the lines that do not recur on the pages read so far, and count this page's lines for later pages."""
        enough = next((times for pages, times in RECURS if self._pages < pages), RECURS_LATER)
        keys = [(line.place, hash(line.masked)) for line in lines]
        own = [
            line
            for line, key in zip(lines, keys, strict=True)
            if self._lines[key] < (RECURS_LATER if line.is_headline else enough)
        ]
        self._pages += 1
        self._lines.update(set(keys))
        if len(self._lines) > MOST_REMEMBERED:
            self._lines = Counter({key: number for key, number in self._lines.items() if number > 1})
            self._digitless = Counter({key: number for key, number in self._digitless.items() if number > 1})
        return own


def _date(blocks: list[Block], elements: list[_Element], places: Counter[tuple[str, ...]]) -> date | None:
    """Return the date beside a link that is one of several; beside a lone link it may be a clock."""
    return first_date_beside((block.element for block in blocks if places[block.place] > 1), elements)


def _is_name(text: str) -> bool:
    """Decide whether a link's text names something: it has letters, or is a year."""
    return any(letter.isalpha() for letter in text) or (
        text.strip().isdecimal() and 1990 <= int(text.strip()[:9]) <= 2100
    )


def _is_file(address: str) -> bool:
    last = urlsplit(address).path.rpartition("/")[2].lower()
    return "." in last and last.rpartition(".")[2] in _FILES

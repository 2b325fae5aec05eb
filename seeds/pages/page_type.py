"""Classification of a page as article or list by its own lines, without a list of words and without its platform.

An article has running text that belongs to its headline. A list has links that are headlines, each with a summary at
most. Lines that recur on the portal's other pages (menus, boxes, footers) are left out first, where they are known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

from lxml import etree
from lxml.etree import _Element

MOST_LINES = 5_000
"""Lines read of one page, at most; a page with more is a table or a trap, and its first lines tell its kind as well."""
HEADLINE_WORDS = 4
"""Words of a link from which on it may be a headline; names of sections are mostly shorter (and are lists anyway)."""
MOST_HEADLINE_WORDS = 45
RUNNING_WORDS = 8
"""Words outside of links from which on a line is running text: labels, dates and bylines are shorter."""
SUMMARY = 120
"""Words that no summary in a list reaches (cf. `seeds.pages.page_kind.SUMMARY`)."""
NEAR = 3
"""Lines within which a summary follows its headline: a date and a name may be between them."""
SHORT_TEXT = 25
"""Words from which on a text is more than the first line of a summary, or the weather in a header."""

_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead "
    "tr ul".split()
)
_UNSEEN = frozenset("script style noscript template head title option select textarea button iframe svg object".split())
_HEADINGS = frozenset({"h1", "h2", "h3"})


class PageType(StrEnum):
    """Type of a page for a crawler that follows links."""

    ARTICLE = "article"
    LIST = "list"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Line:
    """The text of one block, on one line."""

    text: str
    words: int
    linked: int
    """Words inside links."""
    place: int
    """Hash of the path of tags and classes that leads to the block; valid within this process."""
    heading: bool
    longest_link: int = 0
    leading_link: int = 0
    """Words of the link at the line's beginning: a headline with its summary on one line begins with a link."""

    @property
    def is_headline(self) -> bool:
        """True where the line is one link as long as a headline, or begins with one. A row of short links is none."""
        link = self.longest_link if self.longest_link >= 0.6 * self.words else self.leading_link
        return HEADLINE_WORDS <= link <= MOST_HEADLINE_WORDS

    @property
    def is_running(self) -> bool:
        """True where the line is a piece of running text."""
        return self.words - self.linked >= RUNNING_WORDS and 2 * self.linked < self.words

    @property
    def masked(self) -> str:
        """Text of the line; in short lines every digit becomes 0, so that counters and clocks are equal on each page.

        Headlines of a series ("Bản tin số 12 …") differ in their numbers alone, and are longer.
        """
        return self.text if self.words >= RUNNING_WORDS else self.digitless

    @property
    def digitless(self) -> str:
        """Text of the line with every digit as 0."""
        return "".join("0" if letter.isdigit() else letter for letter in self.text)


def lines_of(root: _Element, own_links: Callable[[str], bool] = lambda _: False) -> list[Line]:
    """Read the lines that a page shows, in order, at most `MOST_LINES`.

    `own_links` recognises hrefs that lead to the page itself.
    """
    found: list[Line] = []
    for line in _lines(root, own_links):
        found.append(line)
        if len(found) >= MOST_LINES:
            break
    return found


def type_of(lines: Sequence[Line], hint: str | None) -> PageType:
    """Classify a page by its own lines; `hint` is the text of the link that led to it, None where there is none."""
    headlines = sum(line.is_headline for line in lines)
    runs = _runs(lines)
    longest = max(runs, default=0)
    if longest >= SUMMARY or _has_headed_text(lines, hint):
        return PageType.ARTICLE
    if hint is not None and not is_headline_text(hint) and headlines and _has_summaries_only(lines):
        return PageType.LIST
    if headlines >= 3:
        one_text = len(runs) == 1 and longest >= SHORT_TEXT and headlines < SHORT_TEXT
        return PageType.ARTICLE if one_text else PageType.LIST
    return PageType.ARTICLE if longest >= SHORT_TEXT else PageType.OTHER


def is_headline_text(text: str | None) -> bool:
    """Check whether a link's text is as long as a headline."""
    return text is not None and HEADLINE_WORDS <= len(text.split()) <= MOST_HEADLINE_WORDS


def folded(text: str) -> str:
    """Fold a text for comparison: NFC, lower case, letters and digits only, words parted by one blank."""
    kept = "".join(letter if letter.isalnum() else " " for letter in normalize("NFC", text).lower())
    return " ".join(kept.split())


def _runs(lines: Sequence[Line]) -> list[int]:
    """Count the words of each stretch of running text that no headline interrupts."""
    runs, current = [], 0
    for line in lines:
        if line.is_headline:
            runs.append(current)
            current = line.words - line.linked if line.is_running else 0
        elif line.is_running:
            current += line.words - line.linked
    return [words for words in (*runs, current) if words]


def _has_headed_text(lines: Sequence[Line], hint: str | None) -> bool:
    """Check whether running text follows the page's own headline before any other headline does.

    The page's own headline is the line that begins with the link's text. Where no link had one, a heading with enough
    text below it serves.
    """
    wanted = folded(hint.rstrip(".… ")) if hint is not None and is_headline_text(hint) else ""
    headed, words = False, 0
    for line in lines:
        if line.is_headline:
            headed = False
        elif wanted and (text := folded(line.text)).startswith(wanted) and len(text) <= len(wanted) + 80:
            headed = True
        elif not wanted and line.heading and line.linked == 0:
            headed, words = True, 0
        elif headed and line.is_running:
            words += line.words - line.linked
            if wanted or words >= SHORT_TEXT:
                return True
    return False


def _has_summaries_only(lines: Sequence[Line]) -> bool:
    """Check whether each piece of running text comes just after a link that is a headline."""
    since = SUMMARY
    for line in lines:
        since = 0 if line.is_headline else since + 1
        if line.is_running and since > NEAR:
            return False
    return True


def _lines(root: _Element, own_links: Callable[[str], bool]) -> Iterator[Line]:
    pieces: list[tuple[str, int]] = []
    """Pieces of text with the number of the link that they are in, 0 for none."""
    places: list[int] = [0]
    unseen = links = headings = number = 0

    def line() -> Line | None:
        words = [(word, linked) for text, linked in pieces for word in text.split()]
        pieces.clear()
        if not words:
            return None
        text = " ".join(word for word, _ in words)
        links = Counter(link for _, link in words if link)
        first = words[0][1]
        return Line(
            text=text,
            words=len(words),
            linked=links.total(),
            place=places[-1],
            heading=headings > 0,
            longest_link=max(links.values(), default=0),
            leading_link=links[first] if first else 0,
        )

    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        is_link = tag == "a" and not own_links(element.get("href") or "")
        if event == "start":
            if tag in _BLOCKS and (shown := line()):
                yield shown
            unseen += tag in _UNSEEN
            links += is_link
            number += is_link
            headings += tag in _HEADINGS
            places.append(hash((places[-1], tag, element.get("class"))) if tag in _BLOCKS else places[-1])
            if element.text and not unseen:
                pieces.append((element.text, number if links else 0))
            continue
        if event == "end":
            if tag in _BLOCKS and (shown := line()):
                yield shown
            unseen -= tag in _UNSEEN
            links -= is_link
            headings -= tag in _HEADINGS
            places.pop()
        if element.tail and not unseen and element is not root:
            pieces.append((element.tail, number if links else 0))
    if shown := line():
        yield shown

"""Collect from an article's blocks the evidence of its page's kind: own sentences, and what is among them."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import islice, pairwise, takewhile

from lxml.html import HtmlElement

from corpus.articles.records import Page
from normalize.content.attachments import is_document
from normalize.content.locate_by_rules import Located
from normalize.content.teasers import is_headline_link
from normalize.fields.event_date import opens_with_day
from normalize.fields.language import is_vietnamese
from normalize.fields.title import Title
from normalize.html.blocks import Block, read_blocks
from normalize.html.boilerplate_lines import (
    is_byline,
    is_contact,
    is_date_line,
    is_edge_chrome,
    is_related_heading,
    split_date,
)
from normalize.html.input_fields import LOGIN_FIELD, TICKED
from normalize.kinds.series import series_in, threads_in
from normalize.kinds.visitors import visitor_talk
from normalize.text import squeezed, word_count
from seeds.pages.page_signs import Evidence

SENTENCE = 8
"""Words from which on a line counts as running text."""
WITHOUT_STOP = 25
"""Words from which on a line without a full stop counts, too: titles and summaries of documents are shorter."""
SUMMARY = 100
"""Words below a headline from which on they are more than a summary."""
FIRST = 200
"""Words below the first headline of a list from which on they are more than a summary: some platforms print that
summary at length (Joomla's leading item).
"""
SHORTEST = 4
"""Words of the shortest headline of another page that has a summary below it."""
HEADLINE = 5
"""Words of the shortest headline that can't be a menu's entry."""
LINKED = 0.6
"""Share of link text in a headline's line; a date may follow the link."""
NEAR = 2
"""Elements around a headline that may hold its page's content where that is no text."""
NAME = 40
"""Characters of the longest name of a page that is no headline; of 103 gold articles without a date, those whose parts
open alike have 42 and more.
"""
LABEL = 5
"""Words of the longest label of a value."""
VERSES = 3
"""Short lines with punctuation that together make a text, as a poem's or a list's."""
PICTURES = 4
"""Pictures around a sentence that make an album: articles have up to two for each sentence."""
_STOPS = (".", "…", ":", ";", "!", "?", '"', "”", ")", "/", "。", "！", "？", "»")
_ENDS = tuple(stop for stop in _STOPS if stop not in ")/")
_LABELLED = re.compile(r"[^\W\d][^:|]{1,40}:\s*\S")
_WEEK = re.compile(
    r"(?:t2 \| t3 \| t4 \| t5 \| t6 \| t7 \| cn|(?:thứ )?hai \| (?:thứ )?ba \| (?:thứ )?tư \| (?:thứ )?năm \| .*)",
    re.IGNORECASE,
)


def evidence_of(page: Page, title: str, located: Located, named: str, *, stated: bool) -> Evidence:
    """Collect the evidence in what may be the article.

    `named`: the page's own name, squeezed. `stated`: the page's date is known, from any source.
    """
    blocks, whole = located.blocks, located.whole
    anchored = located.headline is not None and squeezed(split_date(located.headline.text)[0]) in named
    lines = [block for block in whole if not (anchored and block is located.headline)]
    series = (
        []
        if located.general
        else [block for unit in series_in(lines, named=anchored and len(title) <= NAME) for block in unit]
    )
    in_series = set(map(id, series))
    dated = _is_dated(located, in_series) or _opens_with_date(located)
    undated = anchored and not (dated or stated)
    own = own_sentences(blocks, page.url, in_list=bool(located.teasers) or undated)
    stated = stated or (bool(own) and opens_with_day(own[0].text))
    own = own or (_own_tables(blocks) if dated or stated else [])
    lengths = [(word_count(block.text), block.linked) for block in whole]
    total = sum(length for length, _ in lengths) or 1
    near = [group for group in located.teasers if _stands_near(group.parent, own, located)]
    fields = _fields_among(own, located)
    talk = visitor_talk(own)
    messages = [] if located.general else threads_in(_below_headline(located))
    in_threads = {id(block) for unit in messages for block in unit}
    return Evidence(
        url=page.url,
        title=title,
        own_words=sum(word_count(block.text) for block in own),
        words_in_series=sum(word_count(block.text) for block in own if id(block) in in_series),
        table_words=sum(word_count(block.text) for block in blocks if block.kind == "table"),
        sentences=len(own),
        longest_run=_longest_run(blocks),
        dated=dated,
        stated=stated,
        linked_share=sum(length * linked for length, linked in lengths) / total,
        headlines=len({block.text for block in whole if _is_headline(block)})
        + sum(group.count for group in located.teasers),
        teasers=sum(group.count for group in near),
        teaser_words=sum(group.words for group in near),
        media=_shows_media(own, located),
        record=_labels(blocks),
        record_in_series=_labels(series),
        labelled=not located.general and _are_labelled(own),
        fields=len(fields),
        choices=sum(1 for kind in fields if kind in TICKED),
        password=LOGIN_FIELD in fields,
        addressed=talk.addressed,
        page_terms=talk.page_terms,
        vietnamese=any(is_vietnamese(block.text) for block in own[:3]),
        introduced=_is_introduced(blocks, own),
        words_in_threads=sum(word_count(block.text) for block in own if id(block) in in_threads),
        calendar=any(block.kind == "table" and _WEEK.match(block.text) for block in blocks),
        headed=located.headline is not None,
        anchored=anchored or located.by_trafilatura,
        selected=located.selected,
    )


def _leads_away(block: Block, url: str) -> bool:
    """Decide whether a line is the headline of another page."""
    if block.linked < LINKED or word_count(block.text) < SHORTEST or block.kind == "table":
        return False
    links = _links(block) or ([block.element] if block.element is not None and block.element.tag == "a" else [])
    around = block.element.iterancestors("a") if block.element is not None and not links else ()
    return any(is_headline_link(link, url) for link in (*links, *around))


def evidence_by_headline(url: str, title: Title) -> Evidence:
    """Collect the evidence around the headline of a page without a sentence of its own."""
    around = [box for box in islice(title.element.iterancestors(), NEAR) if box.tag not in ("body", "html")] if (
        title.element is not None) else []  # fmt: skip
    blocks = read_blocks(around[-1]) if around else []
    documents = (
        {link.get("href") for link in around[-1].iter("a") if is_document(link.get("href") or "")} if around else ()
    )
    return Evidence(
        url,
        title.text,
        record=_labels(blocks),
        documents=len(documents),
        headlines=len({block.text for block in blocks if _is_headline(block)}),
        anchored=True,
    )


def own_sentences(blocks: Sequence[Block], url: str = "", *, in_list: bool = False) -> list[Block]:
    """Return the blocks that only an article has: sentences outside of links, rows, labels, addresses and counters.

    Sentences below a headline that leads to another page are that page's. Short lines count where several of them have
    the punctuation of a text. `in_list`: teasers were cut there, or the page has its own name above and no date.
    """
    own, verses = [], []
    others = _of_other_pages(blocks, url, in_list=in_list)
    for at, block in enumerate(blocks):
        if at in others or block.kind in ("table", "image") or block.linked >= 0.5 or not block.text:
            continue
        if is_contact(block.text):
            continue
        if is_sentence(block) and not is_edge_chrome(block.text):
            own.append(block)
        elif _is_verse(block):
            verses.append(block)
    return own or (verses if len(verses) >= VERSES else [])


def is_sentence(block: Block) -> bool:
    """Decide whether a block is as long and ends as a sentence does. Items of a table of contents end with brackets."""
    count = word_count(block.text)
    stops = _ENDS if block.kind == "item" else _STOPS
    return count >= SENTENCE and (count >= WITHOUT_STOP or block.text.rstrip().endswith(stops))


def _is_verse(block: Block) -> bool:
    stopped = block.text.rstrip().endswith((*_STOPS[:6], ","))
    return 3 <= word_count(block.text) < SENTENCE and stopped and block.kind != "heading"


def _of_other_pages(blocks: Sequence[Block], url: str, *, in_list: bool) -> frozenset[int]:
    """Return the positions of blocks below other pages' headlines: a summary each, at least two of them.

    Behind the last headline, as many words belong to it as the longest summary before has.
    """
    heads = [at for at, block in enumerate(blocks) if _leads_away(block, url)]
    opens = bool(heads) and blocks[heads[0]].kind == "heading" and not any(map(is_sentence, blocks[: heads[0]]))
    most = FIRST if opens and in_list else SUMMARY
    found: set[int] = set()
    longest = summaries = 0
    for at, behind in pairwise([*heads, len(blocks)]):
        below = [place for place in range(at + 1, behind) if blocks[place].linked < 0.5 and blocks[place].text]
        count = sum(word_count(blocks[place].text) for place in below)
        if behind == len(blocks) and count > most:
            below = _first_words(blocks, below, longest)
            count = longest
        if 0 < count <= most:
            summaries += any(is_sentence(blocks[place]) for place in below)
            longest = max(longest, count)
            found.update(below)
    return frozenset(found) if summaries >= (1 if opens else 2) else frozenset()


def _first_words(blocks: Sequence[Block], places: Sequence[int], most: int) -> list[int]:
    """Return the first of these blocks, with at most `most` words together."""
    taken, count = [], 0
    for place in places:
        count += word_count(blocks[place].text)
        if count > most:
            break
        taken.append(place)
    return taken


def _own_tables(blocks: Sequence[Block]) -> list[Block]:
    """Return the tables of figures or days that an article may consist of: three columns or more, and no links."""
    return [
        block
        for block in blocks
        if block.kind == "table" and block.text.count(" | ") >= 2 * len(block.text.split("\n")) and not _links(block)
    ]


def _labels(blocks: Sequence[Block]) -> int:
    """Count the lines or rows that are a label and its value; 0 where most lines and rows are something else."""
    shown = [block for block in blocks if block.text and block.kind != "image"]
    rows = [row for block in shown if block.kind == "table" for row in block.text.split("\n")]
    pairs = sum(len(cells) // 2 for cells in (row.split(" | ") for row in rows) if _are_pairs(cells))
    lines = [block for block in shown if block.kind != "table" and block.linked < 0.5]
    pairs += sum(1 for block in lines if _LABELLED.match(block.text) and word_count(block.text) < 2 * WITHOUT_STOP)
    short = [1 <= word_count(block.text) <= LABEL for block in lines]
    stacked = sum(1 for one, other in pairwise(short) if one and other) + sum(
        1 for one, other in pairwise(short) if one > other
    )
    pairs += stacked // 2
    return pairs if 2 * pairs >= len(rows) + len(lines) // 2 else 0


def _are_pairs(cells: list[str]) -> bool:
    """Decide whether the cells of a row are labels, each with its value behind it."""
    return len(cells) in (2, 4) and all(0 < word_count(cell) <= LABEL for cell in cells[::2])


def _stands_near(parent: HtmlElement, own: Sequence[Block], located: Located) -> bool:
    """Decide whether teasers are directly among the text: in its own box, or in a box around that."""
    if located.selected or not own:
        return True
    around = set(parent.iterancestors())
    return any(box is parent or box in around or parent in islice(box.iterancestors(), 3) for box in _boxes(own))


def _boxes(own: Sequence[Block]) -> set[HtmlElement]:
    """Return the elements below the page's root that sentences share with other blocks."""
    return {box for box in map(_box, own) if box is not None and box.tag not in ("body", "html")}


def _box(block: Block) -> HtmlElement | None:
    """Return the element that a block shares with others: not its own paragraph, nor its own list."""
    element = block.element
    while element is not None and element.tag in ("p", "li", "ul", "ol", "blockquote", "h2", "h3", "h4"):
        element = element.getparent()
    return element


def _fields_among(own: Sequence[Block], located: Located) -> list[str]:
    """Return the types of the input fields in the boxes of an article's sentences."""
    return max((located.fields.get(box, []) for box in _boxes(own)), key=len, default=[])


def _are_labelled(own: Sequence[Block]) -> bool:
    """Decide whether all sentences but one begin with a label, as in a procedure's steps or a notice of a tender."""
    return sum(1 for block in own if not _LABELLED.match(block.text)) <= 1


def _is_introduced(blocks: Sequence[Block], own: Sequence[Block]) -> bool:
    """Decide whether a sentence without a label opens the text, as it does in a news item before a list of results."""
    if not own or own[0].kind == "table" or _LABELLED.match(own[0].text):
        return False
    above = takewhile(lambda block: block is not own[0], blocks)
    return not any(_LABELLED.match(block.text) and not is_date_line(block.text) for block in above)


def _shows_media(own: Sequence[Block], located: Located) -> bool:
    """Decide whether a player, or an album's pictures, are in the box of a sentence."""
    boxes = _boxes(own)
    pictures = [block.element for block in located.whole if block.kind == "image" and block.element is not None]
    inside = sum(1 for picture in pictures if not boxes.isdisjoint(picture.iterancestors()))
    return not boxes.isdisjoint(located.players) or inside >= PICTURES


def _is_dated(located: Located, in_series: Container[int]) -> bool:
    """Decide whether a date is below the headline, before the first sentence, and outside of a series."""
    around = located.around
    at = next((at for at, block in enumerate(around) if block is located.headline), None)
    if at is None:
        return False
    below = around[at + 1 :]
    below = below[
        : next((at for at, block in enumerate(below) if block.linked >= LINKED and _is_headline(block)), None)
    ]
    return any(
        (is_date_line(block.text) or is_byline(block.text)) and id(block) not in in_series for block in below
    ) or (located.headline is not None and split_date(located.headline.text)[1] is not None)


def _below_headline(located: Located) -> list[Block]:
    """Return the searched blocks below the headline, or all of them where none is shown."""
    around = located.around
    at = next((at for at, block in enumerate(around) if block is located.headline), -1)
    seen = set(map(id, around))
    return [*around[at + 1 :], *(block for block in located.whole if id(block) not in seen)]


def _opens_with_date(located: Located) -> bool:
    """Decide whether a date is directly above the first sentence, in its box, where no headline is shown."""
    if located.headline is not None:
        return False
    inside = set(map(id, located.blocks))
    first = next((at for at, block in enumerate(located.whole) if id(block) in inside and is_sentence(block)), 0)
    if first == 0:
        return False
    above = located.whole[first - 1]
    box = _box(above)
    return box is not None and box is _box(located.whole[first]) and is_date_line(above.text)


def _longest_run(blocks: Sequence[Block]) -> int:
    longest = run = 0
    for block in blocks:
        if block.linked >= 0.5 and block.text:
            run = 0
        elif block.kind != "table" and word_count(block.text) >= SENTENCE:
            run += word_count(block.text)
        longest = max(longest, run)
    return longest


def _is_headline(block: Block) -> bool:
    if block.kind in ("image", "table") or block.linked < LINKED or word_count(block.text) < HEADLINE:
        return False
    if is_related_heading(block.text):
        return False
    return not any(is_document(link.get("href") or "") for link in _links(block))


def _links(block: Block) -> list[HtmlElement]:
    """Return the links of a block's element; for a line that ends at a break, those since the last break or block."""
    if block.element is None or block.element.tag != "br":
        return list(block.element.iter("a")) if block.element is not None else []
    line = takewhile(_is_inline, block.element.itersiblings(preceding=True))
    return [link for element in line for link in element.iter("a")]


def _is_inline(element: HtmlElement) -> bool:
    return element.tag in ("a", "b", "strong", "span", "em", "i", "font", "u", "small")

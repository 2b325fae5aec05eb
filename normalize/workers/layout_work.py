"""Learn layouts in child processes: several children read pages one by one, one child joins the results."""

from __future__ import annotations

import json
import pickle
import zlib
from collections.abc import Sequence
from dataclasses import replace

from corpus.articles.records import Article, Outcome, Page
from normalize.article import normalise
from normalize.html.parse import parse
from normalize.layouts.apply import apply_layout
from normalize.layouts.layout import from_json, parsed
from normalize.layouts.learn import learn
from normalize.layouts.places import LONGEST, hashed
from normalize.layouts.shape import Shape, read_shape
from normalize.layouts.text_places import SENTENCE
from normalize.page_source import page_text
from normalize.text import squeezed, word_count
from normalize.workers.layout_jobs import Packed
from seeds.config.site import Site

MOST_MARKS = 150_000
"""Most blocks that a layout is learned from: some 100 MB. Further pages are left out, the last ones first."""


def packed_shape(page: Page, site: Site) -> bytes | None:
    """Return the shape of a page, packed; None where it is no page of HTML."""
    shape = read_shape(page, site)
    return zlib.compress(pickle.dumps(shape), 1) if shape is not None else None


def learned(shapes: Sequence[Packed], before: str | None) -> tuple[str, str]:
    """Learn the layout that these pages show; return its hash, and its templates as JSON.

    `before`: the templates until now.
    """
    read: list[Shape] = []
    marks = 0
    for page, capture, data in shapes:
        shape: Shape = pickle.loads(zlib.decompress(data))  # noqa: S301  # a child of ours wrote it
        marks += len(shape.marks)
        if marks > MOST_MARKS:
            break
        read.append(replace(shape, page=page, capture=capture))
    layout = learn(read, from_json(json.loads(before)) if before else None)
    return layout.hash, json.dumps(layout.as_json())


def lines_lost(page: Page, site: Site, before: str | None, after: str) -> list[tuple[int, int, bool]]:
    """Return, for each line of running text by the layout until now, a hash, its words, and if it would be lost."""
    old = normalise(page, site, parsed(before) if before else None)
    kept = set(_lines(normalise(page, site, parsed(after))))
    return [(line, words, line not in kept) for line, words in _lines(old).items()]


def _lines(outcome: Outcome) -> dict[int, int]:
    if not isinstance(outcome, Article):
        return {}
    said = "\n".join(part for part in (outcome.title, outcome.lead, outcome.text) if part)
    found = ((squeezed(line), word_count(line)) for line in said.split("\n"))
    return {hashed(line): words for line, words in found if words >= SENTENCE}


def explained(page: Page, site: Site, layout: str) -> list[tuple[str, str]]:
    """Return each block of a page with its template's reason; nothing where no template fits."""
    tree = parse(page_text(page, site))
    seen = apply_layout(tree, parsed(layout), whole=True)
    if seen is None or not seen.fits:
        return []
    return [(seen.why(block), block.text[:LONGEST] or "(a picture)") for block in seen.blocks]

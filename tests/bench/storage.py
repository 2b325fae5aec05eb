"""Bytes of a stored page: as sent, as in WARC (gzip), with zstd, and with zstd and a dictionary of its set."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.maintenance.compression_dictionaries import packed_size, trained
from seeds.errors import UsageError
from tests.bench.pages import Sets


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes a page, on the pages that the dictionary was not trained from."""

    name: str
    pages: int
    """Different pages of the set."""
    raw: float
    gzip: float
    zstd: float
    dictionary: float | None
    """None where the pages are too few to train one."""

    @property
    def is_worth_it(self) -> bool:
        """Whether the dictionary at least halves the bytes: what `tinhuy storage train` asks too."""
        return self.dictionary is not None and 2 * self.dictionary <= self.zstd


def measure(sets: Sets) -> Iterator[Sizes]:
    """Each set by itself, in the same order every time."""
    for name, subjects in sets.items():
        pages = list(dict.fromkeys(subject.page.body for subject in subjects))
        random.Random(1).shuffle(pages)
        yield _sizes(name, pages)


def _sizes(name: str, pages: Sequence[bytes]) -> Sizes:
    held_out = pages[4::5] or pages
    try:
        with_dictionary = trained(pages).packed / len(held_out)
    except UsageError:
        with_dictionary = None
    each = 1 / len(held_out)
    zipped = sum(len(gzip.compress(page)) for page in held_out)
    plain = (sum(map(len, held_out)) * each, zipped * each, packed_size(held_out) * each)
    return Sizes(name, len(pages), *plain, with_dictionary)

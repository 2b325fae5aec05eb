"""Made articles: seeded, as skewed as real ones, over 16 years and 100 sites."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.bench.search.vocabulary import Vocabulary

RECIPE = 1
"""Raised by hand when what is made changes; a corpus of another recipe or schema is made anew."""
SITES = 100
FIRST, LAST = datetime(2010, 11, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
_SECTIONS = ("Tin tức", "Chính trị", "Kinh tế", "Xã hội", "Văn bản", "Xây dựng Đảng", "Hoạt động của lãnh đạo")


@dataclass(frozen=True, slots=True)
class Made:
    """One made article."""

    number: int
    site: str
    title: str
    lead: str
    text: str
    published_at: datetime
    author: str
    section: str


def articles(first: int, end: int, number: int) -> Iterator[Made]:
    """Make articles `first` to `end` of `number`, as crawls bring them: newest first, with late ones.

    Texts have some 350 syllables in the middle and up to 10,000; late years have more articles than early ones.
    """
    vocabulary, rng = Vocabulary(), random.Random(first)
    span = (LAST - FIRST).total_seconds()
    for at in range(first, end):
        site = int(SITES * rng.random() ** 1.7)
        age = (at / number + rng.gauss(0, 0.08)) % 1.0  # crawled from the newest back, each portal at its own speed
        published = LAST - timedelta(seconds=int(span * age**1.25))
        yield _article(vocabulary, rng, at + 1, f"made-{site:03}", published)


def _article(words: Vocabulary, rng: random.Random, number: int, site: str, at: datetime) -> Made:
    length = max(40, min(6_000, int(rng.lognormvariate(5.2, 0.75))))
    drawn = rng.choices(words.words, cum_weights=words.weights, k=length + 40)
    people = rng.choices(words.people, cum_weights=words.people_weights, k=2 + length // 60)
    commune = words.communes[int(len(words.communes) * rng.random() ** 2)]
    for name in people:
        drawn[rng.randrange(len(drawn))] = f"đồng chí {name}"
    for _ in range(1 + length // 150):
        drawn[rng.randrange(len(drawn))] = f"số {words.number(rng, at.year)}"
        drawn[rng.randrange(len(drawn))] = f"{rng.randrange(1, 32)}/{rng.randrange(1, 13)}/{at.year - rng.randrange(3)}"
        drawn[rng.randrange(len(drawn))] = f"{rng.randrange(1, 100_000)}"
        drawn[rng.randrange(len(drawn))] = f"xã {commune}"
    title, lead, text = drawn[:8], drawn[8:30], drawn[30:]
    return Made(
        number, site, _sentence(title), _sentence(lead) + ".", _paragraphs(text), at, people[0], rng.choice(_SECTIONS)
    )


def _sentence(words: list[str]) -> str:
    joined = " ".join(words)
    return joined[:1].upper() + joined[1:]


def _paragraphs(words: list[str]) -> str:
    sentences = [_sentence(words[at : at + 14]) + "." for at in range(0, len(words), 14)]
    return "\n\n".join(" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4))

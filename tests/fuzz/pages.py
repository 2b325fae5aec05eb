"""Mutated pages: each from its seed and its number alone, so that any one can be made again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from corpus.articles.records import EXTRACTED_TEXT
from normalize.workers.child_process import Task
from tests.bench.pages import Subject
from tests.fuzz.material import CODECS
from tests.fuzz.mutations import MUTATIONS


@dataclass(frozen=True)
class Mutated:
    """A page to clean, and how it came to be."""

    number: int
    task: Task
    story: str

    def __str__(self) -> str:
        return f"page {self.number}: {self.story}; {len(self.task.page.body):,} bytes"


def mutated(subjects: Sequence[Subject], seed: int, number: int) -> Mutated:
    """The page of that number: one of the given ones, spoilt in one to three ways."""
    rng = Random(f"{seed}-{number}")
    subject = rng.choice(subjects)
    body = subject.page.body
    ways = [rng.choice(MUTATIONS) for _ in range(rng.choice((1, 1, 2, 3)))]
    for way in ways:
        body = way(body, rng)
    kind = _content_type(rng, subject.page.content_type)
    story = " + ".join((subject.name, *(way.__name__ for way in ways), kind or ""))
    return Mutated(
        number, Task(replace(subject.page, body=body, content_type=kind), "_fuzz", subject.site.language), story
    )


def _content_type(rng: Random, own: str | None) -> str | None:
    chance = rng.random()
    if chance < 0.05:
        return EXTRACTED_TEXT
    return f"text/html; charset={rng.choice(CODECS)}" if chance < 0.15 else own

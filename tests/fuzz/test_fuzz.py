"""The fuzzing in short: 120 mutated pages through real children; `make fuzz` sends 10,000, and larger ones."""

from __future__ import annotations

from itertools import count, islice

import pytest

from normalize.workers.child_process import Task
from tests.bench.pages import own_pages
from tests.fuzz.mutations import DEEP, LARGE
from tests.fuzz.pages import Mutated, mutated
from tests.fuzz.run import fuzz

pytestmark = [pytest.mark.xdist_group("children"), pytest.mark.slow]
SEED = 1
SMALL = 80_000
"""Bytes: larger pages are left to `make fuzz`, but for one of each kind."""


def _large() -> list[Mutated]:
    body = own_pages()[0].page
    spoilt = {
        "deep": body.body.replace(b"</p>", b"<div>" * DEEP, 1),
        "huge attribute": body.body.replace(b"<p", b"<p class='" + b"a " * (LARGE // 2) + b"'", 1),
        "thousands of siblings": body.body.replace(b"</p>", "<div>Tin khác</div>".encode() * 5_000, 1),
        "control codes": body.body.replace(b" ", b"\x01 &#2; \x0c"),
    }
    pages = (type(body)(body.url, text, body.content_type, body.fetched_at) for text in spoilt.values())
    return [
        Mutated(-at, Task(page, "_fuzz"), story) for at, (story, page) in enumerate(zip(spoilt, pages, strict=True))
    ]


def test_mutated_pages_become_articles_or_rejections() -> None:
    subjects = own_pages()
    small = (page for at in count() if len((page := mutated(subjects, SEED, at)).task.page.body) < SMALL)
    pages = [*islice(small, 116), *_large()]
    tally = fuzz(pages, workers=2)
    assert tally.pages == len(pages)
    assert tally.decoded >= 0.5 * len(pages)
    assert tally.deaths == 0
    assert tally.notes == []
    assert tally.outcomes["article"] > 20


def test_a_page_can_be_made_again_from_its_number() -> None:
    subjects = own_pages()
    assert mutated(subjects, SEED, 7).task == mutated(subjects, SEED, 7).task
    assert mutated(subjects, SEED, 7).task != mutated(subjects, SEED + 1, 7).task

"""Learn a site's boilerplate from its stored pages, which child processes read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from corpus.database.retry import with_retry
from corpus.search.lookup import newest_captures
from normalize.workers.boilerplate import LEAST, Learned, learn
from normalize.workers.child_process import Task
from normalize.workers.learn_layout import in_batches
from normalize.workers.page_blocks import PageBlocks, read_page
from normalize.workers.page_cleaners import children
from seeds.errors import TinhuyError


class TooFewPagesError(TinhuyError):
    """Raised where a site has too few pages to show what recurs."""


def learn_site(
    engine: Engine,
    site: str,
    most: int,
    seeds: Path | None = None,
    *,
    advance: Callable[[], None] = lambda: None,
    workers: int = 0,
) -> Learned:
    """Learn what the newest pages of a site with an article have in common, beyond what its present rules cut.

    Raises TooFewPagesError.
    """
    engine = engine.execution_options(postgresql_readonly=True)
    captures = with_retry(engine, partial(newest_captures, site=site, limit=most))
    learned = learn(_read(engine, captures, seeds, advance, workers))
    if learned.pages < LEAST:
        raise TooFewPagesError(
            f"Only {learned.pages} different pages with an article are stored of {site}; learning needs {LEAST}.",
            f"Crawl it first: tinhuy crawl {site}",
        )
    return learned


def _read(
    engine: Engine, captures: list[int], seeds: Path | None, advance: Callable[[], None], workers: int
) -> Iterator[PageBlocks]:
    with children(seeds, workers) as pool:
        for batch in in_batches(engine, captures):
            for blocks in pool.each(read_page, [Task(pending.page(), pending.site) for pending in batch]):
                advance()
                if blocks is not None:
                    yield blocks

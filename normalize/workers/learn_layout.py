"""Learn the layout of a site from its stored pages, and use it unless it would cut good text."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, Engine

from corpus.articles import layouts
from corpus.articles.layouts import Sample
from corpus.articles.pending_snapshots import Pending, several
from corpus.database.retry import with_retry
from normalize.workers.child_process import Task
from normalize.workers.layout_jobs import Packed, learned, lines_lost, packed_shape
from normalize.workers.page_cleaners import Children
from normalize.workers.pool_job import DiedError, FailedError, OutOfTimeError

logger = logging.getLogger(__name__)

FEWEST = 8
"""Least stored pages of a site that anything can be learned from."""
BATCH = 32
"""Most pages that are read at once."""
JUDGED = 30
"""Pages on which a new layout is tried before it is used."""
LOST = 0.3
"""Share of the good text from which on a layout that would cut it is held for a person."""
ENOUGH = 200
"""Least words of good text on which a layout is judged."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """The result of learning: the layout's number, and the reason if it is held."""

    number: int
    is_new: bool
    held_because: str | None = None


def learn_layout(
    engine: Engine, pool: Children, site: str, advance: Callable[[], None] = lambda: None
) -> Lesson | None:
    """Learn a site's layout from its stored pages, if these have changed since it was last learned.

    None where there was nothing to learn. The layout depends on the stored pages alone, not on their order.
    """
    sample = with_retry(engine, partial(layouts.sample, site=site))
    newest = with_retry(engine, partial(layouts.newest, site=site))
    if len(sample.snapshots) < FEWEST or (newest is not None and newest.learned_from == sample.hash):
        return None
    in_force = with_retry(engine, partial(layouts.get, site=site))
    before = json.dumps(in_force.templates) if in_force is not None else None
    try:
        hash_, after = pool.call(learned, list(_shapes(engine, pool, sample, advance)), before)
    except (OutOfTimeError, DiedError, FailedError) as error:
        logger.warning("No layout was learned of %s: %r", site, error)
        return None
    because = None
    if in_force is None or in_force.hash != hash_:
        because = why_hold(engine, pool, sample, before, after)
    templates = json.loads(after)
    number, is_new = with_retry(
        engine, partial(_store, site=site, hash_=hash_, templates=templates, sample=sample, because=because)
    )
    return Lesson(number, is_new, because)


def _store(
    conn: Connection, site: str, hash_: str, templates: list[dict[str, object]], sample: Sample, because: str | None
) -> tuple[int, bool]:
    return layouts.store(conn, site, hash_, templates, sample, because)


def _shapes(engine: Engine, pool: Children, sample: Sample, advance: Callable[[], None]) -> Iterator[Packed]:
    for batch in in_batches(engine, sample.snapshots):
        tasks = [Task(pending.page(), pending.site) for pending in batch]
        for pending, shape in zip(batch, pool.each(packed_shape, tasks), strict=True):
            advance()
            if shape is not None:
                yield pending.page_id, pending.snapshot_id, shape


def in_batches(engine: Engine, snapshots: Sequence[int]) -> Iterator[list[Pending]]:
    """Read snapshots in their order, in batches that are bounded by their bytes, too: 32 pages of 20 MB take 1.4 GB."""
    start = 0
    while start < len(snapshots):
        ids = snapshots[start : start + BATCH]
        batch = with_retry(engine, partial(several, snapshot_ids=ids))
        start += ids.index(batch[-1].snapshot_id) + 1 if batch else len(ids)
        yield batch


def why_hold(engine: Engine, pool: Children, sample: Sample, before: str | None, after: str) -> str | None:
    """Return the reason to hold a layout; None where it may be used.

    Good text is text that the present layout (or none) takes, and that is on one page alone.
    """
    found: list[list[tuple[int, int, bool]]] = []
    for batch in in_batches(engine, sample.snapshots[:JUDGED]):
        tasks = [Task(pending.page(), pending.site) for pending in batch]
        found += [lines or [] for lines in pool.each(partial(lines_lost, before=before, after=after), tasks)]
    pages = Counter(line for lines in found for line, _, _ in lines)
    good = [(words, is_lost) for lines in found for line, words, is_lost in lines if pages[line] == 1]
    whole = sum(words for words, _ in good)
    lost = sum(words for words, is_lost in good if is_lost)
    if whole < ENOUGH or lost <= LOST * whole:
        return None
    return f"it would cut {lost:,} of {whole:,} words of running text on {len(found)} pages"

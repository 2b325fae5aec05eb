"""Compare all stored pages with the outcome of the present rules, without writing anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from sqlalchemy import Connection, Engine

from corpus.articles.preview import Row, StoredOutcome, stored_outcomes, would_publish
from corpus.articles.publishing import OURS, Pending, walk
from corpus.articles.records import Article, Outcome, Rejection
from corpus.articles.review_queue import why_hold
from corpus.database.retry import with_retry
from normalize.workers.comparison import Change, Comparison, Differences, fields_changed
from normalize.workers.page_cleaners import Children, children
from normalize.workers.site_layouts import SiteLayouts, outcomes
from normalize.workers.worker import BATCH


@dataclass(frozen=True, slots=True)
class _Cleaned:
    """A stored capture and its outcome before, with its new outcome."""

    pending: Pending
    outcome: Outcome
    standing: StoredOutcome
    row: Row | None
    """The row that the corpus would hold for it, if it is an article."""

    @property
    def moment(self) -> tuple[object, int]:
        return self.pending.fetched_at, self.pending.snapshot_id


def differences(
    engine: Engine,
    seeds: Path | None = None,
    sites: Sequence[str] | None = None,
    *,
    worst: int = 5,
    advance: Callable[[], None] = lambda: None,
    workers: int = 0,
) -> Differences:
    """Clean all stored pages by the present rules, and compare the outcomes. `advance` is called for each capture."""
    found = Differences(worst)
    with children(seeds, workers) as pool:
        captures = _cleaned(engine.execution_options(postgresql_readonly=True), pool, sites, advance)
        for _, of_page in groupby(captures, lambda one: one.pending.page_id):
            found.add(_compared(list(of_page)))
    return found


def _cleaned(
    engine: Engine, pool: Children, sites: Sequence[str] | None, advance: Callable[[], None]
) -> Iterator[_Cleaned]:
    """Yield all captures that can decide an article, page by page, with one batch in memory at once."""
    cursor, layouts = (0, 0), SiteLayouts()
    while batch := with_retry(engine, partial(walk, after=cursor, batch=BATCH, sites=sites)):
        known = with_retry(engine, partial(layouts.of, batch=batch))
        found = list(outcomes(pool, batch, known))
        for one in with_retry(engine, partial(_beside, batch=batch, outcomes=found)):
            yield one
            advance()
        cursor = (batch[-1].page_id, batch[-1].snapshot_id)


def _beside(conn: Connection, batch: Sequence[Pending], outcomes: Sequence[Outcome]) -> list[_Cleaned]:
    standing = stored_outcomes(conn, batch)
    return [
        _Cleaned(one, outcome, standing[one.snapshot_id], _row(conn, one, outcome, standing[one.snapshot_id]))
        for one, outcome in zip(batch, outcomes, strict=True)
        if one.snapshot_id in standing
    ]


def _row(conn: Connection, pending: Pending, outcome: Outcome, standing: StoredOutcome) -> Row | None:
    """Return the article's row; None where the outcome is no article, or would be held for a person."""
    if not isinstance(outcome, Article):
        return None
    row = would_publish(conn, pending, outcome)
    if standing.article is None or pending.snapshot_id == standing.article_snapshot:
        return row
    captured = {**row, "captured_at": pending.fetched_at}
    return None if why_hold(conn, pending.site, standing.article, captured) else row


def _compared(captures: list[_Cleaned]) -> Comparison:
    """Compare one page with the state in which `publishing.publish` would leave it after all of its captures."""
    captures.sort(key=lambda one: one.moment)
    newest, standing = captures[-1], captures[-1].standing
    compared = partial(Comparison, newest.pending.site, newest.pending.url)
    before = standing.article
    after = next((one.row for one in reversed(captures) if one.row is not None), None)
    if before is not None and after is not None:
        fields = fields_changed(before, after)
        return compared(Change.CHANGED if fields else Change.UNCHANGED, fields, None, before, after)
    if after is not None:
        return compared(Change.GAINED, (), standing.reason, {}, after)
    if before is not None:
        return _withdrawn(captures, before, compared)
    why = newest.outcome.reason.value if isinstance(newest.outcome, Rejection) else None
    return compared(Change.UNCHANGED if why == standing.reason else Change.REASON, (), why)


def _withdrawn(captures: list[_Cleaned], before: Row, compared: Callable[..., Comparison]) -> Comparison:
    """Compare an article that no capture gives any more: it stays only where cleaning itself failed."""
    stood_on = [one for one in captures if one.pending.snapshot_id == one.standing.article_snapshot]
    reasons = [one.outcome.reason for one in stood_on if isinstance(one.outcome, Rejection)]
    # No reason: the corpus holds a newer capture than the walked ones, so nothing speaks against the article.
    if not reasons or reasons[0] in OURS:
        return compared(Change.UNCHANGED)
    fate = Change.OLDER if stood_on[0].standing.has_older else Change.LOST
    return compared(fate, (), reasons[0].value, before)

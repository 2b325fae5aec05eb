"""Times in the corpus: the database's, never in the future, because the clocks of machines are wrong at times.

A page that was fetched by a clock a year ahead would not be requested until then, and no capture would be newer.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Interval, case, func, literal, or_, select, update

from corpus.database.tables import Article, ArticleVersion, Page, SectionWalk, Snapshot

LONGEST_WAIT = timedelta(days=60)
"""Longest time until a page is requested again (crawler.storage.revisit)."""
TOLERANCE = timedelta(minutes=10)
"""Difference between clocks that is normal."""


def now(conn: Connection) -> datetime:
    """Return the database's time at which the transaction began."""
    moment: datetime = conn.execute(select(func.now())).scalar_one()
    return moment


def bounded(at: datetime, due_at: datetime | None, now: datetime) -> tuple[datetime, datetime | None]:
    """Limit the time of a fetch to the present, and the time of the next to LONGEST_WAIT from now."""
    return min(at, now), None if due_at is None else min(due_at, now + LONGEST_WAIT)


def mend(conn: Connection, site: str) -> int:
    """Correct the times of a site that a wrong clock wrote: times in the future become the present.

    Returns the number of corrected pages.
    """
    late = func.now() + literal(TOLERANCE, Interval)
    too_late = func.now() + literal(LONGEST_WAIT + TOLERANCE, Interval)
    before = func.now() - literal(timedelta(seconds=1), Interval)  # before the run that asks, so that --full wants it
    wrong = Page.site == site, or_(Page.fetched_at > late, Page.discovered_at > late, Page.due_at > too_late)
    present: dict[str, Any] = {
        "fetched_at": case((Page.fetched_at > func.now(), before), else_=Page.fetched_at),
        "discovered_at": func.least(Page.discovered_at, func.now()),
        "due_at": func.now(),
    }
    pages = list(conn.scalars(update(Page).where(*wrong).values(present).returning(Page.id)))
    conn.execute(update(SectionWalk).where(SectionWalk.site == site, SectionWalk.at > late).values(at=func.now()))
    if not pages:
        return 0
    of_them = Snapshot.page_id.in_(pages), Snapshot.fetched_at > late
    conn.execute(update(Snapshot).where(*of_them).values(fetched_at=before))
    for table in (Article, ArticleVersion):
        wrong_capture = table.page_id.in_(pages), table.captured_at > late
        conn.execute(update(table).where(*wrong_capture).values(captured_at=before))
    wrong_first = Article.page_id.in_(pages), Article.first_captured_at > late
    conn.execute(update(Article).where(*wrong_first).values(first_captured_at=before))
    return len(pages)

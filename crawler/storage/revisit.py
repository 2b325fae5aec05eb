"""When to fetch a known page again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

AGES = (
    # Portals correct what is new: typing errors on the day itself, captions and names within the week.
    (timedelta(days=7), timedelta(days=1)),
    # Later changes are rare (a wrong figure, a replaced picture).
    (timedelta(days=60), timedelta(days=7)),
)
"""Pairs of age and wait: an article younger than the age is fetched again after the wait."""

OLD = timedelta(days=60)
"""Wait for older articles. These change when the portal is rebuilt or taken down, and two months are soon enough to see
that."""

AFTER_FAILURE = (timedelta(hours=1), timedelta(days=1), timedelta(days=7), timedelta(days=30))
"""Waits after the first, second, … failure in a row; the last holds for all that follow."""


def due_at(fetched_at: datetime, published: date | None) -> datetime:
    """Return when to fetch again an article fetched at `fetched_at`.

    `published` is the date that its list shows, or else the day of its discovery. Without one, or with one in the
    future, the article counts as a week old.
    """
    age = fetched_at.date() - published if published else AGES[0][0]
    if age < -timedelta(days=1):  # in another time zone it may be tomorrow
        age = AGES[0][0]
    for limit, wait in AGES:
        if age < limit:
            return fetched_at + wait
    return fetched_at + OLD


def due_after_failure(failed_at: datetime, failures: int) -> datetime:
    """Return when to try again after the `failures`-th failure in a row (1 and up)."""
    return failed_at + AFTER_FAILURE[min(max(failures, 1), len(AFTER_FAILURE)) - 1]

"""Progress of the sites' schedules, and paused sites. Nothing here commits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.postgresql import insert

from corpus.database.tables import Schedule


@dataclass(frozen=True, slots=True)
class ScheduleState:
    """Progress of a site's schedule."""

    site: str
    done_until: datetime
    paused_at: datetime | None


def take(conn: Connection, site: str, due: datetime, now: datetime) -> bool:
    """Claim the crawl that was due at `due`; return True for one caller only.

    Several missed moments give one crawl. A site that is seen for the first time waits for its next moment, and so does
    one that is paused.
    """
    first = insert(Schedule).values(site=site, done_until=now).on_conflict_do_nothing().returning(Schedule.site)
    if conn.scalar(first) is not None:
        return False
    late = (Schedule.site == site, Schedule.done_until < due, Schedule.paused_at.is_(None))
    return conn.execute(update(Schedule).where(*late).values(done_until=due)).rowcount > 0


def pause(conn: Connection, site: str) -> None:
    """Pause a site's schedule until `resume`. A site that is paused already keeps its time."""
    row = insert(Schedule).values(site=site, done_until=func.now(), paused_at=func.now())
    since = {"paused_at": func.coalesce(Schedule.paused_at, row.excluded.paused_at)}
    conn.execute(row.on_conflict_do_update(index_elements=[Schedule.site], set_=since))


def resume(conn: Connection, site: str) -> None:
    """Resume a site's schedule with the next moment at which it is due; missed moments are not made up for."""
    values = {"paused_at": None, "done_until": func.now()}
    conn.execute(update(Schedule).where(Schedule.site == site, Schedule.paused_at.is_not(None)).values(values))


def schedule_states(conn: Connection) -> dict[str, ScheduleState]:
    """Return the progress of every site that the service has seen, by id."""
    rows = conn.execute(select(Schedule.site, Schedule.done_until, Schedule.paused_at))
    return {row.site: ScheduleState(row.site, row.done_until, row.paused_at) for row in rows}

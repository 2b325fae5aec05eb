"""Alarms: a finding raises one with the first run that shows it, until a run shows that it is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from corpus.crawling.runs import Run
from corpus.database import sanitize
from corpus.database.tables import Alarm, Site
from corpus.health.findings import Code, Finding


class Raised(NamedTuple):
    """A stored alarm, with the site's name."""

    id: int
    site: str
    site_name: str
    code: str
    subject: str
    words: str
    figures: dict[str, Any]
    run_id: int
    opened_at: datetime
    told_at: datetime | None


def standing(conn: Connection, site: str) -> dict[tuple[str, str], Finding]:
    """Return the findings behind the site's open alarms, by code and subject."""
    rows = conn.execute(select(Alarm).where(Alarm.site == site, Alarm.closed_at.is_(None)))
    found = (Finding(Code(row.code), row.subject, row.words, row.figures) for row in rows)
    return {finding.key: finding for finding in found}


def follow(conn: Connection, run: Run, findings: Sequence[Finding], *, closing: bool) -> None:
    """Open alarms for new findings, and update those of known ones.

    With `closing`, alarms that the run no longer shows are closed. A run that did not come to its end can't tell what
    is over: pass `closing=False`.
    """
    for finding in findings:
        row = {"words": sanitize.text(finding.words), "figures": sanitize.json(dict(finding.figures))}
        statement = insert(Alarm).values(
            site=run.site, code=finding.code.value, subject=sanitize.text(finding.subject), run_id=run.id, **row
        )
        key = ["site", "code", "subject"]
        is_open = Alarm.closed_at.is_(None)
        conn.execute(statement.on_conflict_do_update(index_elements=key, index_where=is_open, set_=row))
    if closing:
        over = (Alarm.site == run.site, Alarm.closed_at.is_(None))
        shown = [(code, sanitize.text(subject)) for code, subject in (finding.key for finding in findings)]
        gone = (tuple_(Alarm.code, Alarm.subject).not_in(shown),) if shown else ()
        conn.execute(update(Alarm).where(*over, *gone).values(closed_at=func.now()))


def close_all(conn: Connection, site: str) -> None:
    """Close all alarms of a site."""
    conn.execute(update(Alarm).where(Alarm.site == site, Alarm.closed_at.is_(None)).values(closed_at=func.now()))


def standing_alarms(conn: Connection, sites: Sequence[str] | None = None, *, untold: bool = False) -> list[Raised]:
    """List open alarms, oldest first; with `untold`, only those that are not delivered yet."""
    columns = (getattr(Alarm, name) for name in Raised._fields if name != "site_name")
    statement = select(*columns, Site.name.label("site_name")).join(Site, Site.id == Alarm.site)
    statement = statement.where(Alarm.closed_at.is_(None)).order_by(Alarm.opened_at, Alarm.id)
    if sites is not None:
        statement = statement.where(Alarm.site.in_(sites))
    if untold:
        statement = statement.where(Alarm.told_at.is_(None))
    return [Raised(**row) for row in conn.execute(statement).mappings()]


def claim(conn: Connection, alarm_id: int) -> list[str] | None:
    """Lock an alarm for this transaction; return the channels that have taken it.

    Returns None if another transaction has the alarm, or if it was delivered or closed meanwhile.
    """
    mine = select(Alarm.taken_by).where(Alarm.id == alarm_id, Alarm.told_at.is_(None), Alarm.closed_at.is_(None))
    return conn.scalar(mine.with_for_update(skip_locked=True))


def mark_taken(conn: Connection, alarm_id: int, channel: str) -> list[str]:
    """Record that a channel has taken an alarm; return all channels that have."""
    taken = func.array_append(Alarm.taken_by, channel)
    statement = update(Alarm).where(Alarm.id == alarm_id).values(taken_by=taken).returning(Alarm.taken_by)
    return list(conn.execute(statement).scalar_one())


def mark_told(conn: Connection, alarm_id: int) -> None:
    """Record that every channel has taken an alarm."""
    conn.execute(update(Alarm).where(Alarm.id == alarm_id).values(told_at=func.now()))


def mark_failed(conn: Connection, alarm_id: int) -> None:
    """Count a failed attempt to deliver an alarm; the next check tries again."""
    attempts = func.least(Alarm.attempts + 1, 32767)
    conn.execute(update(Alarm).where(Alarm.id == alarm_id).values(attempts=attempts))

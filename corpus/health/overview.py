"""Health of each site: articles a week, newest verdict, open alarms, texts held for review, and lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from corpus.articles import review_queue as held
from corpus.database.tables import Article, CrawlRun, RunHealth, SectionWalk
from corpus.health.alarms import Raised, standing_alarms
from corpus.health.collect import WEEK, WEEKS


@dataclass(frozen=True, slots=True)
class ListWalk:
    """The newest walk of a list."""

    url: str
    complete: bool
    pages: int
    ended_by: str
    at: datetime


@dataclass(slots=True)
class Overview:
    """The health of one site."""

    weeks: list[int] = field(default_factory=lambda: [0] * WEEKS)
    """Articles a week by publication, oldest first; the last are the seven days up to now."""
    run_id: int | None = None
    """Number of the newest judged run."""
    verdict: str | None = None
    findings: list[dict[str, Any]] = field(default_factory=list)
    bands: list[dict[str, Any]] = field(default_factory=list)
    alarms: list[Raised] = field(default_factory=list)
    held: list[held.Held] = field(default_factory=list)
    lists: list[ListWalk] = field(default_factory=list)


def overview(conn: Connection, sites: Sequence[str]) -> dict[str, Overview]:
    """Read the health of these sites."""
    found = {site: Overview() for site in sites}
    _count_weeks(conn, found)
    for row in conn.execute(_newest_verdicts(sites)):
        one = found[row.site]
        one.run_id, one.verdict, one.findings, one.bands = row.run_id, row.verdict, row.findings, row.bands
    for alarm in standing_alarms(conn, sites):
        found[alarm.site].alarms.append(alarm)
    for waiting in held.waiting(conn, sites):
        found[waiting.site].held.append(waiting)
    for walk in conn.execute(select(SectionWalk).where(SectionWalk.site.in_(sites)).order_by(SectionWalk.url)):
        found[walk.site].lists.append(ListWalk(walk.url, walk.complete, walk.pages, walk.ended_by, walk.at))
    return found


def _count_weeks(conn: Connection, found: dict[str, Overview]) -> None:
    ago = func.floor(func.extract("epoch", func.now() - Article.dated_at) / WEEK.total_seconds()).label("ago")
    recent = (Article.site.in_(found), Article.dated_at > func.now() - WEEKS * WEEK, Article.dated_at <= func.now())
    for site, week, number in conn.execute(
        select(Article.site, ago, func.count()).where(*recent).group_by(Article.site, ago)
    ):
        found[site].weeks[WEEKS - 1 - int(week)] = number


def _newest_verdicts(sites: Sequence[str]) -> Any:
    return (
        select(CrawlRun.site, RunHealth.run_id, RunHealth.verdict, RunHealth.findings, RunHealth.bands)
        .join(CrawlRun, CrawlRun.id == RunHealth.run_id)
        .where(CrawlRun.site.in_(sites))
        .ext(distinct_on(CrawlRun.site))
        .order_by(CrawlRun.site, RunHealth.run_id.desc())
    )

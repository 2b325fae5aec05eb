"""Figures of a run, and the state of the corpus at its end, read from the database."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Date, and_, cast, func, literal, or_, select, text
from sqlalchemy.dialects.postgresql import INTERVAL

from corpus.articles import layouts
from corpus.crawling.bodies import Unpacker
from corpus.crawling.runs import Ending, Run
from corpus.database.tables import Article, Body, CrawlRun, Page, RunHealth, SectionWalk, Snapshot
from corpus.health.figures import NAMES_NOTHING, Figures, Section, Surroundings
from seeds.pages.page_kind import raw_kind

WEEKS = 12
DAYS = 40
"""Newest days with articles that are read of each section: more than `silence` looks at."""
LOOKED_INTO = 20
"""Lists of a run whose bodies are searched for signs of a blocked host, at most."""
WEEK = timedelta(days=7)
LONGEST = 500
"""Letters of an address or section that an alarm's subject keeps: a unique index takes no more than 2,704 bytes."""

_BY_SOURCE = text("""
    SELECT s.key AS field, s.value AS source, count(*) AS number
    FROM snapshot n, jsonb_each_text(n.sources) AS s
    WHERE n.run_id = :run AND n.state = 'article' GROUP BY 1, 2
""")


def figures_of(conn: Connection, run: Run) -> Figures:
    """Read the figures of a run."""
    captures, new, described, rejections, rules = _captures(conn, run.id)
    sources: dict[str, dict[str, int]] = {}
    for row in conn.execute(_BY_SOURCE, {"run": run.id}):
        sources.setdefault(row.field, {})[row.source] = row.number
    walks = _walks(conn, run.id)
    before = conn.scalar(select(func.max(CrawlRun.started_at)).where(CrawlRun.site == run.site, CrawlRun.id < run.id))
    ended = run.ended_at or run.heartbeat_at
    return Figures(
        run_id=run.id,
        started_at=run.started_at,
        ended_at=ended,
        finished=_came_to_its_end(run),
        whole=run.ending is Ending.FINISHED and all(run.options.get(name) is None for name in ("limit", "since")),
        failed=run.ending in (Ending.FAILED, Ending.LOST),
        reason=run.reason,
        failed_in_a_row=_failed_in_a_row(conn, run),
        hours=(run.started_at - before).total_seconds() / 3600 if before else None,
        new=new,
        captures=captures,
        rejections=rejections,
        described=described,
        sources=sources,
        rules=rules,
        walks=walks,
        blocked=_blocked(conn, run, walks),
        week=conn.scalar(_articles_between(run.site, ended - WEEK, ended)) or 0,
        held_layout=_held_layout(conn, run.site),
        linked=run.counts.get("headlines", {}).get("linked", 0),
        fitting=run.counts.get("headlines", {}).get("fitting", 0),
    )


def _held_layout(conn: Connection, site: str) -> str:
    newest = layouts.newest(conn, site)
    return newest.held_because or "" if newest else ""


def _came_to_its_end(run: Run) -> bool:
    """Decide whether the run did its whole task; a run that its budget or the site's hours stopped counts, too."""
    return run.ending is Ending.FINISHED or (run.ending is Ending.STOPPED and run.exit_code == 0)


def _captures(conn: Connection, run_id: int) -> tuple[int, int, int, dict[str, int], str]:
    found_first = and_(Article.page_id == Snapshot.page_id, Article.first_captured_at == Snapshot.fetched_at)
    counted = (
        select(Snapshot.reason, func.count().label("captures"), func.count(Article.page_id).label("new"))
        .add_columns(func.count(Snapshot.sources).label("described"))
        .add_columns(func.max(func.concat(Snapshot.rules_number, ":", Snapshot.rules_hash)).label("rules"))
        .outerjoin(Article, found_first)
        .where(Snapshot.run_id == run_id, Snapshot.state.in_(["article", "rejection"]))
        .group_by(Snapshot.reason)
    )
    rows = conn.execute(counted).all()
    rejections = {row.reason: row.captures for row in rows if row.reason}
    captures, described = sum(row.captures for row in rows), sum(row.described for row in rows)
    new = sum(row.new for row in rows if row.reason is None)
    return captures, new, described, rejections, max((row.rules for row in rows), default="")


def _walks(conn: Connection, run_id: int) -> dict[str, str]:
    rows = conn.execute(select(SectionWalk.url, SectionWalk.ended_by).where(SectionWalk.run_id == run_id))
    return {row.url[:LONGEST]: row.ended_by for row in rows}


def _blocked(conn: Connection, run: Run, walks: dict[str, str]) -> dict[str, str]:
    """Find lists in whose place the host shows a challenge or "account suspended"; return the kind by address.

    A finished run is searched only where a list named nothing.
    """
    lists = (
        select(Page.url, Body.zstd, Body.dictionary_id)
        .select_from(Snapshot)
        .join(Page, Page.id == Snapshot.page_id)
        .join(Body, Body.hash == Snapshot.body_hash)
        .where(Snapshot.run_id == run.id, Snapshot.role == "list", Body.zstd.is_not(None))
        .order_by(Snapshot.id)
        .limit(LOOKED_INTO)
    )
    if run.ending is Ending.FINISHED and not set(NAMES_NOTHING) & set(walks.values()):
        return {}
    unpack, rows = Unpacker(conn), conn.execute(lists).all()
    bodies = {row.url: unpack(row.zstd, row.dictionary_id).decode("utf-8", "replace") for row in rows}
    kinds = {url: raw_kind(body) for url, body in bodies.items()}
    return {url: kind.value for url, kind in kinds.items() if kind is not None}


def _failed_in_a_row(conn: Connection, run: Run) -> int:
    good = select(func.max(CrawlRun.id)).where(
        CrawlRun.site == run.site, CrawlRun.id <= run.id, CrawlRun.ending == Ending.FINISHED
    )
    failed = CrawlRun.ending.in_([Ending.FAILED, Ending.LOST])
    since = (CrawlRun.site == run.site, CrawlRun.id <= run.id, CrawlRun.id > func.coalesce(good.scalar_subquery(), 0))
    return conn.scalar(select(func.count()).where(*since, failed)) or 0


def surroundings_of(conn: Connection, run: Run) -> Surroundings:
    """Read the state of the corpus when the run ended."""
    first = conn.scalar(select(func.min(CrawlRun.started_at)).where(CrawlRun.site == run.site))
    accepted = select(func.max(CrawlRun.started_at)).join(RunHealth, RunHealth.run_id == CrawlRun.id)
    usual_since = conn.scalar(accepted.where(CrawlRun.site == run.site, RunHealth.accepted_at.is_not(None)))
    ended = run.ended_at or run.heartbeat_at
    begun = usual_since or first or run.started_at
    return Surroundings(begun, _weeks(conn, run.site, ended), _sections(conn, run.site, ended))


def _articles_between(site: str, begin: Any, end: Any) -> Any:
    within = (Article.dated_at > begin, Article.dated_at <= end)
    return select(func.count()).select_from(Article).where(Article.site == site, *within, _has_time(site))


def _has_time(site: str) -> Any:
    """Build a condition that leaves out undated articles of the first run's backlog.

    They would count for the week of that run.
    """
    first_end = select(func.min(CrawlRun.ended_at)).where(CrawlRun.site == site, CrawlRun.ending == Ending.FINISHED)
    return or_(Article.published_at.is_not(None), Article.first_captured_at > first_end.scalar_subquery())


def _weeks(conn: Connection, site: str, ended: Any) -> tuple[int, ...]:
    """Count the articles of the weeks before the last seven days, newest first, back to the first that had any."""
    age = func.extract("epoch", literal(ended) - Article.dated_at) / WEEK.total_seconds()
    number = func.floor(age).label("number")
    within = (Article.dated_at <= ended - WEEK, Article.dated_at > ended - WEEK * (WEEKS + 1))
    rows = conn.execute(
        select(number, func.count()).where(Article.site == site, *within, _has_time(site)).group_by(number)
    ).all()
    found = Counter({int(week): count for week, count in rows})
    return tuple(found[week] for week in range(1, max(found, default=0) + 1))


def _sections(conn: Connection, site: str, ended: Any) -> tuple[Section, ...]:
    day = cast(func.timezone("Asia/Ho_Chi_Minh", Article.dated_at), Date).label("day")
    recent = Article.dated_at > literal(ended) - cast(literal("400 days"), INTERVAL)
    rows = conn.execute(
        select(Page.section, day)
        .join(Article, Article.page_id == Page.id)
        .where(Article.site == site, Article.dated_at <= ended, recent)
        .distinct()
        .order_by(day.desc())
    )
    days: dict[str, list[Any]] = {"": []}
    for row in rows:
        for name in {"", " › ".join(row.section)[:LONGEST]}:
            if row.day not in days.setdefault(name, []) and len(days[name]) < DAYS:
                days[name].append(row.day)
    return tuple(Section(name, tuple(found)) for name, found in days.items())

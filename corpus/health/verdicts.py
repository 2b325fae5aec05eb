"""Judging of a site's runs without a verdict: verdicts are stored, and alarms opened and closed by them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, cast, exists, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import JSONB, JSONPATH, insert
from sqlalchemy.orm import aliased

from corpus.crawling import runs
from corpus.database import sanitize
from corpus.database.tables import CrawlRun, RunHealth, Snapshot
from corpus.health import alarms
from corpus.health.case import RUNS, Case
from corpus.health.collect import figures_of, surroundings_of
from corpus.health.figures import Figures, as_json, from_json
from corpus.health.findings import Code, Finding, Verdict
from corpus.health.judge import Judgement, judge
from seeds.config.site import Expect

CATCH_UP = 40
"""Newest runs without a verdict that are judged at once: more than bands are learned from."""
_OF_THE_SITE = frozenset({Code.SILENT.value, Code.EMPTY_LIST.value})
"""Codes of findings on the site and not on the pages of a run: later runs can still learn from that run."""
_LOCK = 0x686C << 48  # "hl": advisory locks under which a site's runs are judged, one command at a time


def judge_runs(conn: Connection, site: str, expect: Expect) -> list[tuple[int, Judgement]]:
    """Judge the site's runs that ended, are cleaned and have no verdict, oldest first; return run numbers and verdicts.

    In the caller's transaction.
    """
    conn.execute(select(func.pg_advisory_xact_lock(literal(_LOCK) + func.hashtext(site))))
    return [(run_id, _judge(conn, run_id, expect)) for run_id in _unjudged(conn, site)]


def unjudged(conn: Connection, sites: Sequence[str] | None = None) -> dict[str, int]:
    """Count the runs that `judge_runs` would judge, by site (None: of all sites); sites without any are left out."""
    number = func.least(func.count(), CATCH_UP).label("number")
    statement = select(CrawlRun.site, number).where(*_waiting()).group_by(CrawlRun.site).order_by(CrawlRun.site)
    rows = conn.execute(statement if sites is None else statement.where(CrawlRun.site.in_(sites)))
    return {row.site: row.number for row in rows}


def unended_sites(conn: Connection, sites: Sequence[str] | None = None) -> list[str]:
    """List the sites (None: of all) that have runs without an end: under way, or lost."""
    statement = select(CrawlRun.site).where(CrawlRun.ended_at.is_(None)).distinct().order_by(CrawlRun.site)
    return list(conn.scalars(statement if sites is None else statement.where(CrawlRun.site.in_(sites))))


def _unjudged(conn: Connection, site: str) -> list[int]:
    newest = select(CrawlRun.id).where(CrawlRun.site == site, *_waiting()).order_by(CrawlRun.id.desc())
    return sorted(conn.scalars(newest.limit(CATCH_UP)))


def _waiting() -> tuple[ColumnElement[bool], ...]:
    """Build the conditions for runs to be judged.

    They ended, their pages are cleaned, and neither they nor a later run of the site were judged.
    """
    pending = exists().where(Snapshot.run_id == CrawlRun.id, Snapshot.state == "pending")
    later = aliased(CrawlRun)
    judged = exists().where(RunHealth.run_id == later.id, later.site == CrawlRun.site, later.id >= CrawlRun.id)
    return CrawlRun.ended_at.is_not(None), ~judged, ~pending


def _judge(conn: Connection, run_id: int, expect: Expect) -> Judgement:
    run = runs.get(conn, run_id)
    assert run is not None  # noqa: S101 (its number was just read)
    figures, around = figures_of(conn, run), surroundings_of(conn, run)
    judgement = judge(Case(figures, around, _history(conn, run), expect, alarms.standing(conn, run.site)))
    _store(conn, figures, judgement)
    alarms.follow(conn, run, judgement.findings, closing=figures.finished)
    return judgement


def _store(conn: Connection, figures: Figures, judgement: Judgement) -> None:
    row = {
        "verdict": judgement.verdict.value,
        "findings": [finding_row(one) for one in judgement.findings],
        "bands": [
            {"name": band.name, "least": band.least, "most": band.most, "source": band.source}
            for band in judgement.bands
        ],
        "figures": sanitize.json(as_json(figures)),
    }
    conn.execute(insert(RunHealth).values(run_id=figures.run_id, **row).on_conflict_do_nothing())


def finding_row(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON."""
    row = {"code": finding.code.value, "subject": finding.subject, "words": finding.words}
    cleaned: dict[str, Any] = sanitize.json({**row, "figures": dict(finding.figures)})
    return cleaned


def _history(conn: Connection, run: runs.Run) -> list[Figures]:
    """Return the figures of the newest good runs before this one, newest first, back to the run accepted as usual.

    Runs with `--limit` are left out: their figures show the limit.
    """
    learned_from = (
        select(func.max(RunHealth.run_id))
        .join(CrawlRun, CrawlRun.id == RunHealth.run_id)
        .where(CrawlRun.site == run.site, RunHealth.run_id < run.id, RunHealth.accepted_at.is_not(None))
        .scalar_subquery()
    )
    codes = func.jsonb_path_query_array(RunHealth.findings, cast("$[*].code", JSONPATH), type_=JSONB)
    good = or_(
        RunHealth.verdict != Verdict.FLAGGED.value,
        RunHealth.accepted_at.is_not(None),
        codes.contained_by(sorted(_OF_THE_SITE)),
    )
    statement = (
        select(RunHealth.figures)
        .join(CrawlRun, CrawlRun.id == RunHealth.run_id)
        .where(CrawlRun.site == run.site, RunHealth.run_id < run.id, RunHealth.run_id >= func.coalesce(learned_from, 0))
        .where(good, RunHealth.figures["finished"].as_boolean(), CrawlRun.options["limit"].as_string().is_(None))
        .order_by(RunHealth.run_id.desc())
        .limit(RUNS)
    )
    return [from_json(stored) for stored in conn.scalars(statement)]


def accept(conn: Connection, site: str) -> int | None:
    """Accept the newest judged run as usual: later runs learn from that run on, and the site's alarms close.

    Returns the run's number; None if none was judged.
    """
    newest = select(func.max(RunHealth.run_id)).join(CrawlRun, CrawlRun.id == RunHealth.run_id)
    run_id = conn.scalar(newest.where(CrawlRun.site == site))
    if run_id is not None:
        conn.execute(update(RunHealth).where(RunHealth.run_id == run_id).values(accepted_at=func.now()))
        alarms.close_all(conn, site)
    return run_id

"""Runs' figures for the tests of health: a portal with a run a day, and what its runs usually give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from corpus.health.case import Case
from corpus.health.figures import Figures, Section, Surroundings
from corpus.health.findings import Finding
from corpus.health.judge import judge

END = datetime(2026, 11, 20, 12, tzinfo=UTC)
SELECTORS = {"title": "h1.title", "text": ".content", "published_at": ".date", "author": ".author"}
LIST = "https://tinhuy.vn/tin"


def usual(day: int = 0, articles: int = 6, rejected: int = 1, **more: Any) -> Figures:
    """The figures of a run `day` days before the present one."""
    at = END - timedelta(days=day)
    figures = Figures(
        run_id=1000 - day,
        started_at=at - timedelta(minutes=5),
        ended_at=at,
        hours=24.0,
        new=articles,
        captures=articles + rejected,
        rejections={"login": rejected} if rejected else {},
        described=articles,
        sources={name: {source: articles} for name, source in SELECTORS.items()} if articles else {},
        rules="1:abc",
        walks={LIST: "all that the page names was known"},
        week=40,
    )
    return replace(figures, **more)


def history(runs: int = 12) -> list[Figures]:
    """So many good runs before the present one, newest first."""
    return [usual(day) for day in range(1, runs + 1)]


def around(sections: Iterable[Section] = (), weeks: tuple[int, ...] = (40, 38, 45, 41, 42)) -> Surroundings:
    """A portal that has been crawled for a quarter of a year."""
    return Surroundings(END - timedelta(days=90), weeks, tuple(sections))


def days(newest: int, every: int = 1, number: int = 20) -> tuple[date, ...]:
    """Days with articles: the newest `newest` days ago, then one in `every`."""
    return tuple(END.date() - timedelta(days=newest + every * at) for at in range(number))


def found(figures: Figures, **more: Any) -> dict[tuple[str, str], Finding]:
    """What is found on a run, by code and subject."""
    case = Case(figures, **{"around": around(), "history": history(), **more})
    return {finding.key: finding for finding in judge(case).findings}

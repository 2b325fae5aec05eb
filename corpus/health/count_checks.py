"""Findings on the number of articles: of the run, of the last seven days, and since when none came. No I/O."""

from __future__ import annotations

import math
from collections.abc import Iterator
from statistics import median

from corpus.health.baselines import count_band
from corpus.health.case import Case
from corpus.health.figures import Section
from corpus.health.findings import Band, Code, Finding
from corpus.health.silence_check import Silence, silence
from seeds.timing import VIETNAM

CODES = (Code.FEW, Code.MANY, Code.SILENT)
"""Codes that a run can't decide if it was told to leave articles out."""
ENOUGH_WEEKS = 3


def findings(case: Case) -> Iterator[Finding]:
    """Yield the findings on the numbers."""
    for band, number, subject, span in (
        (_run_band(case), case.figures.new, "run", "in this run"),
        (_week_band(case), case.figures.week, "week", "in seven days"),
    ):
        if band is not None:
            yield from _outside(band, number, subject, span)
    yield from _silences(case)


def bands(case: Case) -> Iterator[Band]:
    """Yield the expected bands of the numbers."""
    yield from (band for band in (_run_band(case), _week_band(case)) if band is not None)


def _outside(band: Band, number: int, subject: str, span: str) -> Iterator[Finding]:
    figures = {"articles": number, "least": band.least, "most": band.most}
    words = f"{number:,} new articles {span}, usual: {band.shown}"
    if band.least is not None and number < band.least:
        yield Finding(Code.FEW, subject, words, figures)
    if band.most is not None and number > band.most:
        yield Finding(Code.MANY, subject, words, figures)


def _run_band(case: Case) -> Band | None:
    """Return the band of articles a run, from the site file or learned; None where neither is known.

    A learned band is scaled: after a longer pause than usual more articles may come, after a shorter one less.
    """
    if case.expect.articles_a_run is not None:
        return Band("articles a run", *case.expect.articles_a_run, source="site file")
    past = [run for run in case.history if run.whole]
    if not case.knows or len(past) < 2:
        return None
    least, most = count_band([run.new for run in past])
    pause = _pause(case)
    return Band("articles a run", math.floor(least * min(1, pause)), math.ceil(most * max(1, pause)))


def _pause(case: Case) -> float:
    """Return the pause before this run, divided by the usual one."""
    usual = [run.hours for run in case.history if run.hours]
    return (case.figures.hours or 0) / median(usual) if usual and case.figures.hours else 1.0


def _week_band(case: Case) -> Band | None:
    if case.expect.articles_a_week is not None:
        return Band("articles a week", *case.expect.articles_a_week, source="site file")
    weeks = case.around.weeks
    if not case.knows or len(weeks) < ENOUGH_WEEKS:
        return None
    least, most = count_band(weeks)
    return Band("articles a week", math.floor(least), math.ceil(most))


def _silences(case: Case) -> Iterator[Finding]:
    found = [one for one in (_silence(case, section) for section in case.around.sections) if one is not None]
    whole = [one for one in found if not one.section]
    for one in whole or found:
        what = f"section {one.section}" if one.section else "the site"
        words = (
            f"{what}: no new article for {one.days} days, since {one.newest:%Y-%m-%d}; usual: one in {one.usual:g} days"
        )
        yield Finding(
            Code.SILENT, one.section, words, {"days": one.days, "usual": one.usual, "newest": f"{one.newest}"}
        )


def _silence(case: Case, section: Section) -> Silence | None:
    today, first = (at.astimezone(VIETNAM).date() for at in (case.figures.ended_at, case.around.first_run))
    return silence(section, today, first)

"""Judging what has ended and telling the alarms that came of it, for the commands that do so."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sqlalchemy import Connection, Engine

from corpus import runs
from corpus.health import alarms
from corpus.health.verdicts import judge_runs, unended_sites, unjudged_sites
from corpus.patience import patiently
from seeds.errors import TinhuyError
from seeds.load import Catalogue
from seeds.model import Expect
from tinhuy.alarms import Channel, channels
from tinhuy.cli.output import complain, err


def look_after(engine: Engine, seeds: Catalogue, sites: Sequence[str]) -> None:
    """After a crawl of these sites: judge it, say what is wrong with them, and tell new alarms."""
    judge(engine, seeds, sites)
    for alarm in patiently(engine, partial(alarms.standing_alarms, sites=sites)):
        err.print(f"{alarm.site}: {alarm.words}", style="yellow", markup=False)
    tell(engine)


def judge(engine: Engine, seeds: Catalogue, sites: Sequence[str] | None = None) -> None:
    """Judge the runs of these sites (all, if None) that have ended and have no verdict yet."""
    for site in patiently(engine, partial(unended_sites, sites=sites)):
        patiently(engine, partial(runs.mark_lost, site=site))
    for site in patiently(engine, partial(unjudged_sites, sites=sites)):
        patiently(engine, partial(judge_runs, site=site, expect=expected(seeds, site)))


def expected(seeds: Catalogue, site: str) -> Expect:
    """What the site's file expects; nothing, where there is no such file any more or it is broken."""
    try:
        return seeds.site(site).expect
    except TinhuyError:
        return Expect()


def tell(engine: Engine) -> None:
    """Give every open alarm that was not told yet to webhook and command. A failure is counted, said, and tried again
    with the next check; it never fails the command.
    """
    listening = channels()
    untold = patiently(engine, partial(alarms.standing_alarms, untold=True)) if listening else []
    for alarm in untold:
        problem = _told(alarm, listening)
        patiently(engine, partial(_note, alarm=alarm, told=problem is None))
        if problem is not None:
            complain(f"The alarm could not be told: {problem}", "The next `tinhuy status --check` tries again.")
            return  # one that does not answer would keep us waiting for every other alarm, too


def _told(alarm: alarms.Raised, listening: Sequence[Channel]) -> str | None:
    return next((problem for channel in listening if (problem := channel(alarm)) is not None), None)


def _note(conn: Connection, alarm: alarms.Raised, told: bool) -> None:
    (alarms.mark_told if told else alarms.mark_failed)(conn, alarm.id)

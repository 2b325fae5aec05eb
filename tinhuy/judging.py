"""Judging of ended runs, and delivery of the alarms that result, for the commands that do both."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from functools import partial

from sqlalchemy import Connection, Engine

from corpus.crawling import runs
from corpus.database.retry import with_retry
from corpus.health import alarms
from corpus.health.verdicts import judge_runs, unended_sites, unjudged
from seeds.config.catalogue import Catalogue
from seeds.config.site import Expect
from seeds.errors import TinhuyError
from tinhuy.alarm_channels import Channel, channels
from tinhuy.terminal import complain, err

PROGRESS = 5.0
"""Seconds between two lines of progress while runs are judged."""


def judge_and_alert(engine: Engine, seeds: Catalogue, sites: Sequence[str]) -> None:
    """Judge the ended runs of these sites, print open alarms, and deliver new ones."""
    judge(engine, seeds, sites)
    for alarm in with_retry(engine, partial(alarms.standing_alarms, sites=sites)):
        err.print(f"{alarm.site}: {alarm.words}", style="yellow", markup=False)
    deliver(engine)


def judge(
    engine: Engine, seeds: Catalogue, sites: Sequence[str] | None = None, seconds: float = math.inf
) -> dict[str, int]:
    """Judge the runs of these sites (all, if None) that have ended and have no verdict yet.

    Each site's runs are judged in a transaction of their own. After `seconds`, no further site is begun; a long pass
    prints its progress. Returns the number of runs left without a verdict, by site.
    """
    for site in with_retry(engine, partial(unended_sites, sites=sites)):
        with_retry(engine, partial(runs.mark_lost, site=site))
    left = with_retry(engine, partial(unjudged, sites=sites))
    total, until, said = sum(left.values()), time.monotonic() + seconds, time.monotonic()
    for site in list(left):
        with_retry(engine, partial(judge_runs, site=site, expect=expected(seeds, site)))
        del left[site]
        now = time.monotonic()
        if now >= until:
            break
        if left and now >= said + PROGRESS:
            err.print(f"Judged {total - sum(left.values()):,} of {total:,} ended runs …")
            said = now
    return left


def expected(seeds: Catalogue, site: str) -> Expect:
    """Return the `expect` of the site's file; an empty one where the file is missing or broken."""
    try:
        return seeds.site(site).expect
    except TinhuyError:
        return Expect()


def deliver(engine: Engine) -> None:
    """Deliver every open alarm to each channel that has not had it yet: webhook and command.

    Where several checks run at once, only one delivers an alarm. A failure is counted, printed, and retried by the next
    check; it never fails the command. A channel that failed is skipped until then, because it would hold up every
    alarm.
    """
    listening = channels()
    names = [channel.name for channel in listening]
    for alarm in with_retry(engine, partial(alarms.standing_alarms, untold=True)) if listening else []:
        problem = with_retry(engine, partial(_told, alarm=alarm, listening=listening, names=names))
        if problem is not None:
            complain(f"The alarm could not be delivered: {problem[1]}", "The next `tinhuy status --check` tries again.")
            listening = [channel for channel in listening if channel.name != problem[0]]
        if not listening:
            return


def _told(
    conn: Connection, alarm: alarms.Raised, listening: Sequence[Channel], names: Sequence[str]
) -> tuple[str, str] | None:
    """Deliver an alarm, and note the channels that took it. Returns the channel that failed, and why; None if none did.

    The alarm's row is locked meanwhile: another check that finds it locked skips the alarm.
    """
    taken = alarms.claim(conn, alarm.id)
    if taken is None:
        return None
    for channel in listening:
        if channel.name in taken:
            continue
        if (problem := channel(alarm)) is not None:
            alarms.mark_failed(conn, alarm.id)
            return channel.name, problem
        taken = alarms.mark_taken(conn, alarm.id, channel.name)
    if set(names) <= set(taken):
        alarms.mark_told(conn, alarm.id)
    return None

"""Text output of `tinhuy status`: 80 columns, one line per site, then the problems, the sums last."""

from __future__ import annotations

import os
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from corpus.crawling.page_account import Account, total
from corpus.crawling.runs import Ending
from corpus.health.findings import Band
from corpus.health.overview import Overview
from corpus.health.site_status import SiteStatus
from corpus.maintenance.outlook import Recleaning
from seeds.timing import VIETNAM
from tinhuy.terminal import out, shown_time

BARS = "▁▂▃▄▅▆▇█"
COLUMNS = 80
"""Columns of the output where neither the terminal's width nor the variable COLUMNS is known."""
SITE = 19
"""Columns of a site's id; a longer one is cut in the table, but whole in the lines below it and with --json."""
SECONDS_A_PAGE = 0.02
"""Seconds of CPU to clean a stored page again (`make bench-renormalise`, on 2 cores that other work shared)."""
MONTHS = 12
"""Months of a site that are shown one by one; older ones are summed up."""
_BAD = (Ending.FAILED, Ending.LOST)


class State(NamedTuple):
    """State of a site in a word or two, and whether it is a problem."""

    words: str
    is_problem: bool


def state_of(one: SiteStatus, health: Overview) -> State:
    """Describe a site's state: by open alarms first, then its last run, then the verdict on that run."""
    run = one.run
    if health.alarms:
        return State(f"flagged ({len(health.alarms)})" if len(health.alarms) > 1 else "flagged", True)
    if run is None:
        return State("not crawled", False)
    if run.ending is None:
        return State("running", False)
    if run.ending in _BAD:
        return State(run.ending.value, True)
    if health.run_id != run.id or health.verdict is None:
        return State("not judged", False)
    return State(health.verdict, health.verdict == "flagged")


def sparkline(numbers: Sequence[int]) -> str:
    """Draw a bar for each number, relative to the greatest; 0 is a dot."""
    most = max(numbers, default=0)
    return "".join(BARS[(number * len(BARS) - 1) // most] if number else "·" for number in numbers)


def print_sites(found: Sequence[SiteStatus], health: dict[str, Overview], work: Recleaning) -> None:
    """Print a line per site, the problems, and the sums."""
    print_line(f"{'site':<{SITE}}  articles  12 weeks      newest      last run    state", bold=True)
    for one in found:
        print_line(_row(one, health[one.site]))
    wrong = [line for one in found for line in _wrong(one, health[one.site])]
    if wrong:
        print_line("\nProblems", bold=True)
    for line in wrong:
        _print_wrapped(line)
    print_line("")
    for line in _sums(found, health, work):
        _print_wrapped(line)


def print_line(text: str, bold: bool = False) -> None:
    out.print(text, style="bold" if bold else None, markup=False)


def _print_wrapped(text: str, indent: str = "  ") -> None:
    known = os.environ.get("COLUMNS", "")
    width = out.width if out.is_terminal else int(known) if known.isdecimal() else COLUMNS
    out.print(textwrap.fill(text, max(40, width), subsequent_indent=indent, break_on_hyphens=False), markup=False)


def _row(one: SiteStatus, health: Overview) -> str:
    site = one.site if len(one.site) <= SITE else f"{one.site[: SITE - 1]}…"
    newest = f"{one.newest.astimezone(VIETNAM):%Y-%m-%d}" if one.newest else ""
    ran = f"{one.run.started_at.astimezone(VIETNAM):%Y-%m-%d}" if one.run else ""
    bars = sparkline(health.weeks)
    return f"{site:<{SITE}}  {one.articles:>8,}  {bars:<12}  {newest:<10}  {ran:<10}  {state_of(one, health).words}"


def _wrong(one: SiteStatus, health: Overview) -> Iterator[str]:
    for alarm in health.alarms:
        yield f"{one.site}: {alarm.words}  (since {alarm.opened_at.astimezone(VIETNAM):%Y-%m-%d})"
    if one.run is not None and one.run.ending in _BAD and not health.alarms:
        yield f"{one.site}: {one.run.reason or 'its process died'}"


def _sums(found: Sequence[SiteStatus], health: dict[str, Overview], work: Recleaning) -> Iterator[str]:
    states = Counter(state_of(one, health[one.site]).words.partition(" (")[0] for one in found)
    kinds = ", ".join(f"{number:,} {words}" for words, number in states.most_common())
    yield f"{_counted(len(found), 'site')}{f': {kinds}' if kinds else ''}."
    totals = {
        name: sum(getattr(one, name) for one in found) for name in ("articles", "pending", "unfetched", "forbidden")
    }
    yield (
        f"{_counted(totals['articles'], 'article')}. Pages: {totals['pending']:,} to be cleaned, "
        f"{totals['unfetched']:,} to be fetched, {totals['forbidden']:,} that robots.txt forbids."
    )
    yield from _of_older_rules(work)


def _of_older_rules(work: Recleaning) -> Iterator[str]:
    if work.older:
        yield (
            f"{work.older:,} of {work.captures:,} captures were cleaned by older rules: tinhuy normalize --again "
            f"cleans them all in about {duration_of(work.captures)}."
        )


def duration_of(captures: int) -> str:
    """Estimate how long cleaning so many captures again takes on this machine, in words."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    seconds = captures * SECONDS_A_PAGE / cores
    if seconds < 90:
        return f"{max(1, round(seconds))} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 5400 else f"{seconds / 3600:.0f} hours"


def print_details(one: SiteStatus, health: Overview, work: Recleaning) -> None:
    """Print all facts about one site."""
    state = state_of(one, health).words
    newest = f", newest of {one.newest.astimezone(VIETNAM):%Y-%m-%d}" if one.newest else ""
    print_line(f"{one.site}: {state}", bold=True)
    rejections = ", ".join(f"{reason} {number:,}" for reason, number in one.rejections.items())
    facts = {
        "articles": f"{one.articles:,}{newest}  {sparkline(health.weeks)} (12 weeks)",
        "pages": f"{one.pages:,}: {one.fetched:,} fetched, {one.unfetched:,} to be fetched, {one.forbidden:,} that "
        f"robots.txt forbids, {one.gone:,} gone",
        "to clean": f"{one.pending:,}" if one.pending else "",
        "rejected": rejections,
        "last run": _run(one),
        "rules": next(_of_older_rules(work), ""),
    }
    for name, value in facts.items():
        if value:
            _print_wrapped(f"  {name:<10}{value}", " " * 12)
    for heading, lines in _sections(health):
        found = list(lines)
        if found:
            print_line(f"\n{heading}", bold=True)
        for line in found:
            _print_wrapped(f"  {line}", "    ")
    if one.run and not health.bands:
        _print_wrapped("\nNothing is expected yet: bands are learned from five good runs, or from three weeks.")


def print_months(accounts: Mapping[date | None, Account]) -> None:
    """Print what became of the addresses that may be articles', by month of publication, newest months first."""
    if not accounts:
        return
    print_line("\nAddresses by month of publication", bold=True)
    dated = [month for month in accounts if month is not None]
    for month in dated[:MONTHS]:
        _print_wrapped(f"  {month:%Y-%m}   {accounts[month].words()}", " " * 12)
    for name, months in (("earlier", dated[MONTHS:]), ("no date", [None] if None in accounts else [])):
        if months:
            _print_wrapped(f"  {name:<10}{total(accounts[month] for month in months).words()}", " " * 12)


def _run(one: SiteStatus) -> str:
    run = one.run
    if run is None:
        return "none"
    ended = run.ending.value if run.ending else "running"
    return f"{run.id} of {shown_time(run.started_at)}, {ended}{f': {run.reason}' if run.reason else ''}"


def _sections(health: Overview) -> Iterator[tuple[str, Iterator[str]]]:
    yield "Open alarms", (f"{alarm.words}  (since {shown_time(alarm.opened_at)})" for alarm in health.alarms)
    yield f"Found on run {health.run_id}", (f"{row['code']}: {row['words']}" for row in health.findings)
    yield "Expected", (f"{row['name']}: {Band(**row).shown} ({row['source']})" for row in health.bands)
    held = (f"{text.page_id}  {text.url}: {text.because}" for text in health.held)
    yield "Held for review (`tinhuy review`)", held
    lists = (
        f"{shown_time(walk.at)}  {walk.url}: {_counted(walk.pages, 'page')}, {walk.ended_by}" for walk in health.lists
    )
    yield "Lists", lists


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

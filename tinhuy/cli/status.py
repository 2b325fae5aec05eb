"""`tinhuy status`: how each site stands, what is wrong with it, and what is usual for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

import typer

from corpus import database
from corpus.health.findings import Band
from corpus.health.overview import Overview, overview
from corpus.health.verdicts import accept as accept_run
from corpus.status import SiteStatus, site_status
from seeds.errors import UsageError
from seeds.load import catalogue
from tinhuy.cli.completing import site_ids
from tinhuy.cli.output import err, out, print_json, print_table, shown_time
from tinhuy.finding import check_sites
from tinhuy.health import judge, tell

BARS = "▁▂▃▄▅▆▇█"
COLUMNS = ("site", "pages", "never fetched", "pending", "articles", "newest", "12 weeks", "rejections", "last run",
           "ended", "verdict", "alarms")  # fmt: skip


def status(
    sites: Annotated[
        list[str] | None, typer.Argument(autocompletion=site_ids, help="Sites (default: all that the corpus knows).")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Tell new alarms to webhook and command; exit code 1 while any stands.")
    ] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="What the last run of these sites gave is usual now: learn from there.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, one value a line.")] = False,
) -> None:
    """Show how each site stands: articles, last run, and what is wrong.

    One site is shown in detail: what is expected of it, what was found on its last run, its lists.
    """
    seeds = catalogue()
    if accept and not sites:
        raise UsageError("Which sites?", "Name those whose last run is usual now.")
    engine = database.engine(database.address())
    with engine.begin() as conn:
        check_sites(conn, seeds, sites or [])
    judge(engine, seeds, sites or None)
    with engine.begin() as conn:
        for site in (sites or []) if accept else []:
            accept_run(conn, site)
        found = site_status(conn, sites or None)
        health = overview(conn, [one.site for one in found])
    if check:
        tell(engine)
    _show(found, health, as_json, detailed=len(sites or ()) == 1)
    raise typer.Exit(int(check and any(one.alarms for one in health.values())))


def _show(found: Sequence[SiteStatus], health: dict[str, Overview], as_json: bool, detailed: bool) -> None:
    if as_json:
        for one in found:
            print_json(as_row(one, health[one.site]))
        return
    print_table(COLUMNS, [_table_row(one, health[one.site]) for one in found])
    for one in found:
        for alarm in health[one.site].alarms:
            out.print(f"{one.site}: {alarm.words}  (since {alarm.opened_at:%Y-%m-%d})", markup=False)
    if detailed:
        _print_details(found[0], health[found[0].site])
    if (number := sum(len(one.held) for one in health.values())) and not detailed:
        err.print(f"{number:,} new texts wait for review: `tinhuy review` shows them.")


def sparkline(numbers: Sequence[int]) -> str:
    """A bar for each number, the greatest one full; none at all is a dot."""
    most = max(numbers, default=0)
    return "".join(BARS[(number * len(BARS) - 1) // most] if number else "·" for number in numbers)


def as_row(one: SiteStatus, health: Overview) -> dict[str, Any]:
    """What --json prints of a site."""
    held = [{name: getattr(text, name) for name in ("page_id", "version", "url", "because")} for text in health.held]
    return {
        **asdict(one),
        "run": asdict(one.run) if one.run else None,
        "weeks": health.weeks,
        "verdict": health.verdict,
        "judged_run": health.run_id,
        "findings": health.findings,
        "bands": health.bands,
        "alarms": [alarm._asdict() for alarm in health.alarms],
        "held": held,
        "lists": [asdict(walk) for walk in health.lists],
    }


def _table_row(one: SiteStatus, health: Overview) -> list[Any]:
    run = one.run
    rejections = ", ".join(f"{reason} {number}" for reason, number in one.rejections.items())
    newest = one.newest.date() if one.newest else None
    ended = (run.ending.value if run.ending else "running") if run else ""
    ended += f": {run.reason}" if run and run.reason else ""
    verdict = health.verdict if run and health.run_id == run.id else "not judged yet" if run else None
    return [one.site, one.pages, one.unfetched, one.pending, one.articles, newest, sparkline(health.weeks), rejections,
            run.started_at if run else None, ended, verdict, len(health.alarms) or None]  # fmt: skip


def _print_details(one: SiteStatus, health: Overview) -> None:
    for heading, lines in (
        (f"Found on run {health.run_id}", _findings(health)),
        ("Expected", (f"{row['name']}: {Band(**row).shown} ({row['source']})" for row in health.bands)),
        ("Held for review (`tinhuy review`)", (f"{text.page_id}  {text.url}: {text.because}" for text in health.held)),
        ("Lists", (_walk(walk.url, walk.pages, walk.ended_by, walk.at) for walk in health.lists)),
    ):
        found = list(lines)
        if found:
            out.print(f"\n{heading}", style="bold", markup=False)
        for line in found:
            out.print(f"  {line}", markup=False)
    if one.run and not health.bands:
        out.print("\nNothing is expected yet: bands are learned from five good runs, or from three weeks.")


def _findings(health: Overview) -> Iterator[str]:
    return (f"{row['code']}: {row['words']}" for row in health.findings)


def _walk(url: str, pages: int, ended_by: str, at: datetime) -> str:
    return f"{shown_time(at)}  {url}: {pages:,} pages, {ended_by}"

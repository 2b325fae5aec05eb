"""`tinhuy schedule`: the next crawl of each site, and pausing sites."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any

import typer
from sqlalchemy import Connection

from corpus.crawling import runs, schedules
from corpus.database import engines
from corpus.database.retry import with_retry
from seeds.config.catalogue import Catalogue, catalogue
from seeds.config.site import Site, State
from seeds.errors import UsageError
from seeds.schedule import next_due, rule
from tinhuy.cli.completion import site_ids
from tinhuy.terminal import complain, err, print_json, print_table

app = typer.Typer(help="Show when each site is crawled next; pause and resume sites.")
SiteId = Annotated[str, typer.Argument(autocompletion=site_ids, metavar="SITE", help="Id of the site.")]


@app.callback(invoke_without_command=True)
def schedule(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")] = False,
) -> None:
    """Show when each site is crawled next; pause and resume sites. Only verified sites have a next run."""
    if context.invoked_subcommand is not None:
        return
    seeds = catalogue()
    for problem in seeds.problems():
        complain(f"Site file skipped: {problem.message}", problem.remedy)
    with engines.transaction() as conn:
        rows = _rows(conn, seeds)
    if as_json:
        for row in rows:
            print_json(row)
        return
    print_table(("site", "rule", "next run", "last run", "ended", "not run"), [list(row.values()) for row in rows])


def _rows(conn: Connection, seeds: Catalogue) -> list[dict[str, Any]]:
    known, now = schedules.schedule_states(conn), datetime.now(UTC)
    ruled = [site for site in seeds.sites().values() if rule(site)]
    rows = [_row(conn, site, known.get(site.id), now) for site in ruled]
    return sorted(rows, key=lambda row: (row["next_run"] is None, row["next_run"], row["site"]))


def _row(conn: Connection, site: Site, standing: schedules.ScheduleState | None, now: datetime) -> dict[str, Any]:
    paused = standing.paused_at if standing else None
    why = f"paused since {paused:%Y-%m-%d}" if paused else site.state if site.state is not State.VERIFIED else None
    run = runs.latest(conn, site.id)
    return {
        "site": site.id,
        "rule": rule(site),
        "next_run": next_due(site, now) if why is None else None,
        "last_run": run.started_at if run else None,
        "ended": (run.ending or "running") if run else None,
        "not_run": why,
    }


@app.command("pause")
def pause(site_id: SiteId) -> None:
    """Pause the schedule of a site until `resume`. A running crawl continues."""
    _change(site_id, schedules.pause)
    err.print(f"{site_id} is paused; to resume: tinhuy schedule resume {site_id}", markup=False)


@app.command("resume")
def resume(site_id: SiteId) -> None:
    """Resume the schedule of a site. Crawls that were missed during the pause are not made up."""
    _change(site_id, schedules.resume)
    err.print(f"{site_id} is on the schedule again.", markup=False)


def _change(site_id: str, what: Any) -> None:
    site = catalogue().site(site_id)
    if rule(site) is None:
        raise UsageError(f"The file of {site_id} says neither `schedule` nor `every`.", "Add one of them.")
    with_retry(engines.engine(engines.address()), partial(what, site=site_id))

"""`tinhuy status`: each site's state, its problems, and its usual figures."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from fnmatch import fnmatchcase
from functools import partial
from typing import Annotated, Any

import typer
from sqlalchemy import Connection, Engine, select

from corpus.crawling.page_account import accounts_by_month
from corpus.database import engines
from corpus.database.retry import with_retry
from corpus.database.tables import Site
from corpus.health.overview import Overview, overview
from corpus.health.site_status import SiteStatus, site_status
from corpus.health.verdicts import accept as accept_run
from corpus.maintenance.outlook import recleaning
from normalize.rules_version import RULES
from seeds.config.catalogue import Catalogue, catalogue
from seeds.errors import UsageError
from tinhuy.cli.completion import site_ids
from tinhuy.cli.crawling.status_text import print_details, print_months, print_sites, state_of
from tinhuy.judging import deliver, judge
from tinhuy.page_lookup import check_sites
from tinhuy.terminal import err, print_json

JUDGING = 2.0
"""Seconds that `status` spends on runs without a verdict before it answers. A run takes some 10 ms of CPU; 10,000 that
were never judged (crawled by `scrapy crawl` alone) took 142 s.
"""


def status(
    sites: Annotated[
        list[str] | None,
        typer.Argument(autocompletion=site_ids, help="Sites, or patterns such as 'tuyengiao-*' (default: all)."),
    ] = None,
    problems: Annotated[bool, typer.Option("--problems", help="Show only sites with a problem.")] = False,
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help="Judge all runs, send new alarms to webhook and command; exit code 1 while an alarm is open.",
        ),
    ] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Accept the last run of these sites as usual, and learn from that run on.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")] = False,
) -> None:
    """Show the state of each site: articles, last run, and problems.

    A single site is shown in detail: pages, expected figures, findings of the last run, and lists.
    """
    seeds = catalogue()
    if accept and not sites:
        raise UsageError("Which sites?", "Name the sites whose last run is to count as usual.")
    engine = engines.engine(engines.address())
    chosen = _chosen(engine, seeds, sites or [])
    unjudged = judge(engine, seeds, chosen, math.inf if check or accept else JUDGING)
    with engine.begin() as conn:
        for site in chosen or [] if accept else []:
            accept_run(conn, site)
        found = site_status(conn, chosen)
        health = overview(conn, [one.site for one in found])
    if check:
        deliver(engine)
    alarms = any(one.alarms for one in health.values())
    if problems:
        found = [one for one in found if state_of(one, health[one.site]).is_problem]
    _show(engine, found, health, as_json, detailed=len(chosen or ()) == 1 and not problems)
    _say_unjudged(unjudged)
    raise typer.Exit(int(check and alarms))


def _chosen(engine: Engine, seeds: Catalogue, names: Sequence[str]) -> list[str] | None:
    """Return the ids that these names and patterns match; None for all. Raises UsageError."""
    if not names:
        return None
    known = with_retry(engine, lambda conn: list(conn.scalars(select(Site.id).order_by(Site.id))))
    chosen: list[str] = []
    for name in names:
        matches = [site for site in known if fnmatchcase(site, name)] if "*" in name or "?" in name else [name]
        if not matches:
            raise UsageError(f"No site of the corpus is named like {name!r}.", "`tinhuy status` lists them all.")
        chosen += matches
    with_retry(engine, partial(check_sites, seeds=seeds, sites=chosen))
    return list(dict.fromkeys(chosen))


def _show(
    engine: Engine, found: Sequence[SiteStatus], health: dict[str, Overview], as_json: bool, detailed: bool
) -> None:
    if as_json:
        for one in found:
            print_json(as_row(one, health[one.site]))
        return
    work = with_retry(engine, partial(_recleaning, sites=[one.site for one in found]))
    if detailed:
        print_details(found[0], health[found[0].site], work)
        print_months(with_retry(engine, partial(accounts_by_month, site=found[0].site)))
        return
    print_sites(found, health, work)
    if number := sum(len(one.held) for one in health.values()):
        err.print(f"{number:,} new texts wait for review; to see them: tinhuy review")


def _say_unjudged(left: Mapping[str, int]) -> None:
    if left:
        sites = f"{len(left):,} sites" if len(left) > 1 else "1 site"
        err.print(
            f"{sum(left.values()):,} ended runs of {sites} have no verdict yet, so problems may be missing above. "
            "A worker judges them within the hour; `tinhuy status --check` judges them now."
        )


def _recleaning(conn: Connection, sites: list[str]) -> Any:
    return recleaning(conn, RULES, sites)


def as_row(one: SiteStatus, health: Overview) -> dict[str, Any]:
    """Return a site's status as --json prints it."""
    held = [{name: getattr(text, name) for name in ("page_id", "version", "url", "because")} for text in health.held]
    return {
        **asdict(one),
        "run": asdict(one.run) if one.run else None,
        "state": state_of(one, health).words,
        "weeks": health.weeks,
        "verdict": health.verdict,
        "judged_run": health.run_id,
        "findings": health.findings,
        "bands": health.bands,
        "alarms": [alarm._asdict() for alarm in health.alarms],
        "held": held,
        "lists": [asdict(walk) for walk in health.lists],
    }

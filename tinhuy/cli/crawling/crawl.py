"""`tinhuy crawl`: crawl sites and clean their pages meanwhile."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer
from rich.live import Live
from rich.table import Table

from corpus.crawling import runs
from corpus.crawling.page_account import account
from corpus.database import engines
from corpus.database.retry import with_retry
from corpus.health.site_status import RunYield, run_yield
from seeds.config.catalogue import BrokenSeedError, Catalogue, catalogue
from seeds.config.site import State, Tls
from seeds.errors import UsageError
from tinhuy.cli.completion import site_ids
from tinhuy.cli.crawling.portal_map import print_map
from tinhuy.cli.site_choice import named_sites
from tinhuy.crawl_fleet import Fleet, Order, SiteCrawl
from tinhuy.judging import judge_and_alert
from tinhuy.log_files import last_line
from tinhuy.terminal import complain, err, out, print_table, say

if TYPE_CHECKING:
    from tinhuy.probe.introduce import Introduction

STOPPED = 130
"""Exit code of a crawl that a person stopped: the one that shells give for Ctrl-C."""
SHOWN = 8
"""Finished sites, and waiting sites, that the progress shows at most: it must fit a screen."""
SEVERAL = 5
"""Pages from which on it is a failure that none of them is an article."""
UNCHECKED = "the site file has passed no check yet (tinhuy sites check SITE --verify)"


def crawl(
    sites: Annotated[
        list[str] | None,
        typer.Argument(
            autocompletion=site_ids,
            help="Ids of the sites (`tinhuy sites` lists them), or the URL of a new portal.",
        ),
    ] = None,
    all_sites: Annotated[bool, typer.Option("--all", help="Crawl all verified sites.")] = False,
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Fetch only articles that are dated this day or later in the lists; undated ones count by discovery.",
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=0, help="Fetch at most this many article pages of each site.")
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Fetch every known article again, even if it is not due.")
    ] = False,
    now: Annotated[bool, typer.Option("--now", help="Ignore the `hours` of the site files.")] = False,
    site_id: Annotated[
        str | None, typer.Option("--id", help="New portal: id of the site (default: made from the host).")
    ] = None,
    delay: Annotated[float, typer.Option(min=0, help="New portal: seconds between two requests.")] = 2.0,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="New portal: allow private and loopback addresses.")
    ] = False,
    tls: Annotated[
        Tls, typer.Option(help="New portal: lax accepts any certificate; old also accepts TLS 1.0 and 1.1.")
    ] = Tls.STRICT,
    language: Annotated[
        str | None,
        typer.Option(
            help="New portal: language of its articles: vi, en or any (default: that of most of its articles)."
        ),
    ] = None,
) -> None:
    """Crawl sites and clean the pages that they return. A second run fetches only lists, new and due articles.

    Give the URL of a portal that has no site file yet: tinhuy follows its links, recognises articles by their content,
    and writes a site file. Use the id of that file for later crawls.

    Press Ctrl-C once to stop gently. Stored pages stay, and the next run continues from there. The exit code is 0 only
    if every run finished or reached its `hours` or `budget`, every run returned pages, and no site file was broken.
    """
    ways = Ways(site_id, delay, allow_private, tls, language)
    portals = introduced(sites or [], ways)
    seeds = catalogue()
    chosen = choose(seeds, [portals[name].site.id if name in portals else name for name in sites or []], all_sites)
    fleet = start(chosen, Order(since.date() if since else None, limit, full, now))
    settle_languages(fleet, portals.values())
    broken = BrokenSeedError.exit_code if all_sites and seeds.problems() else 0
    code = report(fleet)
    raise typer.Exit(code if code == STOPPED else max(code, broken))


@dataclass(frozen=True, slots=True)
class Ways:
    """Options for crawling a new portal."""

    site_id: str | None
    delay: float
    allow_private: bool
    tls: Tls
    language: str | None


def introduced(names: list[str], ways: Ways) -> dict[str, Introduction]:
    """Return the portals that are given by their address, by that address. Writes a site file for each new one."""
    addresses = [name for name in names if name.startswith(("http://", "https://"))]
    if ways.site_id is not None and len(addresses) != 1:
        raise UsageError("--id names one new portal.", "Give one address with it: tinhuy crawl URL --id ID")
    return {address: _introduced(address, ways) for address in addresses}


def _introduced(url: str, ways: Ways) -> Introduction:
    # Imported when it runs: crawls of known sites need not wait for the probe.
    probe = import_module("tinhuy.probe.introduce")
    asker = probe.HttpClient(lambda _: None, ways.delay, ways.allow_private, ways.tls)
    portal: Introduction = probe.introduce(asker, url, ways.site_id, ways.language, catalogue())
    site = portal.site
    if portal.is_new:
        err.print(f"{site.name}: {site.level}, platform {site.platform}, language {site.language}", markup=False)
        err.print(f"Site file written: {portal.path}; next time: tinhuy crawl {site.id}", markup=False)
        for doubt in portal.unsure:
            err.print(f"Please check: {doubt}", markup=False)
    return portal


def settle_languages(fleet: Fleet, portals: Iterable[Introduction]) -> None:
    """Set the language of new portals by their articles, where no person chose one."""
    for portal in portals:
        if portal.language_is_guessed and not fleet.stopping:
            language = import_module("tinhuy.probe.introduce").settle_language(fleet.engine, portal)
            if language is not None:
                err.print(
                    f"{portal.site.id}: most articles are in another language than the first page. "
                    f"The site file now says `language: {language}`, and all pages were cleaned again for it.",
                    markup=False,
                )


def choose(seeds: Catalogue, names: list[str], all_sites: bool) -> list[str]:
    """Return the ids of the chosen sites. Raises UsageError for none, for unknown ones and for broken files."""
    if bool(names) == all_sites:
        raise UsageError("Which sites?", "Name some, or use --all; `tinhuy sites` lists them.")
    if not all_sites:
        return _named(seeds, names)
    for problem in seeds.problems():
        complain(f"Site file skipped: {problem.message}", problem.remedy)
    states = {site.id: site.state for site in seeds.sites().values()}
    chosen = [site_id for site_id, state in states.items() if state is State.VERIFIED]
    if not chosen:
        raise UsageError("No site is verified yet.", "Verify some: tinhuy sites check SITE --verify; or name them.")
    left = Counter(states.values())
    if left[State.UNVERIFIED]:
        err.print(f"Unverified sites skipped: {left[State.UNVERIFIED]}; {UNCHECKED}", markup=False)
    if left[State.RETIRED]:
        err.print(f"Retired sites skipped: {left[State.RETIRED]}", markup=False)
    return chosen


def _named(seeds: Catalogue, names: list[str]) -> list[str]:
    """Return the named sites, unverified ones with a warning: a crawl is how people get to know one.

    Raises UsageError for a retired site.
    """
    sites = named_sites(seeds, names)
    for site in sites:
        if site.state is State.UNVERIFIED:
            err.print(f"Warning: {site.id} is unverified: {UNCHECKED}", style="yellow", markup=False)
    return [site.id for site in sites]


def start(sites: list[str], order: Order) -> Fleet:
    """Crawl the sites, show the progress, and return when all pages are cleaned."""
    fleet = Fleet(engines.engine(engines.address()), order, list(sites))
    if not sys.stderr.isatty():
        fleet.run(_Milestones())
        return fleet
    with Live(console=err, refresh_per_second=4, transient=True) as live:
        fleet.run(lambda fleet: live.update(_progress(fleet)))
    return fleet


def report(fleet: Fleet) -> int:
    """Print the results of every site's crawl; returns STOPPED, or the highest exit code of the runs."""
    seeds = catalogue()
    for crawl in fleet.crawls:
        if seeds.site(crawl.site_id).explore:
            print_map(fleet.engine, crawl.site_id)
    columns = ("site", "found", "fetched", "articles", "rejections", "seconds", "ended")
    print_table(columns, [_row(fleet, crawl) for crawl in fleet.crawls])
    for crawl in fleet.crawls:
        seen = with_retry(fleet.engine, partial(account, site=crawl.site_id))
        out.print(f"{crawl.site_id}: {seen.words()}", markup=False)
    judge_and_alert(fleet.engine, seeds, [crawl.site_id for crawl in fleet.crawls])
    codes = [_exit_code(fleet, crawl) for crawl in fleet.crawls]
    return STOPPED if fleet.stopping else max(codes, default=1)


def _row(fleet: Fleet, crawl: SiteCrawl) -> list[object]:
    run = fleet.last_run(crawl)
    counts = run.counts if run else {}
    gave = with_retry(fleet.engine, partial(run_yield, run_id=run.id)) if run else RunYield()
    rejected = ", ".join(f"{reason} {number}" for reason, number in gave.rejections.items())
    ended = run.ending.value if run and run.ending else "failed"
    numbers = [counts.get("found", 0), counts.get("items", 0), gave.articles]
    return [crawl.site_id, *numbers, rejected, f"{crawl.seconds:.1f}", ended]


def _exit_code(fleet: Fleet, crawl: SiteCrawl) -> int:
    """Return the run's exit code; 1 for a run without a record, that died, or whose pages were all refused."""
    run = fleet.last_run(crawl)
    if run is None:
        complain(f"{crawl.site_id}: {crawl.killed or last_line(crawl.log)}", f"Full log: {crawl.log}")
        return 1
    if run.ending is not runs.Ending.FINISHED:
        complain(f"{crawl.site_id}: {run.reason or 'its process died'}", f"Full log: {crawl.log}")
    elif (refused := _refused_all(fleet, run)) is not None:
        complain(f"{crawl.site_id}: {refused}", "`tinhuy status` and the view `rejections` say more.")
        return 1
    return run.exit_code if run.exit_code is not None else 1


def _refused_all(fleet: Fleet, run: runs.Run) -> str | None:
    """Describe that all pages of a run, several, were refused, so that it brought nothing; None otherwise."""
    gave = with_retry(fleet.engine, partial(run_yield, run_id=run.id))
    refused = sum(gave.rejections.values())
    if gave.articles or refused < SEVERAL:
        return None
    reasons = ", ".join(f"{reason} {number}" for reason, number in gave.rejections.items())
    return f"none of the {refused} pages that were fetched is an article: {reasons}"


def _progress(fleet: Fleet) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("site", "lists", "fetched", "found", "seconds", ""):
        table.add_column(name, justify="right" if name in ("lists", "fetched", "found", "seconds") else "left")
    running = [crawl for crawl in fleet.crawls if crawl.ended is None]
    ended = [crawl for crawl in fleet.crawls if crawl.ended is not None]
    for crawl in (*ended[-SHOWN:], *running):
        run = fleet.last_run(crawl)
        counts = run.counts if run else {}
        state = "done" if crawl.ended else "stopping" if fleet.stopping else "crawling"
        numbers = [str(counts.get(name, 0)) for name in ("lists", "items", "found")]
        table.add_row(crawl.site_id, *numbers, f"{crawl.seconds:.0f}", state)
    for site_id in fleet.waiting[:SHOWN]:
        table.add_row(site_id, "", "", "", "", "waiting")
    if len(ended) > SHOWN or len(fleet.waiting) > SHOWN:
        table.caption = f"{len(ended):,} done, {len(running)} under way, {len(fleet.waiting):,} waiting"
    return table


class _Milestones:
    """Prints progress for logs: one line when a site's crawl starts and one when it ends."""

    def __init__(self) -> None:
        self._said: set[tuple[str, bool]] = set()

    def __call__(self, fleet: Fleet) -> None:
        for crawl in fleet.crawls:
            ended = crawl.ended is not None
            if (crawl.site_id, ended) not in self._said:
                self._said.add((crawl.site_id, ended))
                what = f"crawled in {crawl.seconds:.1f} s" if ended else "crawling"
                say(crawl.site_id, what)

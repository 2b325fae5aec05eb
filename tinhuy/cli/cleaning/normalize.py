"""`tinhuy normalize`: clean stored pages."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer
from sqlalchemy import Engine

from corpus.articles.publishing import waiting
from corpus.database import engines
from corpus.database.retry import with_retry
from corpus.maintenance.outlook import recleaning
from normalize.rules_version import RULES
from normalize.workers.dry_run import differences
from normalize.workers.worker import CleaningCounts, clean_stored
from seeds.config.catalogue import catalogue
from seeds.errors import UsageError
from tinhuy.cli.cleaning.dry_run import print_differences, print_differences_as_json
from tinhuy.cli.completion import site_ids
from tinhuy.cli.crawling.status_text import duration_of
from tinhuy.progress import progress
from tinhuy.terminal import err, out, print_json, print_table


def normalize(
    sites: Annotated[
        list[str] | None, typer.Argument(autocompletion=site_ids, help="Ids of the sites (default: all).")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Clean all stored pages again, not only pending ones.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --again: show what the present rules would change; write nothing.")
    ] = False,
    queue: Annotated[
        bool, typer.Option("--queue", help="With --again: queue the work for the service (`tinhuy jobs` shows it).")
    ] = False,
    worst: Annotated[
        int, typer.Option(min=0, max=1000, help="With --dry-run: number of articles to show word by word.")
    ] = 5,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON, one object a line; the last holds the counts.")
    ] = False,
) -> None:
    """Clean pending pages, or all stored pages, without fetching anything. Only changes are written."""
    if dry_run and not again:
        raise UsageError("--dry-run works only with --again.", "Say: tinhuy normalize --again --dry-run")
    if queue and (dry_run or not again):
        raise UsageError("--queue works only with --again.", "Say: tinhuy normalize SITE --again --queue")
    seeds = catalogue()
    for site in sites or []:
        seeds.site(site)
    if queue:
        _queue(sites or seeds.ids(), as_json)
        return
    engine = engines.engine(engines.address())
    pending = with_retry(engine, partial(waiting, sites=sites or None))
    if dry_run:
        _compare(engine, sites or None, worst, pending, as_json)
        return
    total = pending
    if again:
        total += with_retry(engine, partial(recleaning, rules=RULES, sites=sites or None)).captures
        err.print(f"{total:,} captures are cleaned again, in about {duration_of(total)}.", markup=False)
    with progress("cleaning", total) as advance:
        tally = clean_stored(engine, sites=sites or None, again=again, report=advance)
    _print(tally, as_json)


def _queue(sites: list[str], as_json: bool) -> None:
    from tinhuy.service import job_tables  # noqa: PLC0415 (cleaning at once needs none of the service)
    from tinhuy.service.queue import put_reclean  # noqa: PLC0415

    engine = job_tables.open_store()
    found = {site: with_retry(engine, partial(put_reclean, site=site)) for site in sites}
    for site, number in found.items():
        if as_json:
            print_json({"site": site, "job": number})
            continue
        out.print(f"{site}: {'already queued' if number is None else f'job {number}'}")


def _compare(engine: Engine, sites: list[str] | None, worst: int, pending: int, as_json: bool) -> None:
    with progress("comparing") as advance:
        found = differences(engine, sites=sites, worst=worst, advance=advance)
    if pending:
        err.print(f"{pending:,} pages were never cleaned and are not compared; to clean them: tinhuy normalize")
    (print_differences_as_json if as_json else print_differences)(found)


def _print(tally: CleaningCounts, as_json: bool) -> None:
    if as_json:
        said = {"pages": tally.pages, "changes": dict(tally.changes), "rejections": dict(tally.rejections)}
        print_json(said | {"by_layout": dict(tally.by_layout)})
        return
    print_table(("pages cleaned", "number"), [("all", tally.pages), *sorted(tally.changes.items())])
    if tally.by_layout:
        print_table(("again, by the layout learned", "number"), sorted(tally.by_layout.items()))
    if tally.rejections:
        print_table(("rejected as", "number"), tally.rejections.most_common())

"""`tinhuy storage`: disk space of the corpus, and ways to reduce it."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Annotated

import typer
from sqlalchemy import Engine

from corpus.database import engines
from corpus.database.dsn import database_url
from corpus.database.retry import with_retry
from corpus.maintenance import compression_dictionaries, storage, thinning
from corpus.maintenance.outlook import Growth, growth
from seeds.config.catalogue import catalogue
from seeds.errors import UsageError
from seeds.home import home
from seeds.timing import duration
from tinhuy.cli.completion import site_ids
from tinhuy.page_lookup import check_sites
from tinhuy.progress import progress
from tinhuy.terminal import err, out, print_json, print_table

app = typer.Typer(
    invoke_without_command=True, help="Show the disk space of the corpus by table and site, and reduce it."
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]


@app.callback()
def report(context: typer.Context, as_json: AsJson = False) -> None:
    """Show the disk space of the corpus by table and site, and reduce it."""
    if context.invoked_subcommand is not None:
        return
    with engines.transaction() as conn:
        tables, sites, grown = storage.by_table(conn), storage.by_site(conn), growth(conn)
    free = _free()
    if as_json:
        left = grown.days_left(free) if free is not None else None
        whole = {**asdict(grown), "free": free, "days_left": left}
        for table in tables:
            print_json(asdict(table))
        for site in sites:
            print_json(asdict(site))
        print_json({"database": whole})
        return
    print_table(("table", "rows", "MB", "of them indexes"), [_of_table(one) for one in tables])
    out.print()
    columns = ("site", "captures", "bodies", "MB as sent", "MB stored", "bytes a body", "thinned", "with dictionary")
    print_table(columns, [_of_site(one) for one in sites])

    out.print()
    out.print(_outlook(grown, free), markup=False)


def _free() -> int | None:
    """Return the free bytes on the embedded server's disk; None for another Postgres."""
    return None if database_url() else shutil.disk_usage(home()).free


def _outlook(grown: Growth, free: int | None) -> str:
    """Describe the database's size, its growth, and when the disk will be full."""
    said = f"The database takes {_megabytes(grown.bytes)} MB"
    if grown.bytes_a_day is None:
        said += "; its growth is known after a week"
    else:
        said += f" and grows by {_megabytes(grown.bytes_a_day)} MB a day (newest four weeks)"
    if free is None:
        return f"{said}. The free space on the disk of its server is not known here."
    left = grown.days_left(free)
    return f"{said}; {_megabytes(free)} MB are free{f', enough for some {left:,} days' if left is not None else ''}."


def _of_table(one: storage.TableSize) -> list[object]:
    return [one.table, one.rows, _megabytes(one.total), _megabytes(one.indexes)]


def _of_site(one: storage.SiteSize) -> list[object]:
    each = one.stored // max(1, one.bodies - one.thinned)
    sizes = (_megabytes(one.raw), _megabytes(one.stored), each)
    return [one.site, one.captures, one.bodies, *sizes, one.thinned, one.with_dictionary]


def _megabytes(number: int) -> str:
    return f"{number / 1e6:,.1f}"


@app.command("thin")
def thin(
    sites: Annotated[
        list[str] | None, typer.Argument(autocompletion=site_ids, help="Ids of the sites (default: all).")
    ] = None,
    keep: Annotated[int, typer.Option(min=1, help="Keep at least this many newest captures of each page.")] = 3,
    older: Annotated[
        str, typer.Option("--older-than", help="Keep captures that are younger than this, such as 90d.")
    ] = "365d",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be deleted; delete nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Delete the bodies of old captures for good, to save disk space. This is never done automatically.

    Kept in any case: captures from which an article or a version was made, the newest good capture of each page,
    pending captures, and all captures of pages without an article. Each deleted body leaves its row, marked as thinned.
    """
    policy = thinning.Policy(keep, datetime.now(UTC) - _period(older), sites or None)
    engine = _engine(sites or ())
    planned = with_retry(engine, partial(thinning.thinnable, policy=policy))
    gone = {one.hash for one in planned}
    if not dry_run:
        with progress("bodies") as advance:
            gone = thinning.thin(engine, planned, advance)
    went = [one for one in planned if one.hash in gone]
    bodies, freed = Counter(one.site for one in went), Counter[str]()
    for one in went:
        freed[one.site] += one.stored
    if as_json:
        for site in sorted(bodies):
            print_json({"site": site, "bodies": bodies[site], "bytes": freed[site]})
        print_json({"dry_run": dry_run, "bodies": len(went), "left": len(planned) - len(went)})
        return
    print_table(("site", "bodies", "MB"), [(site, bodies[site], _megabytes(freed[site])) for site in sorted(bodies)])
    err.print(
        "Nothing was deleted." if dry_run else "Postgres reuses the space; VACUUM FULL body returns it to the system."
    )


def _engine(sites: Iterable[str]) -> Engine:
    """Return the corpus's engine. Raises UsageError for sites that neither corpus nor seeds folder knows."""
    engine = engines.engine(engines.address())
    with_retry(engine, partial(check_sites, seeds=catalogue(), sites=sites))
    return engine


def _period(words: str) -> timedelta:
    try:
        return duration(words)
    except ValueError as error:
        raise UsageError(f"--older-than: {error}.") from None


@app.command("train")
def train(
    site: Annotated[str, typer.Argument(autocompletion=site_ids, help="Id of the site.")], as_json: AsJson = False
) -> None:
    """Train a compression dictionary on a site's stored pages; use it if it at least halves their size.

    If the command is stopped, `tinhuy storage pack` continues its work.
    """
    engine = _engine([site])
    made, number = with_retry(engine, partial(compression_dictionaries.train, site=site))
    packed = _pack(engine, site) if number is not None else 0
    figures = {"site": site, "dictionary": number, "raw": made.raw, "plain": made.plain, "packed": made.packed}
    if as_json:
        print_json({**figures, "bodies": packed})
        return
    out.print(f"Pages held out: {made.raw:,} bytes, {made.plain:,} packed plainly, {made.packed:,} with a dictionary.")
    out.print(
        f"{packed:,} bodies packed." if number is not None else "The dictionary saves too little, so it was not kept."
    )


def _pack(engine: Engine, site: str) -> int:
    with progress("bodies") as advance:
        return compression_dictionaries.pack(engine, site, advance)


@app.command("pack")
def pack(
    sites: Annotated[
        list[str] | None,
        typer.Argument(autocompletion=site_ids, help="Ids of the sites (default: all that have a dictionary)."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compress bodies that were stored after the site's dictionary was trained. Can be stopped and run again."""
    engine = _engine(sites or ())
    chosen = sites or with_retry(engine, compression_dictionaries.having_one)
    done = {site: _pack(engine, site) for site in chosen}
    if as_json:
        for site, bodies in done.items():
            print_json({"site": site, "bodies": bodies})
    else:
        print_table(("site", "bodies packed"), done.items())

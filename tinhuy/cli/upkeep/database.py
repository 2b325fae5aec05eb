"""`tinhuy db`: the corpus's Postgres."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import func, select

from corpus import embedded
from corpus.database import engines
from corpus.database.dsn import database_url, parameters, without_password
from corpus.database.reader_login import reader_url
from corpus.database.tables import Article, Page, Snapshot
from seeds.errors import UsageError
from seeds.home import home
from tinhuy.progress import progress, working
from tinhuy.terminal import complain, err, out, print_json

Reader = Annotated[bool, typer.Option("--reader", help="Connect as tinhuy_reader, a login that can only read.")]

app = typer.Typer(
    no_args_is_help=True, help="Manage the Postgres of the corpus: the embedded server, or the one of DATABASE_URL."
)


@app.command("url")
def url(reader: Reader = False) -> None:
    """Print the address of the corpus for psql, DuckDB, R or Python. Starts the embedded server if needed."""
    out.print(reader_url(engines.address()) if reader else engines.address(), markup=False)


@app.command("psql", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def psql(
    context: typer.Context,
    reader: Reader = False,
) -> None:
    """Open psql on the corpus; all further arguments go to psql."""
    address = reader_url(engines.address()) if reader else engines.address()
    if password := parameters(address).get("password"):
        os.environ["PGPASSWORD"] = str(password)  # the command line is everybody's to read
    if reader:
        os.environ.pop("PGOPTIONS", None)
    program = embedded.binary("psql")
    words = [str(program), without_password(address), *context.args]
    os.execv(program, words)  # noqa: S606  # no shell: a program and its arguments


@app.command("migrate")
def migrate() -> None:
    """Update the schema of the corpus to this version of tinhuy."""
    from tinhuy.service import job_tables  # noqa: PLC0415 (Procrastinate takes a moment to load)

    engines.migrate()
    job_tables.prepare(engines.address())
    err.print("The corpus has the newest schema.")


@app.command("dump")
def dump(file: Annotated[Path, typer.Argument(help="File to write; it must not exist yet.")]) -> None:
    """Back up the whole corpus into one file. Crawls may run meanwhile.

    Uses the pg_dump that fits the server, and reads the dump back before the file gets its name.
    """
    from corpus.maintenance import backup  # noqa: PLC0415 (only for this command)

    url = engines.address()
    with working("Dumping the corpus") as say:
        size = backup.dump(file, url, lambda so_far: say(f"Dumping the corpus: {so_far / 1e6:,.0f} MB"))
    err.print(
        f"{file}: {size / 1e6:,.1f} MB. Restore it once into an empty corpus to see that it is good.", markup=False
    )


@app.command("restore")
def restore(file: Annotated[Path, typer.Argument(help="A dump that `tinhuy db dump` wrote.")]) -> None:
    """Restore a dump into an empty corpus: TINHUY_HOME or DATABASE_URL. Creates the database if it is missing.

    Everything is restored, or nothing. A corpus that holds data is never touched.
    """
    from corpus.maintenance import backup  # noqa: PLC0415 (only for this command)

    with working("Restoring the corpus"):
        url = backup.restore(file)
    with engines.transaction(url) as conn:
        counts = [conn.scalar(select(func.count()).select_from(model)) or 0 for model in (Page, Snapshot, Article)]
    err.print("Restored {:,} pages, {:,} captures and {:,} articles.".format(*counts))
    err.print("To check them: tinhuy db verify")


@app.command("verify")
def verify(
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON: one object for each damage, then the counts.")
    ] = False,
) -> None:
    """Check stored pages against their hashes and articles against their captures, and name what is damaged.

    The command changes nothing. The exit code is 1 if anything is damaged.
    """
    from corpus.maintenance import verify as checking  # noqa: PLC0415 (only for this command)

    engine = engines.engine(engines.address())
    with progress("checking", checking.size(engine)) as advance:
        checked = checking.verify(engine, advance)
    for one in checked.damages:
        if as_json:
            print_json({"damaged": one.what, "which": one.name, "why": one.why, "urls": one.urls})
        else:
            complain(f"{one.what} {one.name}: {one.why}", " ".join(one.urls[:3]))
    counts = {"bodies": checked.bodies, "thinned": checked.thinned, "articles": checked.articles}
    counts |= {"versions": checked.versions, "damaged": len(checked.damages)}
    if as_json:
        print_json(counts)
    else:
        out.print(
            f"{checked.bodies:,} bodies ({checked.thinned:,} of them thinned), {checked.articles:,} articles and "
            f"{checked.versions:,} versions checked: {len(checked.damages):,} damaged.",
            markup=False,
        )
    if checked.damages:
        err.print("Restore a backup, or have the pages fetched again: tinhuy crawl SITE --full", markup=False)
    raise typer.Exit(int(bool(checked.damages)))


@app.command("stop")
def stop() -> None:
    """Stop the embedded server. The next command starts it again."""
    if database_url():
        raise UsageError("DATABASE_URL is set: tinhuy does not manage that Postgres.", "Stop it as you started it.")
    stopped = embedded.stop(home())
    err.print("The embedded server has stopped." if stopped else "The embedded server was not running.")

"""`tinhuy db`: the corpus's Postgres."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import func, select

from corpus import database, embedded, settings
from corpus.conninfo import parameters, without_password
from corpus.models import Article, Page, Snapshot
from corpus.reader import reader_url
from seeds.errors import UsageError
from tinhuy.cli.output import complain, err, out, print_json
from tinhuy.cli.progress import progress, working

Reader = Annotated[bool, typer.Option("--reader", help="As tinhuy_reader, a login that reads and can do nothing else.")]

app = typer.Typer(no_args_is_help=True, help="The corpus's Postgres: the embedded server, or the one of DATABASE_URL.")


@app.command("url")
def url(reader: Reader = False) -> None:
    """Print the address of the corpus for psql, DuckDB, R or Python; the embedded server is started if need be."""
    out.print(reader_url(database.address()) if reader else database.address(), markup=False)


@app.command("psql", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def psql(
    context: typer.Context,
    reader: Reader = False,
) -> None:
    """Open psql on the corpus; what follows is handed to it (`tinhuy db psql -c 'select count(*) from articles'`)."""
    address = reader_url(database.address()) if reader else database.address()
    if password := parameters(address).get("password"):
        os.environ["PGPASSWORD"] = str(password)  # the command line is everybody's to read
    if reader:
        os.environ.pop("PGOPTIONS", None)
    program = embedded.binary("psql")
    words = [str(program), without_password(address), *context.args]
    os.execv(program, words)  # noqa: S606  # no shell: a program and its arguments


@app.command("migrate")
def migrate() -> None:
    """Bring the corpus to this version's schema."""
    from tinhuy.jobs import store  # noqa: PLC0415 (Procrastinate takes a moment to load)

    database.migrate()
    store.prepare(database.address())
    err.print("The corpus has the newest schema.")


@app.command("dump")
def dump(file: Annotated[Path, typer.Argument(help="File to write; it must not be there yet.")]) -> None:
    """Write a backup of the whole corpus into one file. Crawls may go on meanwhile.

    It is made with the programs that fit the server, and read back before the file gets its name.
    """
    from corpus import backup  # noqa: PLC0415 (only for this command)

    url = database.address()
    with working("Dumping the corpus") as say:
        size = backup.dump(file, url, lambda so_far: say(f"Dumping the corpus: {so_far / 1e6:,.0f} MB"))
    err.print(
        f"{file}: {size / 1e6:,.1f} MB. Restore it once into an empty corpus to see that it is good.", markup=False
    )


@app.command("restore")
def restore(file: Annotated[Path, typer.Argument(help="A dump that `tinhuy db dump` wrote.")]) -> None:
    """Restore a dump into an empty corpus: that of TINHUY_HOME, or of DATABASE_URL, whose database is made if need be.

    All of it comes in, or nothing. A corpus that holds something is never touched.
    """
    from corpus import backup  # noqa: PLC0415 (only for this command)

    with working("Restoring the corpus"):
        url = backup.restore(file)
    with database.transaction(url) as conn:
        counts = [conn.scalar(select(func.count()).select_from(model)) or 0 for model in (Page, Snapshot, Article)]
    err.print("{:,} pages, {:,} captures and {:,} articles are restored.".format(*counts))
    err.print("`tinhuy db verify` checks them.")


@app.command("verify")
def verify(
    as_json: Annotated[bool, typer.Option("--json", help="A line of JSON a damage, then one with the counts.")] = False,
) -> None:
    """Check stored pages against their hashes and articles against their captures, and say what is damaged.

    Nothing is changed. The exit code is 1 if anything is damaged.
    """
    from corpus import verify as checking  # noqa: PLC0415 (only for this command)

    engine = database.engine(database.address())
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
    if settings.database_url():
        raise UsageError("DATABASE_URL is set: that Postgres is not tinhuy's to stop.", "Stop it by its own means.")
    stopped = embedded.stop(settings.home())
    err.print("The embedded server has stopped." if stopped else "The embedded server was not running.")

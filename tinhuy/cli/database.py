"""`tinhuy db`: the corpus's Postgres."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from corpus import database, embedded, settings
from seeds.errors import UsageError
from tinhuy.cli.output import err, out

app = typer.Typer(no_args_is_help=True, help="The corpus's Postgres: the embedded server, or the one of DATABASE_URL.")


@app.command("url")
def url() -> None:
    """Print the address of the corpus for psql, DuckDB, R or Python; the embedded server is started if need be."""
    out.print(database.address(), markup=False)


@app.command("psql", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def psql(
    context: typer.Context,
    reader: Annotated[bool, typer.Option("--reader", help="As the read-only role tinhuy_reader.")] = False,
) -> None:
    """Open psql on the corpus; what follows is handed to it (`tinhuy db psql -c 'select count(*) from articles'`)."""
    address = database.address()
    if reader:
        os.environ["PGOPTIONS"] = "-c role=tinhuy_reader"
    program = embedded.binary("psql")
    os.execv(program, [str(program), address, *context.args])  # noqa: S606  # no shell: a program and its arguments


@app.command("migrate")
def migrate() -> None:
    """Bring the corpus to this version's schema."""
    from tinhuy.jobs import store  # noqa: PLC0415 (Procrastinate takes a moment to load)

    database.migrate()
    store.prepare(database.address())
    err.print("The corpus has the newest schema.")


@app.command("stop")
def stop() -> None:
    """Stop the embedded server. The next command starts it again."""
    if settings.database_url():
        raise UsageError("DATABASE_URL is set: that Postgres is not tinhuy's to stop.", "Stop it by its own means.")
    stopped = embedded.stop(settings.home())
    err.print("The embedded server has stopped." if stopped else "The embedded server was not running.")

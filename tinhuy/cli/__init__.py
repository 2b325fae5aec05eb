"""The command line: joins the groups of commands, each of which has a file, and turns errors into exit codes."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from corpus import logs
from seeds.errors import TinhuyError
from tinhuy.cli.commands import Commands
from tinhuy.cli.examples import EXAMPLES, as_epilog
from tinhuy.terminal import complain

app = typer.Typer(
    name="tinhuy",
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Build and keep a corpus of what Vietnam's Party and government portals publish.\n\n"
    "Exit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped with Ctrl-C.",
    epilog=as_epilog(EXAMPLES[""]),
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"tinhuy {version('tinhuy')}")
        raise typer.Exit


@app.callback()
def _options(
    seeds: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder with your site and platform files; they add to and override those of tinhuy "
            "(default: TINHUY_SEEDS). It can also follow the command.",
        ),
    ] = None,
    _: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    if seeds is not None:
        os.environ["TINHUY_SEEDS"] = str(seeds.absolute())  # child processes read it too


def main() -> None:
    """Run the command line and exit with its code."""
    logs.set_up()
    try:
        code = app(prog_name="tinhuy", standalone_mode=False)
    except typer.Exit as done:
        code = done.exit_code
    except typer.Abort:
        code = 130
    except TinhuyError as error:
        complain(error.message, error.remedy)
        code = error.exit_code
    except KeyboardInterrupt:
        complain("Stopped.", "Stored pages stay; run the same command again to continue.")
        code = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:
        show = getattr(error, "show", None)  # click's usage errors know how to show themselves
        if show is None:
            raise
        show()
        code = getattr(error, "exit_code", 2)
    sys.exit(code or 0)

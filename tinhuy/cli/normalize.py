"""`tinhuy normalize`: clean what is stored."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from corpus import database
from corpus.articles import Change, Pending, waiting
from corpus.records import Outcome
from normalize.worker import Tally, clean_stored
from seeds.load import catalogue
from tinhuy.cli.output import err, print_json, print_table


def normalize(
    sites: Annotated[list[str] | None, typer.Argument(help="Sites to clean (default: all).")] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Clean all stored pages once more, not only the pending ones.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Clean pending pages, or all from storage, without fetching anything. Only what differs is written."""
    seeds = catalogue()
    for site in sites or []:
        seeds.site(site)
    engine = database.engine(database.address())
    with engine.begin() as conn:
        total = None if again else waiting(conn, sites or None)
    with _bar(total) as advance:
        tally = clean_stored(engine, sites=sites or None, again=again, report=advance)
    _print(tally, as_json)


class _bar:  # noqa: N801  # reads as a word at its one use
    def __init__(self, total: int | None) -> None:
        columns = (TextColumn("cleaning"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=err, transient=True, disable=not sys.stderr.isatty())
        self._task = self._progress.add_task("cleaning", total=total)

    def __enter__(self) -> _bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def __call__(self, _pending: Pending, _outcome: Outcome, _change: Change) -> None:
        self._progress.advance(self._task)


def _print(tally: Tally, as_json: bool) -> None:
    if as_json:
        print_json({"pages": tally.pages, "changes": dict(tally.changes), "rejections": dict(tally.rejections)})
        return
    print_table(("pages cleaned", "number"), [("all", tally.pages), *sorted(tally.changes.items())])
    if tally.rejections:
        print_table(("rejected as", "number"), tally.rejections.most_common())

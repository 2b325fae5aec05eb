"""A bar on a terminal for work that takes its time; nothing where stderr is none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from tinhuy.cli.output import err


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Callable[..., None]]:
    """What to call for each thing done (its arguments don't count); the bar is gone after the block."""
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not sys.stderr.isatty()) as shown:
        task = shown.add_task(label, total=total)
        yield lambda *_: shown.advance(task)


@contextmanager
def working(label: str) -> Iterator[Callable[[str], object]]:
    """A spinner on a terminal for work whose end is not known; gives what to call with other words."""
    with err.status(label) as shown:
        yield shown.update

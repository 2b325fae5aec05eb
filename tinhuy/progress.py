"""A progress bar for long work; shown only where stderr is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from tinhuy.terminal import err


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Callable[..., None]]:
    """Show a progress bar until the block ends; yields a function to call, with any arguments, per thing done."""
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not sys.stderr.isatty()) as shown:
        task = shown.add_task(label, total=total)
        yield lambda *_: shown.advance(task)


@contextmanager
def working(label: str) -> Iterator[Callable[[str], object]]:
    """Show a spinner for work of unknown length; yields a function that changes its label."""
    with err.status(label) as shown:
        yield shown.update

"""Output of results, tables and error messages to the terminal or a pipe."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import IO, Any, cast

from rich.console import Console
from rich.segment import Segment
from rich.table import Table

from corpus import logs
from seeds.printable import printable, printable_json
from seeds.timing import VIETNAM

WIDE = 200
"""Columns of a table that is written to a file or a pipe."""


class Terminal(Console):
    """Rich's console, with one filter for all output; its input is plain text, never markup."""

    def __init__(self, **options: Any) -> None:
        super().__init__(highlight=False, soft_wrap=True, markup=False, emoji=False, **options)

    def _render_buffer(self, buffer: Iterable[Segment]) -> str:
        shown = (one if one.control else Segment(printable(one.text), one.style) for one in buffer)
        return super()._render_buffer(shown)


out = Terminal(width=None if sys.stdout.isatty() else WIDE)
_events = cast(IO[str], logs.Lines()) if logs.as_json() else None
err = Terminal(stderr=True, file=_events)


def complain(message: str, remedy: str = "") -> None:
    """Print an error and its remedy on stderr."""
    if logs.as_json():
        logs.complain(message, remedy)
        return
    err.print(f"Error: {message}", style="bold red", markup=False)
    if remedy:
        err.print(remedy, markup=False)


def print_json(value: Any) -> None:
    """Print a JSON value on one line; dates are ISO 8601, times are in Vietnam's zone with the offset."""
    sys.stdout.write(printable_json(json.dumps(value, ensure_ascii=False, default=_plain)) + "\n")


def shown_time(moment: datetime) -> str:
    """Format a moment for people: in Vietnam's time, with the offset."""
    return f"{moment.astimezone(VIETNAM):%Y-%m-%d %H:%M} +07"


def say(site: str, words: str) -> None:
    """Print a site's progress on stderr, with the time of day in Vietnam."""
    err.print(f"{datetime.now(VIETNAM):%H:%M:%S} {site}: {words}", markup=False)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str | None = None) -> None:
    """Print a table for people; columns of numbers are right-aligned."""
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    found = [[_cell(value) for value in row] for row in rows]
    for at, name in enumerate(columns):
        numbers = [row[at].replace(",", "").replace(".", "") for row in found]
        right = any(numbers) and all(number.isdigit() or not number for number in numbers)
        table.add_column(name, justify="right" if right else "left", overflow="fold")
    for row in found:
        table.add_row(*row)
    out.print(table)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return shown_time(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return (value.astimezone(VIETNAM) if value.tzinfo else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"{type(value).__name__} is no JSON")

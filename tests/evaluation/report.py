"""The figures as tables for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tests.evaluation.measure import EXACT, Measured

SHOWN = 8
"""Wrong kinds and leaks that are shown one by one, per set."""


def show(console: Console, title: str, rows: Sequence[Measured]) -> None:
    """One line a set of pages, and below it what went wrong."""
    table = Table(title=title, title_justify="left")
    for heading in (
        "set",
        "pages",
        "prec.",
        "recall",
        "F1",
        "worst",
        "leaks",
        *EXACT,
        "wrong dates",
        "snippets",
        "kind",
    ):
        table.add_column(heading, justify="left" if heading == "set" else "right")
    for row in rows:
        figures = row.figures()
        cells = [row.name, str(len(row.kinds))]
        cells += [_shown(figures.get(name)) for name in ("precision", "recall", "f1", "worst_f1")]
        cells += [str(len(row.leaked)) if row.leaked or "event" in row.exact else "-"]
        cells += [_shown(figures.get(name)) for name in EXACT]
        cells += [str(row.wrong_dates), _shown(figures.get("snippets")), _shown(figures.get("kind"))]
        table.add_row(*cells)
    console.print(table)
    for row in rows:
        if row.texts and row.worst()[0] < 1:
            console.print(f"{row.name}: worst page {escape(row.worst()[1])} (F1 {row.worst()[0]:.3f})")
        for what, found in (("kind", row.wrong_kinds), ("leak", row.leaked)):
            for line in found[:SHOWN]:
                console.print(f"{row.name}: {what}: {escape(line[:160])}", highlight=False)
            if len(found) > SHOWN:
                console.print(f"{row.name}: {what}: … and {len(found) - SHOWN} more")


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"

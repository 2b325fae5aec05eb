"""The figures as tables for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import mean

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from normalize.confidence import CERTAIN
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
        "strings",
        "kind",
    ):
        table.add_column(heading, justify="left" if heading == "set" else "right")
    for row in rows:
        figures = row.figures()
        cells = [row.name, str(len(row.kinds))]
        cells += [_shown(figures.get(name)) for name in ("precision", "recall", "f1", "worst_f1")]
        cells += [str(len(row.leaked)) if row.leaked or "event" in row.exact else "-"]
        cells += [_shown(figures.get(name)) for name in EXACT]
        cells += [
            str(row.wrong_dates),
            _shown(figures.get("snippets")),
            _shown(figures.get("strings_f1")),
            _shown(figures.get("kind")),
        ]
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


RIGHT = 0.95
"""F1 from which on an article counts as right."""
BINS = (0.0, 0.5, 0.8, CERTAIN, 1.01)


def show_confidence(console: Console, portals: Sequence[Measured], general: Sequence[Measured]) -> dict[str, float]:
    """How often articles of some confidence are right; the figures are those of portals' pages."""
    table = Table(title=f"Confidence, and articles with an F1 of {RIGHT} or more", title_justify="left")
    for heading in ("pages", *(f"{low:g} to {high:g}" for low, high in pairwise(BINS[:-1])), f"{CERTAIN:g} or more",
                    "right of certain", "certain of right"):  # fmt: skip
        table.add_column(heading, justify="left" if heading == "pages" else "right")
    figures: dict[str, float] = {}
    for name, rows in (("portals", portals), ("general", general)):
        pairs = [pair for row in rows for pair in row.confidences]
        right = [confidence for confidence, f1 in pairs if f1 >= RIGHT]
        certain = [f1 >= RIGHT for confidence, f1 in pairs if confidence >= CERTAIN]
        bins = [[f1 >= RIGHT for confidence, f1 in pairs if low <= confidence < high] for low, high in pairwise(BINS)]
        shares = (mean(certain) if certain else None, mean(one >= CERTAIN for one in right) if right else None)
        table.add_row(name, *(f"{sum(one)} of {len(one)}" for one in bins), *map(_shown, shares))
        if name == "portals":
            figures = {"right_of_certain": shares[0] or 0.0, "certain_of_right": shares[1] or 0.0}
    console.print(table)
    return figures


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"

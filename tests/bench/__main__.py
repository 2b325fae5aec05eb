"""`python -m tests.bench [normalise]`: speed and memory, printed beside their bars. It never fails for a figure."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from tests.bench import memory
from tests.bench.pages import Sets, page_sets
from tests.bench.speed import BAR, STRETCH, Timed, measure
from tests.bench.steps import steps
from tests.evaluation.real import SETS


def main() -> int:
    """Run what was asked for: everything, if nothing was named."""
    given = _arguments()
    console = Console(width=140 if not sys.stdout.isatty() else None)
    wanted = given.what or list(BENCHES)
    for name in wanted:
        BENCHES[name](console, given)
    return 0


def _normalise(console: Console, given: argparse.Namespace) -> None:
    sets = page_sets()
    for name in SETS.keys() - sets.keys():
        console.print(f"{name}: left out, its pages are not in the shared folder (TINHUY_SHARED)")
    _show_speed(console, measure(sets, given.rounds), given.rounds)
    if given.profile:
        _show_steps(console, sets)
    if given.memory:
        _show_memory(console)


def _show_speed(console: Console, rows: Sequence[Timed], rounds: int) -> None:
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    table = Table(title=f"Pages a second on one core (CPU time, median of {rounds})", title_justify="left")
    for heading in ("set", "pages", "normalise", "bare trafilatura", "ratio"):
        table.add_column(heading, justify="left" if heading == "set" else "right")
    for row in rows:
        ours, theirs = row.speeds()
        cells = (row.name, str(row.pages), f"{ours:.1f}", f"{theirs:.1f}", f"{row.ratio():.2f}")
        table.add_row(*cells, end_section=row is rows[-2])
    console.print(table)
    whole = rows[-1].ratio()
    verdict = "stretch reached" if whole >= STRETCH else "bar reached" if whole >= BAR else "BELOW THE BAR"
    console.print(f"bar: {BAR:g} × over all pages, stretch {STRETCH:g} ×: {verdict} ({whole:.2f} ×; load {load:.1f})")


def _show_steps(console: Console, sets: Sets) -> None:
    table = Table(title="Share of the time by step (with what it calls, in itself)", title_justify="left")
    for heading in ("step", "with", "itself"):
        table.add_column(heading, justify="left" if heading == "step" else "right")
    for share, own, name in steps([subject for pages in sets.values() for subject in pages]):
        table.add_row(name, f"{share:.1%}", f"{own:.1%}")
    console.print(table)


def _show_memory(console: Console) -> None:
    """In a process of its own, so that nothing of what ran here counts."""
    done = subprocess.run([sys.executable, "-m", "tests.bench.memory"], stdout=subprocess.PIPE, text=True, check=True)
    early, late = map(float, done.stdout.split())
    verdict = "bar reached" if late - early < memory.BAR else "ABOVE THE BAR"
    console.print(
        f"memory: {early:.0f} MB at page {memory.FIRST:,}, {late:.0f} MB at page {memory.LAST:,}: "
        f"{late - early:+.1f} MB (bar: under {memory.BAR} MB more): {verdict}"
    )


BENCHES = {"normalise": _normalise}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("what", nargs="*", choices=[[], *BENCHES], help="what to measure (all)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds after the one that warms up (5)")
    parser.add_argument("--profile", action="store_true", help="show the share of time by step too")
    parser.add_argument("--no-memory", dest="memory", action="store_false", help="leave the memory out")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

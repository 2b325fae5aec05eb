"""`python -m tests.evaluation`: the figures of the normaliser, held against their floors."""

from __future__ import annotations

import argparse
import sys

from rich.console import Console

from tests.evaluation import floors
from tests.evaluation.measure import Measured
from tests.evaluation.report import show
from tests.evaluation.run import gold_pages, real_pages, sample_portals, trafilatura_alone
from tests.evaluation.strangers.score import score


def main() -> int:
    """Exit code 0, or 1 if a figure lies below its floor (or would be pinned lower)."""
    arguments = _arguments()
    console = Console(width=180 if not sys.stdout.isatty() else None)
    own = list(sample_portals())
    show(console, "Sample portals", own)
    gold = list(gold_pages())
    show(console, "Gold pages", gold)
    found = [] if arguments.own_only else list(real_pages())
    real = [row for row in found if isinstance(row, Measured)]
    peer = trafilatura_alone() if real else None
    if real:
        show(console, "Real pages", [*real, peer] if peer else real)
    for name in (row for row in found if isinstance(row, str)):
        console.print(f"{name}: skipped, its pages are not in the shared folder (TINHUY_SHARED)")
    strangers = score()
    console.print(f"Strangers: {strangers.line()}")
    figures = {row.name: row.figures() for row in (*own, *gold, *real)} | {"strangers": strangers.figures()}
    if arguments.pin:
        try:
            floors.pin(figures, accept_lower=arguments.accept_lower)
        except floors.LowerError as lower:
            console.print(f"[red]Not pinned:[/] {lower}. Pass --accept-lower if that is meant.")
            return 1
        console.print(f"Pinned in {floors.FILE}.")
        return 0
    low = [*floors.below(figures, floors.read()), *_below_peer(figures, peer)]
    for line in low:
        console.print(f"[red]below its floor:[/] {line}")
    console.print("" if low else "All figures stand on or above their floors.")
    return 1 if low else 0


def _below_peer(figures: floors.Figures, peer: Measured | None) -> list[str]:
    """On general pages the normaliser must not be worse than trafilatura alone."""
    ours, theirs = figures.get("wcxb", {}).get("f1", 1.0), peer.figures()["f1"] if peer else 0.0
    return [f"wcxb.f1: {ours:.4f} is below trafilatura's {theirs:.4f}"] if ours < theirs else []


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.add_argument("--own-only", action="store_true", help="measure the sample portals alone")
    parser.add_argument("--pin", action="store_true", help="write the floors from this run")
    parser.add_argument("--accept-lower", action="store_true", help="let --pin lower floors")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

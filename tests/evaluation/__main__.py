"""`python -m tests.evaluation`: the figures of the normaliser, held against their floors."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping

from rich.console import Console

from tests.evaluation import floors
from tests.evaluation.measure import Measured
from tests.evaluation.real import GENERAL, NOT_SCORED
from tests.evaluation.report import show, show_confidence
from tests.evaluation.run import gold_pages, held_out_makes, real_pages, sample_portals, trafilatura_alone
from tests.evaluation.strangers.bodies import BODIES
from tests.evaluation.strangers.institutions import PORTAL_PAGES
from tests.evaluation.strangers.long_pages import LONG_PAGES
from tests.evaluation.strangers.score import score

PORTALS = ("vi", "liferay", "sharepoint", "vnexpress")
"""Sets of real pages whose confidence is held to the bar, beside the held-out makes."""
STRANGERS = {"strangers": BODIES, "institutions": PORTAL_PAGES, "long pages": LONG_PAGES}
"""Sets of pages that are no articles, by the name of their floors."""


def main() -> int:
    """Exit code 0, or 1 if a figure lies below its floor (or would be pinned lower)."""
    arguments = _arguments()
    console = Console(width=180 if not sys.stdout.isatty() else None)
    own = list(sample_portals())
    show(console, "Sample portals", own)
    gold = list(gold_pages())
    show(console, "Gold pages", gold)
    makes = list(held_out_makes())
    show(console, "Without the platform file of their own make", makes)
    found = [] if arguments.own_only else list(real_pages())
    real = [row for row in found if isinstance(row, Measured)]
    peers = {name: trafilatura_alone(name) for name in GENERAL if any(row.name == name for row in real)}
    if real:
        show(console, "Real pages", [*real, *(peer for peer in peers.values() if peer)])
    for name in (row for row in found if isinstance(row, str)):
        console.print(f"{name}: skipped, its pages are not in the shared folder (TINHUY_SHARED)")
    if real:
        for name, why in NOT_SCORED.items():
            console.print(f"{name}: not scored: {why}", highlight=False)
    figures = {row.name: row.figures() for row in (*own, *gold, *makes, *real)}
    portals = [*makes, *(row for row in real if row.name in PORTALS)]
    for name, bodies in STRANGERS.items():
        strangers = score(bodies=bodies)
        console.print(f"{name.capitalize()}: {strangers.line()}")
        figures[name] = strangers.figures()
    figures["confidence"] = show_confidence(console, portals, [row for row in real if row.name in GENERAL])
    if arguments.pin:
        try:
            floors.pin(figures, accept_lower=arguments.accept_lower)
        except floors.LowerError as lower:
            console.print(f"[red]Not pinned:[/] {lower}. Pass --accept-lower if that is meant.")
            return 1
        console.print(f"Pinned in {floors.FILE}.")
        return 0
    low = [*floors.below(figures, floors.read()), *_below_peers(figures, peers)]
    for line in low:
        console.print(f"[red]below its floor:[/] {line}")
    console.print("" if low else "All figures stand on or above their floors.")
    return 1 if low else 0


def _below_peers(figures: floors.Figures, peers: Mapping[str, Measured | None]) -> list[str]:
    """On general pages the normaliser must not be worse than trafilatura alone."""
    theirs = {name: peer.figures()[GENERAL[name]] for name, peer in peers.items() if peer}
    return [
        f"{name}.{GENERAL[name]}: {figures[name][GENERAL[name]]:.4f} is below trafilatura's {value:.4f}"
        for name, value in theirs.items()
        if figures[name][GENERAL[name]] < value
    ]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.add_argument("--own-only", action="store_true", help="measure the sample portals alone")
    parser.add_argument("--pin", action="store_true", help="write the floors from this run")
    parser.add_argument("--accept-lower", action="store_true", help="let --pin lower floors")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

"""`python -m tests.evaluation.peers`: other extractors beside ours on the same pages, by the same scoring."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from corpus.articles.records import Article, Outcome, Precision, Reason, Rejection
from normalize.article import normalise
from seeds.timing import VIETNAM
from tests.evaluation.cases import Case
from tests.evaluation.measure import Measured, measure
from tests.evaluation.peers.child import Peer, UnavailableError
from tests.evaluation.peers.runner import PEERS
from tests.evaluation.peers.sets import PageSet, page_sets

PYTHON = Path(__file__).parents[3] / ".venv-peers" / "bin" / "python"
COLUMNS = ("", "F1", "prec.", "recall", "worst", "leaks", "title", "date", "wrong dates", "ms")


@dataclass
class Row:
    """One extractor on one set: its figures, which of them it gives at all, and its CPU time."""

    name: str
    found: Measured
    milliseconds: float
    gives: frozenset[str]


def main() -> int:
    """Print a table a set. A peer that can't be run is said so and is no failure."""
    given = _arguments()
    console = Console(width=120 if not sys.stdout.isatty() else None)
    sets = [pages for pages in page_sets() if not given.sets or pages.name in given.sets]
    rows = {pages.name: [_ours(pages)] for pages in sets}
    for name in given.peers or PEERS:
        try:
            peer = Peer(given.python, name)
        except (UnavailableError, OSError) as error:
            console.print(f"{name}: not run: {error}")
            continue
        for pages in sets:
            rows[pages.name].append(_theirs(peer, pages))
        failed = ", ".join(f"{count} × {why}" for why, count in peer.failures.items())
        console.print(
            f"{name} {peer.version}: {'on some pages it failed: ' + failed if failed else 'ran on all pages'}"
        )
        peer.stop()
    for pages in sets:
        _show(console, pages, rows[pages.name])
    return 0


def _ours(pages: PageSet) -> Row:
    started = time.process_time()
    found = _measured(pages, lambda case: normalise(case.page, pages.sites[case.name]))
    return Row("tinhuy", found, (time.process_time() - started) * 1000 / len(pages.cases), frozenset(("title", "date")))


def _theirs(peer: Peer, pages: PageSet) -> Row:
    gives: set[str] = set()

    def made(case: Case) -> Outcome:
        answer = peer.extract(case.page, pages.language(case)) or {}
        gives.update(field for field in ("title", "date") if answer.get(field))
        return _article(answer)

    before = peer.seconds
    found = _measured(pages, made)
    return Row(peer.name, found, (peer.seconds - before) * 1000 / len(pages.cases), frozenset(gives))


def _measured(pages: PageSet, clean: Callable[[Case], Outcome]) -> Measured:
    return measure(pages.name, pages.cases, clean, pages.chrome or ())


def _article(answer: dict[str, Any]) -> Outcome:
    if not answer.get("text"):
        return Rejection(Reason.TOO_SHORT, "no text")
    try:
        day = date.fromisoformat(answer["date"] or "")
    except ValueError:
        return Article(answer["title"] or "", answer["text"])
    at = datetime(day.year, day.month, day.day, tzinfo=VIETNAM)
    return Article(answer["title"] or "", answer["text"], published_at=at, published_precision=Precision.DAY)


def _show(console: Console, pages: PageSet, rows: Iterable[Row]) -> None:
    table = Table(title=f"{pages.name}: {len(pages.cases)} articles", title_justify="left")
    for heading in COLUMNS:
        table.add_column(heading, justify="left" if not heading else "right")
    for row in rows:
        figures = row.found.figures()
        cells = [f"{figures.get(name, 0):.3f}" for name in ("f1", "precision", "recall", "worst_f1")]
        cells.append(str(len(row.found.leaked)) if pages.chrome else "-")
        cells += [
            f"{figures[name]:.3f}" if name in figures and name in row.gives else "-" for name in ("title", "date")
        ]
        cells.append(str(row.found.wrong_dates) if "date" in row.gives else "-")
        table.add_row(row.name, *cells, f"{row.milliseconds:.0f}")
    console.print(table)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.peers", description=__doc__)
    parser.add_argument(
        "--python", type=Path, default=Path(os.environ.get("PEERS_PYTHON") or PYTHON), help="their Python"
    )
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=[], help="which of them (all)")
    parser.add_argument("--sets", nargs="+", default=[], help="which sets of pages (all)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

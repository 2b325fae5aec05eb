"""`python -m tests.bench [normalise|crawl|storage|renormalise]`: speed, memory and room, by their bars.."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from tests.bench import crawl, memory, renormalise, storage
from tests.bench.pages import SAMPLE, Sets, layout_sets, page_sets, sampled
from tests.bench.speed import Timed, bars_of, measure
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
    sets = sampled(page_sets())
    console.print(f"Of each set of general pages {SAMPLE} are measured, drawn by a hash of their names.")
    for name in SETS.keys() - sets.keys():
        console.print(f"{name}: left out, its pages are not in the shared folder (TINHUY_SHARED)")
    _show_speed(console, measure(sets, given.rounds), given.rounds)
    console.print("Pages of portals without a site file, by the layouts that they teach:")
    _show_speed(console, measure(layout_sets(), given.rounds), given.rounds)
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
        table.add_row(*cells)
    console.print(table)
    for row in rows:
        if bars := bars_of(row):
            (bar, stretch), ratio = bars, row.ratio()
            verdict = "stretch reached" if ratio >= stretch else "bar reached" if ratio >= bar else "BELOW THE BAR"
            console.print(f"{row.name}: {ratio:.2f} × (bar {bar:g} ×, stretch {stretch:g} ×): {verdict}")
    console.print(f"load {load:.1f}")


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


def _crawl(console: Console, given: argparse.Namespace) -> None:
    with crawl.room() as room:
        _show_crawls(console, crawl.measure(room, given.pages, given.parallel, given.crawls), given)
        if given.memory:
            few, many = (crawl.ours(room, pages, given.parallel) for pages in (given.pages, given.many))
            _show_crawl_memory(console, few, many)


def _show_crawls(console: Console, found: crawl.Comparison, given: argparse.Namespace) -> None:
    title = f"{given.pages:,} articles and their lists, {given.parallel} requests at a time (median of {given.crawls})"
    table = Table(title=title, title_justify="left")
    for heading in ("crawl", "pages a second", "CPU ms a page", "MB"):
        table.add_column(heading, justify="left" if heading == "crawl" else "right")
    for name, one in (("scrapy crawl", found.ours), ("bare spider", found.theirs)):
        table.add_row(name, f"{one.speed:.1f}", f"{1000 * one.cpu / one.pages:.1f}", f"{one.memory:.0f}")
    console.print(table)
    verdict = "bar reached" if found.ratio >= crawl.BAR else "BELOW THE BAR"
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    console.print(f"bar: {crawl.BAR:g} × the bare spider's: {verdict} ({found.ratio:.2f} ×; load {load:.1f})")


def _show_crawl_memory(console: Console, few: crawl.Crawled, many: crawl.Crawled) -> None:
    times = many.memory / few.memory
    verdict = "bar reached" if times <= crawl.MEMORY_BAR else "ABOVE THE BAR"
    console.print(
        f"memory: {few.memory:.0f} MB for {few.pages:,} pages, {many.memory:.0f} MB for {many.pages:,} "
        f"({many.speed:.1f} a second): {times:.2f} × (bar: {crawl.MEMORY_BAR:g} ×): {verdict}"
    )


def _storage(console: Console, _: argparse.Namespace) -> None:
    table = Table(title="Bytes of a stored page (held out from the dictionary's training)", title_justify="left")
    for heading in ("set", "pages", "as sent", "gzip", "zstd", "zstd, dictionary", "times less than zstd"):
        table.add_column(heading, justify="left" if heading == "set" else "right")
    for one in storage.measure(page_sets()):
        sizes = [f"{size:,.0f}" if size is not None else "" for size in (one.raw, one.gzip, one.zstd, one.dictionary)]
        times = f"{one.zstd / one.dictionary:.1f}" if one.dictionary else ""
        table.add_row(one.name, str(one.pages), *sizes, times + (": not used" if times and not one.is_worth_it else ""))
    console.print(table)


def _renormalise(console: Console, given: argparse.Namespace) -> None:
    table = Table(title=f"Cleaning {given.stored:,} stored pages once more", title_justify="left")
    for heading in ("children", "pages a second", "CPU ms a page", "Postgres' share of CPU"):
        table.add_column(heading, justify="right")
    for one in renormalise.measure(given.stored):
        share = f"{one.postgres / one.cpu:.0%}"
        table.add_row(str(one.workers), f"{one.speed:.1f}", f"{1000 * one.cpu / one.pages:.1f}", share)
    console.print(table)
    console.print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores" if hasattr(os, "getloadavg") else "")


BENCHES = {"normalise": _normalise, "crawl": _crawl, "storage": _storage, "renormalise": _renormalise}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("what", nargs="*", choices=[[], *BENCHES], help="what to measure (all)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds after the one that warms up (3)")
    parser.add_argument("--crawls", type=int, default=3, help="crawls of each kind, by turns (3)")
    parser.add_argument("--pages", type=int, default=crawl.FEW, help=f"articles of a crawl ({crawl.FEW:,})")
    parser.add_argument(
        "--stored", type=int, default=renormalise.PAGES, help=f"stored pages to clean again ({renormalise.PAGES:,})"
    )
    parser.add_argument("--many", type=int, default=crawl.MANY, help=f"of the one for memory ({crawl.MANY:,})")
    parser.add_argument("--parallel", type=int, default=8, help="requests at a time in both crawls (8)")
    parser.add_argument("--profile", action="store_true", help="show the share of time by step too")
    parser.add_argument("--no-memory", dest="memory", action="store_false", help="leave the memory out")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

"""`python -m tests.fuzz`: mutated pages from a seed; each must end as an article or a counted rejection."""

from __future__ import annotations

import argparse
import sys
import time

from normalize.article import normalise
from normalize.workers.child_process import site_of
from normalize.workers.page_cleaners import SECONDS_A_PAGE
from tests.bench.pages import Subject, page_sets
from tests.fuzz.pages import mutated
from tests.fuzz.run import HungError, Tally, fuzz


def main() -> int:
    """Exit code 1 where a page hung or was not counted; a crash of this process is its own exit code."""
    given = _arguments()
    subjects = [subject for pages in page_sets().values() for subject in pages]
    if given.only is not None:
        return _one(subjects, given.seed, given.only)
    started = time.monotonic()

    def tell(tally: Tally) -> None:
        if tally.pages % 500 == 0:
            print(f"{tally.pages:,} pages, {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)

    try:
        tally = fuzz(
            (mutated(subjects, given.seed, at) for at in range(given.pages)), given.workers, given.seconds, tell
        )
    except HungError as hung:
        print(f"HUNG: {hung}")
        return 1
    _show(tally, given.pages, time.monotonic() - started)
    return int(tally.pages != given.pages)


def _one(subjects: list[Subject], seed: int, number: int) -> int:
    """One page again, in this process and without limits, for a debugger."""
    page = mutated(subjects, seed, number)
    started = time.process_time()
    outcome = normalise(page.task.page, site_of(page.task.site_id, page.task.language))
    print(f"{page}\n{str(outcome)[:2000]}\n{time.process_time() - started:.2f} s")
    return 0


def _show(tally: Tally, pages: int, seconds: float) -> None:
    print(
        f"{pages:,} pages in {seconds:.0f} s: "
        + ", ".join(f"{n:,} {what}s" for what, n in tally.outcomes.most_common())
    )
    for reason, count in tally.reasons.most_common():
        print(f"  {count:6,} {reason}")
    print(f"past the decode step: {tally.decoded / max(1, pages):.1%} (bar: 50 %)")
    print(f"uncounted: {pages - tally.pages}; deaths of children: {tally.deaths}; children: {tally.children};"
          f" most memory of one: {tally.peak_rss / 1e6:.0f} MB")  # fmt: skip
    for took, page in sorted(tally.slowest, reverse=True):
        print(f"  {took:5.1f} s  {page}")
    for note in tally.notes[:20]:
        print(f"  to mend: {note}")
    if len(tally.notes) > 20:
        print(f"  … and {len(tally.notes) - 20} more")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--pages", type=int, default=10_000, metavar="N", help="pages (10,000)")
    parser.add_argument("--seed", type=int, default=1, help="what the mutations come from (1)")
    parser.add_argument("--workers", type=int, default=2, help="child processes (2)")
    parser.add_argument("--seconds", type=float, default=SECONDS_A_PAGE, help="limit for a page, as in production")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="clean this page alone, in this process")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

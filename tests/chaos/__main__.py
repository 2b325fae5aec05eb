"""`python -m tests.chaos`: kill -9 at seeded random instants, the same command again, and the same corpus as ever."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.chaos.rounds import Chaos, Round
from tests.chaos.stage import crawl_stage, stage
from tests.chaos.victims import CRAWL_VICTIMS, Victim
from tests.portals.samples import SAMPLES


def main() -> int:
    """Run the rounds and print one line each. Returns 1 if any failed."""
    given = _arguments()
    room = Path(tempfile.mkdtemp(prefix="tinhuy-chaos-"))
    room.chmod(0o755)  # so that the server can stay in it when we are root
    chosen = crawl_stage(room, given.limit) if given.crawl_only else stage(room, given.portals, given.limit)
    with chosen as place:
        chaos = Chaos(place, given.seed, cleans=not given.crawl_only)
        results = run(chaos, given.runs, room, CRAWL_VICTIMS if given.crawl_only else tuple(Victim))
    failed = sum(bool(result.wrong) for result in results)
    print(_summary(results, given.seed))
    if failed:
        print(f"What the failed rounds left is in {room}")
    else:
        shutil.rmtree(room, ignore_errors=True)
    return int(failed > 0 or len(results) < given.runs)


def run(chaos: Chaos, rounds: int, room: Path, victims: Sequence[Victim]) -> list[Round]:
    """The undisturbed run and then the rounds, the victims in turn; what failed ones left is kept in `room`."""
    first = chaos.undisturbed()
    verdict = "FAILED: " + "; ".join(first.wrong) if first.wrong else "ok"
    print(f"undisturbed: {len(chaos.expected)} lines of corpus in {first.seconds:.1f} s  {verdict}", flush=True)
    if first.wrong:
        chaos.keep(room / "undisturbed")
        return [first]
    results = []
    for number in range(1, rounds + 1):
        result = chaos.round(number, victims[(number - 1) % len(victims)])
        print(result, flush=True)
        results.append(result)
        if result.wrong:
            chaos.keep(room / f"round-{number}")
    return results


def _summary(results: list[Round], seed: int) -> str:
    failed = [str(result.number) for result in results if result.wrong]
    exits = Counter("survived" if result.codes[0] == 0 else "run again" for result in results)
    return (
        f"seed {seed}: {len(results)} rounds, {len(failed)} failed{': ' + ', '.join(failed) if failed else ''};"
        f" {exits['survived']} survived the kill, {exits['run again']} were run again;"
        f" {sum(result.again for result in results)} articles asked for again"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--runs", type=int, default=20, metavar="N", help="rounds (20)")
    parser.add_argument("--seed", type=int, default=1, help="what the random instants come from (1)")
    parser.add_argument("--limit", type=float, default=300, help="seconds that a command may take (300)")
    parser.add_argument("--crawl-only", action="store_true", help="`scrapy crawl` of a generated portal, not cleaned")
    parser.add_argument("--portals", nargs="+", choices=sorted(SAMPLES), default=[], help="sample portals (all)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

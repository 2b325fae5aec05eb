"""`python -m tests.unseen [SEED…]`: crawl unseen portals, given their address alone, and judge the corpus.

Without a seed, all of the second family are tried (`--third`: the third one, whose article pages are of makes of their
own); any other word is a seed, too. Exit code 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.unseen.crawling import ROOT, TINHUY, Room
from tests.unseen.generator.portal import SEEDS, THIRD_FAMILY, Portal
from tests.unseen.judge import Verdict, averages, below, judge
from tests.unseen.serving import serve

_LIMIT = 400
"""Seconds that the crawl of one portal may take: ten times what a good one takes on two busy cores."""


def main() -> int:
    given = _arguments()
    if given.serve:
        return _serve(given.seeds[0], given.serve)
    room, verdicts = Room(Path(tempfile.mkdtemp(prefix="unseen-"))), list[Verdict]()
    try:
        for seed in given.seeds or (THIRD_FAMILY if given.third else SEEDS):
            verdicts.append(_try(seed, room, given.problems))
    finally:
        room.stop()
        if given.keep:
            print(f"kept: {room.folder}")
        else:
            shutil.rmtree(room.folder, ignore_errors=True)
    means = ", ".join(f"{name} {figure:.4f}" for name, figure in averages(verdicts).items())
    print(f"{len(verdicts)} unseen portals of our own, means: {means}")
    missed = [v.seed for v in verdicts if not v.found()] if given.found else below(verdicts)
    for line in missed:
        print(f"BELOW THE BAR: {line}")
    return int(bool(missed) | (try_shared(found=given.found) if given.shared else 0))


def _try(seed: str, room: Room, problems: int) -> Verdict:
    """Serve, crawl, clean, export and judge one portal."""
    portal, site, started = Portal(seed), f"u-{seed}", time.monotonic()
    with serve(portal) as server:
        crawl = room.crawl(server.home, site, _LIMIT)
        asked = list(server.asked)
    took, rows = time.monotonic() - started, room.export(site)
    verdict = judge(portal, rows, asked)
    print(f"{verdict.line()} {took:.1f} s code {crawl.returncode}", flush=True)
    for problem in sorted(verdict.problems, key=lambda told: told.startswith("/"))[:problems]:
        print(f"         {problem}")
    if not rows:
        print(f"         nothing kept; the crawl said: {crawl.stdout[-300:]} {crawl.stderr[-300:]}")
    return verdict


def try_shared(*, found: bool) -> int:
    """Run the family of portals and the saved portal that lie in the shared folder, where they do."""
    folder = Path(os.environ.get("TINHUY_SHARED", ROOT.parent / "shared")).resolve() / "unseen"
    archives = sorted((folder / "mirror").glob("*.tar.xz"))
    runs = [[str(folder / "run.py"), *(["--found"] if found else [])]]
    runs += [[str(folder / "mirror.py"), str(archive), "--judge"] for archive in archives]
    if not (folder / "run.py").exists():
        print(f"skipped: no portals in {folder} (TINHUY_SHARED)")
        return 0
    environment = os.environ | {"TINHUY": str(TINHUY)}
    codes = [subprocess.run([sys.executable, *run], cwd=ROOT, env=environment, check=False).returncode for run in runs]
    return int(any(codes))


def _serve(seed: str, port: int) -> int:
    with serve(Portal(seed), port) as server:
        print(f"{server.home} (Ctrl-C ends it)", flush=True)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.unseen", description=__doc__)
    parser.add_argument("seeds", nargs="*", metavar="SEED", help=f"portals to try ({', '.join(SEEDS)})")
    parser.add_argument("--found", action="store_true", help="judge only what was found, and the requests")
    parser.add_argument("--third", action="store_true", help="try the third family instead of the second")
    parser.add_argument("--shared", action="store_true", help="try the portals of the shared folder as well")
    parser.add_argument("--problems", type=int, default=4, help="how many problems of a portal to name (4)")
    parser.add_argument("--serve", type=int, metavar="PORT", help="serve the first SEED, to look at")
    parser.add_argument("--keep", action="store_true", help="leave the corpus behind")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

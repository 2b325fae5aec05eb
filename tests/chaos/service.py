"""`python -m tests.chaos.service`: kill -9 while workers work, and the same corpus as undisturbed."""

from __future__ import annotations

import argparse
import difflib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import psutil
from sqlalchemy import Engine, text

from corpus.database.retry import with_retry
from seeds.config.catalogue import catalogue
from tests.chaos.dump import QUERIES, dump, faults
from tests.chaos.victims import Victim, cleaning_children, postmaster, words_of
from tests.portals.fast import ROOT
from tests.processes import below, wait_until
from tests.soak import portals
from tests.soak.__main__ import corpus_of_its_own
from tinhuy.service import queue
from tinhuy.service.queue import Status

WORKER = "a worker"
KINDS = (WORKER, Victim.CRAWL, Victim.NORMALISER, Victim.CHILD, Victim.POSTGRES)
WAIT = (0.3, 3.0)
"""Seconds between two kills."""
SETTLE = 240.0
"""Seconds in which all must have come to rest after the last."""


class Workers:
    """Two workers; one that died is started again, as compose or systemd would."""

    def __init__(self, room: Path) -> None:
        self.log = room / "workers.log"
        self.running: list[subprocess.Popen[bytes]] = []

    def keep(self) -> None:
        self.running = [one for one in self.running if one.poll() is None]
        while len(self.running) < 2:
            words = [sys.executable, "-m", "tinhuy", "worker", "--concurrency", "2"]
            with self.log.open("ab") as said:
                worker = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
            self.running.append(worker)

    def end(self) -> list[int]:
        for one in self.running:
            one.terminate()
        return [one.wait(60) for one in self.running]

    def kill(self, kind: str, home: Path, chance: random.Random) -> bool:
        """Kill one of that kind, if there is one."""
        mine = [psutil.Process(one.pid) for one in self.running if one.poll() is None]
        found = {
            WORKER: mine,
            Victim.POSTGRES: postmaster(home),
            Victim.CHILD: cleaning_children(),
            Victim.CRAWL: [one for one in below(psutil.Process()) if "scrapy crawl" in words_of(one)],
            Victim.NORMALISER: [one for one in below(psutil.Process()) if "tinhuy.normaliser" in words_of(one)],
        }[kind]
        if not found:
            return False
        try:
            chance.choice(found).kill()
        except psutil.NoSuchProcess:
            return False
        return True


def main() -> int:
    """Make the undisturbed corpus, then the disturbed one, and compare. Returns 1 if anything is wrong."""
    given = _arguments()
    room = Path(tempfile.mkdtemp(prefix="tinhuy-chaos-"))
    room.chmod(0o755)
    with portals.serve(given.sites, given.articles) as addresses:
        expected, wrong, _ = _corpus(room / "calm", addresses, 0, given.seed)
        print(f"undisturbed: {len(expected)} lines of corpus: {'; '.join(wrong) or 'ok'}", flush=True)
        found, wrong, killed = _corpus(room / "chaos", addresses, given.kills, given.seed)
    if found != expected:
        lines = list(difflib.unified_diff(expected, found, "undisturbed", "disturbed", "", "", 0))
        (room / "corpus.diff").write_text("\n".join(lines), encoding="utf-8")
        wrong.append(f"the corpus differs in {sum(line[0] in '+-' for line in lines) - 2} lines")
    kills = ", ".join(f"{kind} {number}" for kind, number in killed.items())
    print(f"seed {given.seed}: {killed.total()} kills ({kills}): {'; '.join(wrong) or 'ok'}")
    if not wrong:
        shutil.rmtree(room, ignore_errors=True)
    else:
        print(f"What is left is in {room}")
    return int(bool(wrong))


def _corpus(room: Path, addresses: list[str], kills: int, seed: int) -> tuple[list[str], list[str], Counter[str]]:
    """Work on fresh portals with so many kills, then come to rest; the corpus, what is wrong, what was killed."""
    room.mkdir(mode=0o755)
    sites = portals.write_seeds(room / "seeds", addresses, **({"schedule": "'* * * * *'"} if kills else {}))
    workers, killed, home = Workers(room), Counter[str](), room / "home"
    with ExitStack() as stack:
        engine = stack.enter_context(corpus_of_its_own(room))
        stack.callback(workers.end)
        chance = random.Random(seed)
        _queue(engine, sites)
        while killed.total() < kills:
            workers.keep()
            kind = KINDS[killed.total() % len(KINDS)]
            time.sleep(chance.uniform(*WAIT))
            wait_until(lambda kind=kind: _struck(workers, kind, home, chance, engine, sites), 120, 0.1)  # type: ignore[misc]
            killed[str(kind)] += 1
        portals.write_seeds(room / "seeds", addresses)
        _come_to_rest(engine, workers)
        _queue(engine, sites)  # what a killed crawl left is the next one's
        _come_to_rest(engine, workers)
        wrong = [f"a worker's exit code: {code}" for code in workers.end() if code]
        with engine.begin() as conn:
            return dump(conn, QUERIES), [*wrong, *faults(conn), *_stuck(conn)], killed


def _struck(workers: Workers, kind: str, home: Path, chance: random.Random, engine: Engine, sites: list[str]) -> bool:
    workers.keep()
    if kind is Victim.CRAWL and chance.random() < 0.05:  # none runs: there is nothing left to do
        _queue(engine, sites)
    return workers.kill(kind, home, chance)


def _queue(engine: Engine, sites: list[str]) -> None:
    seeds = catalogue()
    for site in sites:
        with_retry(engine, lambda conn, site=site: queue.put_crawl(conn, seeds.site(site)))  # type: ignore[misc]


def _come_to_rest(engine: Engine, workers: Workers) -> None:
    def resting() -> bool:
        workers.keep()
        return with_retry(engine, lambda conn: not queue.jobs(conn, [Status.WAITING, Status.DOING]))

    wait_until(resting, SETTLE, 0.1)


def _stuck(conn: object) -> list[str]:
    number = conn.execute(text("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"  # type: ignore[attr-defined]
                               " AND task_name IN ('crawl_site', 'check_health')")).scalar_one()  # fmt: skip
    return [f"{number} jobs stuck"] if number else []


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.service", description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="how many (100)")
    parser.add_argument("--seed", type=int, default=1, help="what the random instants come from (1)")
    parser.add_argument("--sites", type=int, default=4, help="how many portals (4)")
    parser.add_argument("--articles", type=int, default=150, help="of each portal (150)")
    return parser.parse_args()


if __name__ == "__main__":
    os.environ.pop("DATABASE_URL", None)
    sys.exit(main())

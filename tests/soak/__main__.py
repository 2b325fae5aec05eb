"""`python -m tests.soak`: workers over sample sites that are due every minute, and whether all ran as they should."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from unittest import mock

from sqlalchemy import Engine

from corpus import embedded
from corpus.crawling import schedules
from corpus.database import engines
from tests.portals.fast import ROOT
from tests.processes import wait_until
from tests.soak import judging, namespaces, portals
from tests.soak.tcp import over_tcp
from tinhuy.service import job_tables, queue
from tinhuy.service.queue import Status

ARTICLES = 5
"""Of each portal; after the first run there is only its list to read."""
DRAIN = 180.0
"""Seconds in which what is under way at the end must be done."""


def main() -> int:
    """Soak as asked, and say what was wrong. Returns 1 if anything was."""
    given = _arguments()
    failed = 0
    if not given.namespaces_only:
        failed += _told("two workers", _soak(given, [[], []]))
    if (why := namespaces.why_not()) is not None:
        print(f"three workers in network namespaces: left out ({why})")
    elif not given.processes_only:
        with namespaces.joined(3) as prefixes:
            failed += _told("three workers in network namespaces over TCP", _soak(given, prefixes, namespaces.HOST))
    return int(failed > 0)


def _told(name: str, found: tuple[list[str], str]) -> int:
    wrong, figures = found
    print(f"{name}: {figures}: {'FAILED' if wrong else 'ok'}", flush=True)
    for line in wrong:
        print(f"  {line}")
    return len(wrong)


def _soak(given: argparse.Namespace, prefixes: Sequence[list[str]], host: str = "") -> tuple[list[str], str]:
    room = Path(tempfile.mkdtemp(prefix="tinhuy-soak-"))
    room.chmod(0o755)  # so that the server can stay in it when we are root
    with ExitStack() as stack:
        addresses = stack.enter_context(portals.serve(given.sites, ARTICLES, host or "127.0.0.1"))
        sites = portals.write_seeds(room / "seeds", addresses, schedule="'* * * * *'")
        engine = stack.enter_context(corpus_of_its_own(room, host))
        workers = [stack.enter_context(_worker(prefix, given, room / f"worker-{at}.log")) for at, prefix in
                   enumerate(prefixes, 1)]  # fmt: skip
        first = _first_seen(engine, sites)
        time.sleep(given.minutes * 60)
        portals.write_seeds(room / "seeds", addresses)  # no schedule any more: editing a file needs no restart
        wait_until(lambda: _is_quiet(engine), DRAIN, 0.1)
        ended = [_end(worker) for worker in workers]
        with engine.begin() as conn:
            wrong = [*judging.wrong(conn, sites, first), *(f"a worker's exit code: {code}" for code in ended if code)]
            figures = judging.figures(conn)
    if wrong:
        return [*wrong, f"what it left is in {room}"], figures
    shutil.rmtree(room, ignore_errors=True)
    return wrong, figures


@contextmanager
def corpus_of_its_own(room: Path, host: str = "") -> Iterator[Engine]:
    """A server of its own, in the environment of all that is started in the block; over TCP where `host` is given."""
    home = room / "home"
    with mock.patch.dict(os.environ, {"TINHUY_HOME": str(home), "TINHUY_SEEDS": str(room / "seeds")}):
        os.environ.pop("DATABASE_URL", None)
        try:
            url = engines.address()
            job_tables.prepare(url)
            with over_tcp(url, host) if host else nullcontext("") as address:
                if address:
                    os.environ["DATABASE_URL"] = address
                yield job_tables.engine(url)
        finally:
            os.environ.pop("DATABASE_URL", None)
            embedded.remove(home)


@contextmanager
def _worker(prefix: list[str], given: argparse.Namespace, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    words = [*prefix, sys.executable, "-m", "tinhuy", "worker", "--concurrency", str(given.concurrency)]
    with log.open("wb") as said:
        process = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _end(worker: subprocess.Popen[bytes]) -> int:
    worker.terminate()
    return worker.wait(60)


def _first_seen(engine: Engine, sites: Sequence[str]) -> dict[str, datetime]:
    """When the schedule began with each site."""
    found: dict[str, datetime] = {}

    def all_seen() -> bool:
        with engine.begin() as conn:
            for site, standing in schedules.schedule_states(conn).items():
                found.setdefault(site, standing.done_until)
        return len(found) == len(sites)

    wait_until(all_seen, 90, 0.1)
    return found


def _is_quiet(engine: Engine) -> bool:
    with engine.begin() as conn:
        return not queue.jobs(conn, [Status.WAITING, Status.DOING])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5, help="how long (5)")
    parser.add_argument("--sites", type=int, default=20, help="how many portals (20)")
    parser.add_argument("--concurrency", type=int, default=4, help="crawls at once of each worker (4)")
    parser.add_argument("--processes-only", action="store_true", help="without the network namespaces")
    parser.add_argument("--namespaces-only", action="store_true", help="without the two plain processes")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

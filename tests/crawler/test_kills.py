"""Short forms of `make chaos-crawl`: what kills a crawl, or Postgres under it, leaves no trace in the corpus."""

from __future__ import annotations

import random
import signal
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy.pool import NullPool

from corpus.database.dsn import parameters
from tests.chaos.dump import CRAWLED, dump, faults
from tests.chaos.rounds import Chaos
from tests.chaos.stage import MADE, MADE_ARTICLES, QUICK, crawl_stage
from tests.chaos.victims import CRAWL_VICTIMS
from tests.conftest import clone
from tests.crawler.small_portal import crawl, start_crawl
from tests.portals.makes import every

SEED = 41


def test_a_crawl_that_is_killed_and_run_again_leaves_what_an_undisturbed_one_does(tmp_path: Path, server: str) -> None:
    with ExitStack() as stack:
        calm, killed = (stack.enter_context(clone(server)) for _ in range(2))
        made = stack.enter_context(every.serve(MADE, articles=MADE_ARTICLES, lures=False))
        every.write_seeds(tmp_path, made)
        victim = start_crawl(tmp_path, killed, MADE, *QUICK)
        instant = random.Random(SEED).randint(5, 30)  # requests, of which a crawl makes some 35
        while len(made[MADE].served.requests) < instant and victim.poll() is None:
            time.sleep(0.005)
        victim.kill()
        victim.communicate()
        assert victim.returncode == -signal.SIGKILL
        for url in (calm, killed):
            code, said = crawl(tmp_path, url, MADE, *QUICK, limit=180)
            assert code == 0, said
        assert _left(killed) == _left(calm)


def _left(url: str) -> tuple[list[str], list[str]]:
    engine = sqlalchemy.create_engine("postgresql+psycopg://", connect_args=parameters(url), poolclass=NullPool)
    with engine.connect() as conn:
        found = dump(conn, CRAWLED)
        assert sum('"item"' in line for line in found) == MADE_ARTICLES
        return found, list(faults(conn, cleaned=False))


@pytest.mark.slow
def test_nor_does_what_kills_postgres(room: Path) -> None:
    with crawl_stage(room, limit=180) as place:
        chaos = Chaos(place, SEED, cleans=False)
        assert not chaos.undisturbed().wrong
        for number, victim in enumerate(CRAWL_VICTIMS, start=1):
            result = chaos.round(number, victim)
            assert not result.wrong, f"{result}\n{place.log.read_text(encoding='utf-8')}"

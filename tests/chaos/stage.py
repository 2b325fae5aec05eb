"""Where the rounds take place: portals that are served all the time, one home, and the command."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import psycopg

from corpus import embedded
from corpus.database import engines
from tests.chaos.victims import end_tree
from tests.portals import samples
from tests.portals.makes import every
from tests.portals.serving import RunningPortal

ROOT = Path(__file__).parents[2]
COMMAND = ("tinhuy", "crawl", "--all")
"""Crawls and cleans."""
CRAWL = ("scrapy", "crawl")
"""Crawls the site that is named behind it, and does not clean."""
QUICK = ("-s", "AUTOTHROTTLE_ENABLED=0")
"""It would wait for a machine that is busy with other tests."""
MADE = "nukeviet"
"""The generated portal that is crawled and not cleaned."""
MADE_ARTICLES = 30
"""In two lists of two pages each: some 40 requests."""


@dataclass
class Stage:
    """A home, the portals, and a log of what the commands of the present round said."""

    home: Path
    portals: Mapping[str, RunningPortal]
    articles: Mapping[str, Collection[str]]
    """Addresses of each portal's articles, in lower case."""
    words: Sequence[str]
    """The command."""
    limit: float
    """Seconds that a command may take."""
    log: Path
    overdue: int = 0
    """Commands that took longer."""
    command: subprocess.Popen[bytes] | None = None
    """The one that was started last."""

    def fresh_corpus(self, new_server: bool) -> None:
        """No database, or (`new_server`) not even a server; the portals forget what they were asked."""
        for portal in self.portals.values():
            portal.requests.clear()
        self.log.unlink(missing_ok=True)
        if new_server:
            return embedded.remove(self.home)
        with psycopg.connect(embedded.ensure(self.home), autocommit=True) as conn:
            conn.execute(f"DROP DATABASE IF EXISTS {engines.NAME} WITH (FORCE)".encode())
        return None

    def start(self) -> subprocess.Popen[bytes]:
        """The command, in a session of its own."""
        with self.log.open("ab") as log:
            log.write(f"$ {' '.join(self.words)}\n".encode())
            log.flush()
            words = (sys.executable, "-m", *self.words)
            self.command = subprocess.Popen(
                words, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        return self.command

    def wait(self, command: subprocess.Popen[bytes], began: float) -> int:
        """Its exit code; one that takes too long is killed and noted."""
        try:
            return command.wait(max(0.1, began + self.limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.overdue += 1
            end_tree(command.pid)
            return command.wait()

    def asked_again(self) -> int:
        """How often an article was asked for that had been asked for before."""
        return sum(
            number - 1
            for name, portal in self.portals.items()
            for path, number in Counter(map(str.lower, portal.requests)).items()
            if path in self.articles[name]
        )

    def never_asked(self) -> int:
        """Articles that nobody asked for: their addresses would count for nothing in `asked_again`."""
        return sum(
            len(set(self.articles[name]) - set(map(str.lower, portal.requests)))
            for name, portal in self.portals.items()
        )


@contextmanager
def stage(room: Path, names: Sequence[str], limit: float) -> Iterator[Stage]:
    """Serve sample portals, whose crawl cleans too; at the end the server is removed."""
    with samples.serve(*names) as portals:
        seeds = samples.write_seeds(room / "seeds", {name: portal.url for name, portal in portals.items()})
        articles = {
            name: {sample.address(article).lower() for article in sample.articles}
            for name, sample in samples.SAMPLES.items()
        }
        with _set_up(Stage(room / "home", portals, articles, COMMAND, limit, room / "commands.log"), seeds) as place:
            yield place


@contextmanager
def crawl_stage(room: Path, limit: float) -> Iterator[Stage]:
    """Serve a small generated portal without traps, which is crawled and not cleaned."""
    with every.serve(MADE, articles=MADE_ARTICLES, lures=False) as made:
        seeds = every.write_seeds(room / "seeds", made)
        articles = {MADE: {path.lower() for path in made[MADE].portal.article_addresses()}}
        portals = {MADE: made[MADE].served}
        words = (*CRAWL, MADE, *QUICK)
        place = Stage(room / "home", portals, articles, words, limit, room / "commands.log")
        with _set_up(place, seeds):
            yield place


@contextmanager
def _set_up(place: Stage, seeds: Path) -> Iterator[Stage]:
    """The environment of its commands, until the block ends."""
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "TINHUY_HOME": str(place.home),
        "TINHUY_SEEDS": str(seeds),
    }
    with mock.patch.dict(os.environ, environment, clear=True):
        try:
            yield place
        finally:
            if place.command is not None and place.command.poll() is None:  # we were interrupted
                end_tree(place.command.pid)
            embedded.remove(place.home)

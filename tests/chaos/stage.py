"""Where the rounds take place: sample portals that are served all the time, one home, and the command."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import psycopg

from corpus import database, embedded
from tests.chaos.victims import end_tree
from tests.portals import samples
from tests.portals.serving import RunningPortal

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "tinhuy", "crawl", "--all")


@dataclass
class Stage:
    """A home, the portals, and a log of what the commands of the present round said."""

    home: Path
    portals: Mapping[str, RunningPortal]
    limit: float
    """Seconds that a command may take."""
    log: Path
    overdue: int = 0
    """Commands that took longer."""
    command: subprocess.Popen[bytes] | None = None
    """The one that was started last."""
    _articles: dict[str, set[str]] = field(default_factory=dict)

    def fresh_corpus(self, new_server: bool) -> None:
        """No database, or (`new_server`) not even a server; the portals forget what they were asked."""
        for portal in self.portals.values():
            portal.requests.clear()
        self.log.unlink(missing_ok=True)
        if new_server:
            return embedded.remove(self.home)
        with psycopg.connect(embedded.ensure(self.home), autocommit=True) as conn:
            conn.execute(f"DROP DATABASE IF EXISTS {database.NAME} WITH (FORCE)".encode())
        return None

    def start(self) -> subprocess.Popen[bytes]:
        """The command, in a session of its own."""
        with self.log.open("ab") as log:
            log.write(b"$ tinhuy crawl --all\n")
            log.flush()
            self.command = subprocess.Popen(
                COMMAND, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
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
            if path in self._addresses(name)
        )

    def never_asked(self) -> int:
        """Articles that nobody asked for: their addresses would count for nothing in `asked_again`."""
        return sum(
            len(self._addresses(name) - set(map(str.lower, portal.requests))) for name, portal in self.portals.items()
        )

    def _addresses(self, name: str) -> set[str]:
        if name not in self._articles:
            sample = samples.SAMPLES[name]
            self._articles[name] = {sample.address(article).lower() for article in sample.articles}
        return self._articles[name]


@contextmanager
def stage(room: Path, names: Sequence[str], limit: float) -> Iterator[Stage]:
    """Serve the portals and set the environment until the block ends; then the server is removed."""
    home = room / "home"
    with samples.serve(*names) as portals:
        seeds = samples.write_seeds(room / "seeds", {name: portal.url for name, portal in portals.items()})
        environment = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "TINHUY_HOME": str(home),
            "TINHUY_SEEDS": str(seeds),
        }
        with mock.patch.dict(os.environ, environment, clear=True):
            place = Stage(home, portals, limit, room / "commands.log")
            try:
                yield place
            finally:
                if place.command is not None and place.command.poll() is None:  # we were interrupted
                    end_tree(place.command.pid)
                embedded.remove(home)

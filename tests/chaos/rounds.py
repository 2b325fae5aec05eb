"""One round: a crawl, a kill at a random instant, the same command again, and a look at what remains."""

from __future__ import annotations

import difflib
import random
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus.database import engines
from tests.chaos.dump import CRAWLED, QUERIES, captures_too_many, dump, faults
from tests.chaos.stage import Stage
from tests.chaos.victims import SURVIVED, Victim, kill, left_over

GRACE = 5.0
"""Seconds in which the last processes may end after the command has."""
TRIES = 3
"""Further runs of the command, of which one has to end well."""
DRAWS = 4
"""Instants tried until one comes before the command's end."""


@dataclass
class Round:
    """What happened in a round."""

    number: int
    victim: Victim
    instant: float = 0.0
    """Seconds after the start at which it was killed."""
    codes: list[int] = field(default_factory=list)
    seconds: float = 0.0
    again: int = 0
    """Requests for articles that had been asked for before."""
    captures: int = 0
    """Item snapshots beyond one a page."""
    wrong: list[str] = field(default_factory=list)
    """Why it failed; empty if it did not."""

    def __str__(self) -> str:
        codes = ",".join(map(str, self.codes))
        verdict = "FAILED: " + "; ".join(self.wrong) if self.wrong else "ok"
        return (
            f"{self.number:>3}  {self.victim:<18} after {self.instant:5.1f} s  exits {codes:<8} {self.seconds:6.1f} s"
            f"  asked again {self.again}, stored again {self.captures}  {verdict}"
        )


@dataclass
class Chaos:
    """Rounds against one undisturbed run."""

    stage: Stage
    seed: int
    cleans: bool = True
    """Whether the command cleans what it crawls."""
    expected: list[str] = field(default_factory=list)
    span: float = 0.0
    """Seconds that a run takes which is not disturbed."""

    @property
    def _queries(self) -> Mapping[str, str]:
        return QUERIES if self.cleans else CRAWLED

    def undisturbed(self) -> Round:
        """The run that the others are measured by."""
        result = Round(0, Victim.CRAWL)
        self.stage.fresh_corpus(new_server=True)
        began = time.monotonic()
        result.codes.append(self.stage.wait(self.stage.start(), began))
        self.span = result.seconds = time.monotonic() - began
        self.expected = self._look(result)
        if never := self.stage.never_asked():
            result.wrong.append(f"{never} articles were never asked for")
        return result

    def round(self, number: int, victim: Victim) -> Round:
        """Kill `victim` once in a fresh crawl and see that all comes out as if it had not been."""
        chance = random.Random(f"{self.seed}-{number}")
        result = Round(number, victim)
        began = time.monotonic()
        self._disturb(result, chance)
        while result.codes[-1] != 0 and len(result.codes) <= TRIES:
            result.codes.append(self.stage.wait(self.stage.start(), time.monotonic()))
        result.seconds = time.monotonic() - began
        if victim in SURVIVED and result.codes[0] != 0:
            result.wrong.append("the command did not survive it")
        found = self._look(result)
        if found != self.expected:
            lines = list(difflib.unified_diff(self.expected, found, "undisturbed", f"round {number}", "", "", 0))
            result.wrong.append(f"the corpus differs in {sum(line[0] in '+-' for line in lines) - 2} lines")
            self.stage.log.with_suffix(".diff").write_text("\n".join(lines), encoding="utf-8")
        return result

    def _disturb(self, result: Round, chance: random.Random) -> None:
        for _ in range(DRAWS):
            self.stage.fresh_corpus(new_server=result.number % 5 == 0)
            began = time.monotonic()
            command = self.stage.start()
            if self._strike(result, command, began + chance.random() * self.span, chance):
                result.instant = time.monotonic() - began
                result.codes = [self.stage.wait(command, began)]
                return
            self.span = time.monotonic() - began  # the machine has become faster
        result.codes = [command.returncode]
        result.wrong.append("it ended before it could be disturbed")

    def _strike(self, result: Round, command: subprocess.Popen[bytes], at: float, chance: random.Random) -> bool:
        """Kill at the instant, or as soon after it as there is something to kill; False if the command ended first."""
        while command.poll() is None:
            if time.monotonic() >= at and kill(result.victim, command.pid, self.stage.home, chance):
                return True
            time.sleep(0.01)
        return False

    def _look(self, result: Round) -> list[str]:
        if result.codes[-1] != 0:
            result.wrong.append(f"the command ended with exit code {result.codes[-1]}")
        if self.stage.overdue:
            result.wrong.append(f"{self.stage.overdue} commands took more than {self.stage.limit:.0f} s")
            self.stage.overdue = 0
        result.again = self.stage.asked_again()
        until = time.monotonic() + GRACE
        while (left := left_over(self.stage.home)) and time.monotonic() < until:
            time.sleep(0.1)
        result.wrong += [f"still running: {one}" for one in left]
        with engines.transaction() as conn:
            result.wrong += faults(conn, self.cleans)
            result.captures = captures_too_many(conn)
            return dump(conn, self._queries)

    def keep(self, folder: Path) -> None:
        """Copy what a failed round left, but for the database's own files: its dump, logs and diff."""
        folder.mkdir(parents=True, exist_ok=True)
        with engines.transaction() as conn:
            (folder / "corpus.txt").write_text("\n".join(dump(conn, self._queries)), encoding="utf-8")
        (folder / "undisturbed.txt").write_text("\n".join(self.expected), encoding="utf-8")
        for path in (self.stage.log, self.stage.log.with_suffix(".diff"), self.stage.home / "logs"):
            if path.is_dir():
                shutil.copytree(path, folder / path.name, dirs_exist_ok=True)
            elif path.exists():
                shutil.move(path, folder / path.name)
        shutil.copy(self.stage.home / "postgres" / "server.log", folder)

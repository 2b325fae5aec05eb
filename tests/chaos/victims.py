"""The processes of a running `tinhuy crawl`, by what they do, and `kill -9` for them."""

from __future__ import annotations

import os
import random
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

import psutil

from corpus import embedded
from tests.processes import below

FORKER = "multiprocessing.forkserver"


class Victim(StrEnum):
    """What is killed."""

    CRAWL = "a site's crawl"
    TREE = "the whole tree"
    CHILD = "a cleaning child"
    POSTGRES = "Postgres"
    PARENT = "the command alone"
    NORMALISER = "the normaliser"
    BACKEND = "a Postgres backend"


SURVIVED = frozenset({Victim.CHILD, Victim.POSTGRES, Victim.BACKEND})
"""After these the command goes on by itself, and ends well."""


CRAWL_VICTIMS = (Victim.PARENT, Victim.POSTGRES, Victim.PARENT, Victim.BACKEND)
"""Of `scrapy crawl`, which is one process."""


def kill(victim: Victim, command: int, home: Path, chance: random.Random) -> bool:
    """Kill it, if it is there; `command` is the process id of `tinhuy crawl`."""
    found = _find(victim, command, home)
    chosen = found if victim is Victim.TREE or not found else [chance.choice(found)]
    killed = False
    for process in chosen:
        with suppress(psutil.NoSuchProcess):
            process.kill()
            killed = True
    return killed


def _find(victim: Victim, command: int, home: Path) -> list[psutil.Process]:
    if victim is Victim.POSTGRES:
        return postmaster(home)
    if victim is Victim.BACKEND:
        return [one for server in postmaster(home) for one in below(server) if "[local]" in words_of(one)]
    with suppress(psutil.NoSuchProcess):
        parent = psutil.Process(command)
        family = below(parent)
        match victim:
            case Victim.TREE:
                return [parent, *family]
            case Victim.PARENT:
                return [parent]
            case Victim.CRAWL:
                return [one for one in family if "scrapy crawl" in words_of(one)]
            case Victim.NORMALISER:
                return [one for one in family if "tinhuy.normaliser" in words_of(one)]
            case Victim.CHILD:
                return cleaning_children(parent)
    return []


def cleaning_children(above: psutil.Process | None = None) -> list[psutil.Process]:
    """The processes below `above` (else: below us) that clean pages: children of a server that forks them."""
    found = below(above or psutil.Process())
    return [one for one in found if FORKER in words_of(one) and FORKER in words_of(one.parent())]


def left_over(home: Path) -> list[str]:
    """Live processes that know this home, but for us and Postgres."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            ours = process.environ().get("TINHUY_HOME") == str(home) and process.pid != os.getpid()
            if ours and process.name() != "postgres" and process.status() != psutil.STATUS_ZOMBIE:
                found.append(f"{process.pid} {words_of(process)}")
    return found


def end_tree(command: int) -> None:
    """Kill a command that took too long, with all that it started."""
    for process in _find(Victim.TREE, command, Path()):
        with suppress(psutil.NoSuchProcess):
            process.kill()


def postmaster(home: Path) -> list[psutil.Process]:
    pid = embedded.running(home)
    with suppress(psutil.NoSuchProcess):
        return [psutil.Process(pid)] if pid else []
    return []


def words_of(process: psutil.Process | None) -> str:
    with suppress(psutil.Error):
        return " ".join(process.cmdline()) if process else ""
    return ""

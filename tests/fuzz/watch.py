"""Watches the memory of child processes while they work."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.chaos.victims import cleaning_children

LOOK = 0.2


@dataclass
class Watch:
    """The most memory that any child held, and the children that were seen."""

    peak: int = 0
    seen: set[int] = field(default_factory=set)
    over: threading.Event = field(default_factory=threading.Event)

    def look(self) -> None:
        for child in cleaning_children():
            with suppress(psutil.Error):
                self.seen.add(child.pid)
                self.peak = max(self.peak, _most(child))

    def run(self) -> None:
        while not self.over.wait(LOOK):
            self.look()


@contextmanager
def watched_children() -> Iterator[Watch]:
    """Until the block ends."""
    watch = Watch()
    thread = threading.Thread(target=watch.run, daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        watch.look()
        watch.over.set()
        thread.join()


def _most(child: psutil.Process) -> int:
    """The most that a process has held so far, where the system remembers it; else what it holds."""
    try:
        found = re.search(r"^VmHWM:\s*(\d+) kB", Path(f"/proc/{child.pid}/status").read_text(), re.MULTILINE)
    except OSError:
        found = None
    return int(found[1]) * 1024 if found else int(child.memory_info().rss)

"""Log files of the processes that commands start: one per run; the newest are kept, the oldest deleted."""

from __future__ import annotations

import contextlib
import os
from datetime import datetime
from pathlib import Path

from corpus import logs
from seeds.home import home
from seeds.timing import VIETNAM

KEPT = 20
"""Logs kept of one name: three weeks at one crawl a day, some 50 kB each."""


def fresh_log(name: str) -> Path:
    """Create an empty log file for one run: `logs/NAME.log-DATE-TIME` in TINHUY_HOME, in Vietnam's time.

    `logs/NAME.log` is a link to the newest. Of older ones the newest KEPT stay; a process that still writes to a
    deleted one is not disturbed. Raises OSError where the folder can't be written.
    """
    folder = home() / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    while True:
        log = folder / f"{name}.log-{datetime.now(VIETNAM):%Y%m%d-%H%M%S-%f}"
        with contextlib.suppress(FileExistsError):
            log.open("x").close()
            break
    _point(folder / f"{name}.log", log)
    for old in sorted(folder.glob(f"{name}.log-*"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return log


def last_line(log: Path) -> str:
    """Return the last error in a log, else its last line that is not blank."""
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()] if log.exists() else []
    events = [logs.said(line) or ("", line) for line in lines]
    errors = [message for level, message in events if level in ("ERROR", "CRITICAL")]
    errors += [line.partition("] ERROR: ")[2] for line in lines if "] ERROR: " in line]
    return [*(message for _, message in events), *errors][-1][:500] if lines else "it said nothing"


def _point(link: Path, log: Path) -> None:
    """Point the link at the log; of several processes that do so at once any may win."""
    beside = link.with_name(f".{link.name}.{os.getpid()}")
    beside.unlink(missing_ok=True)
    beside.symlink_to(log.name)
    beside.replace(link)

"""The normaliser beside crawls: `python -m tinhuy.follow [SITE…]` cleans what comes in until its stdin is closed."""

from __future__ import annotations

import os
import select
import signal
import sys

from corpus import database, logs
from corpus.processes import die_with_parent
from normalize.worker import clean_stored
from seeds.errors import TinhuyError


def main() -> int:
    """Clean the pending snapshots of the named sites (all, if none is named) as they come in. Returns the exit code."""
    die_with_parent()
    logs.set_up()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us says when it is over, by closing stdin
    try:
        engine = database.engine(database.address())
        clean_stored(engine, sites=sys.argv[1:] or None, more_to_come=_stdin_is_open)
    except TinhuyError as error:
        logs.complain(str(error))
        return error.exit_code
    return 0


def _stdin_is_open() -> bool:
    readable, _, _ = select.select([sys.stdin], [], [], 0)
    return not readable or os.read(sys.stdin.fileno(), 1) != b""


if __name__ == "__main__":
    sys.exit(main())

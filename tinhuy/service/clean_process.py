"""Second cleaning of a site, in a separate process: `python -m tinhuy.service.clean_process SITE`."""

from __future__ import annotations

import logging
import sys

from corpus import logs
from corpus.child_processes import die_with_parent
from corpus.database import engines
from normalize.workers.worker import clean_stored
from seeds.errors import TinhuyError

logger = logging.getLogger("tinhuy.service.clean_process")


def main() -> int:
    """Clean all stored pages of the named site again. Returns the exit code."""
    die_with_parent()
    logs.set_up_plain()
    logs.bind(site=sys.argv[1])
    logger.info("Cleaning all stored pages of %s once more", sys.argv[1])
    try:
        tally = clean_stored(engines.engine(engines.address()), sites=sys.argv[1:2], again=True)
    except TinhuyError as error:
        logs.complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    logger.info(", ".join([f"{tally.pages} pages", *(f"{name} {number}" for name, number in tally.changes.items())]))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`python -m tests.portals`: serve the sample portals until Ctrl-C, to look at them and to crawl them by hand."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from threading import Event

from tests.portals.samples import SAMPLES, serve, write_seeds


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.portals",
        description="Serve the sample portals on 127.0.0.1 until Ctrl-C.",
        epilog="Examples: make portals · make portals ARGS='hanam --port 9000'",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which ones (all): {', '.join(SAMPLES)}")
    parser.add_argument("--port", type=int, default=18461, help="first port; each portal takes the next (18461)")
    options = parser.parse_args()
    if unknown := set(options.names) - set(SAMPLES):
        parser.error(f"there is no sample portal {', '.join(sorted(unknown))}; there are {', '.join(SAMPLES)}")
    try:
        with serve(*options.names, first_port=options.port) as portals, tempfile.TemporaryDirectory() as home:
            seeds = write_seeds(Path(home) / "seeds", {name: portal.url for name, portal in portals.items()})
            for name, portal in portals.items():
                print(f"{name:<14} {portal.url}")
            print("\nCrawl one of them into a corpus that is no other's, from a second terminal:\n")
            print(f"  export TINHUY_HOME={home} TINHUY_SEEDS={seeds}")
            print(
                f"  .venv/bin/tinhuy crawl {next(iter(portals))}\n\nCtrl-C ends them, and removes that corpus.",
                flush=True,
            )
            Event().wait()
    except OSError as error:
        print(f"The portals can't be served: {error}. Choose another first port: --port N", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())

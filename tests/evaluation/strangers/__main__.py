"""`python -m tests.evaluation.strangers`: score the normaliser on pages that are no articles, and name what failed."""

from __future__ import annotations

import sys

from tests.evaluation.strangers.score import score


def main() -> int:
    found = score()
    for what in ("kept", "misnamed", "refused", "maimed"):
        for name in getattr(found, what):
            print(f"{what}: {name}")
    print(found.line())
    return int(bool(found.kept or found.refused))


if __name__ == "__main__":
    sys.exit(main())

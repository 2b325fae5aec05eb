"""`python -m tests.evaluation.strangers`: score the normaliser on pages that are no articles, and name what failed.

The middles are parted in two by the hash of their names. What failed is named of the first half alone: its kinds may be
looked at. The second is counted.
"""

from __future__ import annotations

import hashlib
import sys

from tests.evaluation.strangers.score import pages, score


def main() -> int:
    found = score()
    for what in ("kept", "misnamed", "refused", "maimed"):
        for name in getattr(found, what):
            if what in ("refused", "maimed") or _half(name) == 0:
                print(f"{what}: {name}")
    for half, name in enumerate(("looked at", "held back")):
        number = sum(_half(page) == half for page in pages())
        kept = sum(_half(page) == half for page in found.kept)
        print(f"half that is {name}: of {number} pages {kept} kept")
    print(found.line())
    return int(bool(found.kept or found.refused))


def _half(name: str) -> int:
    """Tell which half a middle is in, whatever its frame."""
    middle = name.split(": ", maxsplit=1)[0].rsplit(", ", 1)[0]
    return int(hashlib.sha1(middle.encode(), usedforsecurity=False).hexdigest(), 16) % 2


if __name__ == "__main__":
    sys.exit(main())

"""`python -m tests.normalize.pin_rules`: pins what the rules make of a fixed set of pages, under the rules' number.

The set is every article of the sample portals and every gold page. A page counts as the same as long as its own files
are; then another outcome is a change of the rules, and that needs another number.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from corpus.articles.records import Outcome
from normalize.article import normalise
from normalize.rules_version import RULES
from seeds.config.catalogue import HERE as OWN_SEEDS
from seeds.config.catalogue import catalogue
from tests.evaluation.goldpages import GOLD, folders, gold_cases
from tests.evaluation.portals import article_cases, sample_seeds
from tests.portals.samples import HERE as PORTALS
from tests.portals.samples import SAMPLES

LOCK = Path(__file__).with_name("rules.lock")
COMMAND = "python -m tests.normalize.pin_rules"
FETCHED = datetime(2026, 11, 1, tzinfo=UTC)
"""When pages of sample portals count as fetched, so that the day on which the tests run decides nothing."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """One page: a hash of the files that make it, and of its outcome."""

    made_from: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Lock:
    """What is pinned: the rules' number, and every page by its name."""

    rules: int
    pages: Mapping[str, Pinned]

    def changed(self, now: Lock) -> list[str]:
        """Pages with another outcome, though their own files are the same."""
        both = sorted(self.pages.keys() & now.pages.keys())
        pairs = ((name, self.pages[name], now.pages[name]) for name in both)
        return [name for name, old, new in pairs if old.made_from == new.made_from and old.outcome != new.outcome]

    def complaint(self, now: Lock) -> str | None:
        """What must be done before the rules as they are `now` agree with what is pinned; None if they do."""
        changed = self.changed(now)
        if changed and self.rules == now.rules:
            return (
                f"Output changed under rules number {now.rules}, on {len(changed)} pages ({_some(changed)}): raise "
                f"normalize.rules_version.RULES and run {COMMAND}"
            )
        if self.rules != now.rules:
            return f"The rules have number {now.rules}, what is pinned has {self.rules}: run {COMMAND}"
        others = sorted(name for name in {*self.pages, *now.pages} if self.pages.get(name) != now.pages.get(name))
        return f"Pages were added, edited or removed ({_some(others)}): run {COMMAND}" if others else None


def current() -> Lock:
    """What the rules make of the pages now."""
    return Lock(RULES, dict(sorted(_portal_pages())) | dict(sorted(_gold_pages())))


def read(path: Path = LOCK) -> Lock | None:
    """What is pinned, or None where nothing is."""
    if not path.exists():
        return None
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Lock(data["rules"], {name: Pinned(*hashes.split()) for name, hashes in data["pages"].items()})


def write(lock: Lock, path: Path = LOCK) -> None:
    """Pin this."""
    pages = {name: f"{page.made_from} {page.outcome}" for name, page in lock.pages.items()}
    text = json.dumps({"rules": lock.rules, "pages": pages}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def refusal(pinned: Lock | None, now: Lock) -> str | None:
    """Why this may not be pinned over what is."""
    if pinned is None:
        return f"Nothing is pinned yet: begin with {COMMAND} --first"
    if now.rules < pinned.rules:
        return f"What is pinned has the higher number {pinned.rules}: raise normalize.rules_version.RULES above it"
    return pinned.complaint(now) if now.rules == pinned.rules and pinned.changed(now) else None


def main(words: list[str] | None = None) -> int:
    """Exit code 0, or 1 if output changed under an unchanged number."""
    parser = argparse.ArgumentParser(prog=COMMAND, description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--first", action="store_true", help="pin whatever comes out, under whatever number")
    first = parser.parse_args(words).first
    now = current()
    why_not = None if first else refusal(read(), now)
    if why_not:
        sys.stderr.write(f"Not pinned. {why_not}.\n")
        return 1
    write(now)
    sys.stdout.write(f"{len(now.pages)} pages pinned under rules number {now.rules} in {LOCK}.\n")
    return 0


def _portal_pages() -> Iterator[tuple[str, Pinned]]:
    with sample_seeds() as seeds:
        for portal in SAMPLES:
            made_from, site = _files_of(PORTALS / portal), seeds.site(portal)
            for case in article_cases(portal):
                page = replace(case.page, fetched_at=FETCHED)
                yield f"{portal}/{case.name}", Pinned(made_from, outcome_hash(normalise(page, site)))


def _gold_pages() -> Iterator[tuple[str, Pinned]]:
    seeds = catalogue(OWN_SEEDS)
    for case in (case for folder in folders() for case in gold_cases(folder)):
        outcome = normalise(case.page, seeds.unlisted("_gold", case.language or "vi"))
        made_from = _hash(case.page.body, (GOLD / f"{case.name}.yaml").read_bytes())
        yield f"gold/{case.name}", Pinned(made_from, outcome_hash(outcome))


def outcome_hash(outcome: Outcome) -> str:
    """A hash of all that an outcome says of the page."""
    said = {"is": type(outcome).__name__, **asdict(outcome)}
    for name in ("sources", "layout", "template"):
        said.pop(name, None)  # how it was read, not what
    return _hash(json.dumps(said, ensure_ascii=False, sort_keys=True, default=_plain).encode())


def _plain(value: date | datetime) -> str:
    return (value.astimezone(UTC) if isinstance(value, datetime) else value).isoformat()


@cache
def _files_of(folder: Path) -> str:
    """A hash of the files that a sample portal is made of."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    named = ((path.relative_to(folder).as_posix().encode(), path.read_bytes()) for path in files)
    return _hash(*(part for parts in named for part in parts))


def _hash(*parts: bytes) -> str:
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()[:16]


def _some(names: list[str]) -> str:
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "")


if __name__ == "__main__":
    sys.exit(main())

"""Findings on shares: pages that are no article, articles without a field, fields from an unusual source. No I/O."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from corpus.articles.records import Source
from corpus.health.baselines import CHANCE, at_least_by_chance, at_most_by_chance, share_margin
from corpus.health.case import Case
from corpus.health.figures import FIELDS, READ, Figures
from corpus.health.findings import Band, Code, Finding

FEWEST = 5
"""Pages of a run from which on its share counts towards the usual spread of shares."""
MOSTLY = 0.5
"""Share of articles above which a field has a usual source."""
RARE = 0.05
"""Share of articles up to which a field's source is an exception."""
OF_NO_LAYOUT = frozenset({Source.TEXT.value, Source.LIST.value, Source.URL.value})
"""Sources that do not depend on the page's layout: losing them is no change of layout."""
_KINDS = frozenset(source.value for source in Source)

Hits = Callable[[Figures], tuple[int, int]]
"""Function of a run: the number of hits, and the number of pages or articles that could be one."""


@dataclass(frozen=True, slots=True)
class Share:
    """A watched share, beside the usual one."""

    code: Code
    subject: str
    hits: int
    of: int
    band: Band
    usual: float
    rises: bool
    """True where more than usual is wrong; False where less is."""

    def is_wrong(self, stood: bool) -> bool:
        """Decide whether the share is outside its band and hardly by chance.

        `stood`: the finding is open already, so that chance is not tested again.
        """
        if not self.of:
            return False
        share = self.hits / self.of
        outside = share > (self.band.most or 0) if self.rises else share < (self.band.least or 0)
        by_chance = at_least_by_chance if self.rises else at_most_by_chance
        return outside and (stood or by_chance(self.hits, self.of, self.usual) < CHANCE)


def findings(case: Case) -> Iterator[Finding]:
    """Yield the findings on the shares; an open finding stays open while the run has no pages that could decide it."""
    changed: set[str] = set()
    for share in _shares(case):
        standing = case.open.get((share.code.value, share.subject))
        if share.code is Code.UNFILLED and share.subject in changed:
            continue
        if standing and not share.of:
            yield standing
        elif share.is_wrong(standing is not None):
            changed.add(share.subject)
            yield _finding(case, share)


def bands(case: Case) -> Iterator[Band]:
    """Yield the expected bands of the shares."""
    yield from (share.band for share in _shares(case) if share.code is not Code.LAYOUT)


def _shares(case: Case) -> Iterator[Share]:
    if case.knows or case.expect.rejected_share is not None:
        yield _rejected(case)
    for name in READ:
        if case.knows and (usual := usual_sources(case, name)):
            yield _share(case, Code.LAYOUT, name, partial(_read_as_usual, case, name, usual))
    for name in FIELDS:
        if case.knows or getattr(case.expect.filled, name) is not None:
            yield _filled(case, name)


def _rejected(case: Case) -> Share:
    most = case.expect.rejected_share
    usual, margin = _usual(case, _rejected_of)
    band = Band("share of rejections", most=min(1.0, round(usual + margin, 3)))
    if most is not None:
        usual, band = most, Band("share of rejections", most=most, source="site file")
    return Share(Code.REJECTED, "", *_rejected_of(case.figures), band, usual, rises=True)


def _rejected_of(run: Figures) -> tuple[int, int]:
    return run.rejected, run.captures - run.blocked_captures


def _filled(case: Case, name: str) -> Share:
    share = _share(case, Code.UNFILLED, name, partial(_filled_of, name))
    least = getattr(case.expect.filled, name)
    if least is None:
        return share
    band = Band(share.band.name, least=least, source="site file")
    return Share(share.code, name, share.hits, share.of, band, least, rises=False)


def _filled_of(name: str, run: Figures) -> tuple[int, int]:
    return run.filled(name), run.described


def _share(case: Case, code: Code, name: str, hits: Hits) -> Share:
    usual, margin = _usual(case, hits)
    band = Band(f"share with {name}", least=max(0.0, round(usual - margin, 3)))
    return Share(code, name, *hits(case.figures), band, usual, rises=False)


def _usual(case: Case, hits: Hits) -> tuple[float, float]:
    """Return the usual share over all good runs, and how far from it a run may be."""
    pairs = [hits(run) for run in case.history]
    share = sum(found for found, _ in pairs) / max(sum(of for _, of in pairs), 1)
    return share, share_margin([found / of for found, of in pairs if of >= FEWEST])


def usual_sources(case: Case, name: str) -> list[str]:
    """Return the sources that give most articles' field, most usual first, if they depend on the layout; else nothing.

    There are several where a portal has several kinds of page.
    """
    read: Counter[str] = sum((_read_by(case, run, name) for run in case.history), Counter())
    articles = sum(run.described for run in case.history)
    usual = [one for one, number in read.most_common() if number > RARE * articles and one not in OF_NO_LAYOUT]
    return usual if sum(read[one] for one in usual) > MOSTLY * articles else []


def _read_as_usual(case: Case, name: str, usual: Sequence[str], run: Figures) -> tuple[int, int]:
    read = _read_by(case, run, name)
    return sum(read[source] for source in usual), run.described


def _read_by(case: Case, run: Figures, name: str) -> Counter[str]:
    """Count how often each source gave a field. Where the rules changed in between, all selectors count as one."""
    same_rules = all(past.rules == case.figures.rules for past in case.history if past.described)
    read: Counter[str] = Counter()
    for source, number in run.sources.get(name, {}).items():
        read[source if same_rules or source in _KINDS else Source.SELECTOR.value] += number
    return read


def _finding(case: Case, share: Share) -> Finding:
    found = f"{share.hits:,} of {share.of:,}"
    figures: dict[str, Any] = {"hits": share.hits, "of": share.of, "usual": round(share.usual, 3)}
    if share.code is Code.REJECTED:
        reasons = ", ".join(f"{reason} {number}" for reason, number in _most(case.figures.rejections))
        words = f"{found} pages are no article, usual: {share.band.shown} ({reasons})"
    elif share.code is Code.UNFILLED:
        words = f"{share.subject}: {found} articles have it, usual: {share.usual:.0%}"
    else:
        usual, read = usual_sources(case, share.subject), _read_by(case, case.figures, share.subject)
        now = ", ".join(f"{source} {number}" for source, number in _most(read)) or "nothing"
        usually = f"usually read by {' or '.join(usual)} ({share.usual:.0%})"
        words = f"{share.subject}: {usually}, which matched on {found}; now by {now}"
        figures |= {"usual_sources": usual, "now": dict(read)}
    return Finding(share.code, share.subject, words, figures)


def _most(numbers: Mapping[str, int]) -> list[tuple[str, int]]:
    return Counter(dict(numbers)).most_common(4)

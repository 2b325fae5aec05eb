"""The verdict on a run: its figures compared with those of good runs, and with the site file. No I/O."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.health import count_checks, list_checks, share_checks
from corpus.health.case import Case
from corpus.health.findings import Band, Code, Finding, Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict, with the findings and bands behind it."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    bands: tuple[Band, ...]


def judge(case: Case) -> Judgement:
    """Judge a run."""
    findings = tuple(_unfinished(case) if not case.figures.finished else _finished(case))
    bands = (*count_checks.bands(case), *share_checks.bands(case))
    usual = Verdict.HEALTHY if case.knows else Verdict.LEARNING
    return Judgement(Verdict.FLAGGED if findings else usual, findings, bands)


def _unfinished(case: Case) -> Iterator[Finding]:
    yield from list_checks.missed(case)
    why = list(list_checks.blocked(case))
    yield from why
    if case.figures.failed and not why:
        number = case.figures.failed_in_a_row
        words = f"the run failed: {case.figures.reason or 'its process died'}"
        again = f" ({number} in a row)" if number > 1 else ""
        yield Finding(Code.FAILED, "", words + again, {"in_a_row": number})


def _held_layout(case: Case) -> Iterator[Finding]:
    if why := case.figures.held_layout:
        yield Finding(Code.HELD_LAYOUT, "", f"what its pages taught of their layout is held: {why}")


def _finished(case: Case) -> Iterator[Finding]:
    yield from list_checks.blocked(case)
    yield from share_checks.findings(case)
    yield from list_checks.empty(case)
    yield from _held_layout(case)
    yield from list_checks.missed(case)
    if case.figures.whole:
        yield from count_checks.findings(case)
    else:
        yield from (one for one in case.open.values() if one.code in count_checks.CODES)

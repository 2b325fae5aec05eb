"""Findings on lists: those that name nothing any more, patterns that miss, and a blocked host. No I/O."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.health.baselines import CHANCE, SHARE_MARGIN, at_least_by_chance
from corpus.health.case import Case
from corpus.health.figures import BLOCKED, NAMES_NOTHING, NOT_READ
from corpus.health.findings import Code, Finding

ENOUGH_LINKED = 10
"""Linked pages from which on patterns can be judged: a list has as many (`crawler.run.counts` has this number, too)."""


def empty(case: Case) -> Iterator[Finding]:
    """Yield lists that named articles in a good run before and name none now, until they name some again."""
    for url, ended_by in case.figures.walks.items():
        known = any(run.walks.get(url, NOT_READ[0]) not in (*NAMES_NOTHING, *NOT_READ) for run in case.history)
        if ended_by in NAMES_NOTHING and url not in case.figures.blocked and known:
            yield Finding(Code.EMPTY_LIST, url, f"the list {url} names no article any more")
    for finding in case.open.values():
        if finding.code is Code.EMPTY_LIST and case.figures.walks.get(finding.subject, NOT_READ[0]) in NOT_READ:
            yield finding


def missed(case: Case) -> Iterator[Finding]:
    """Yield a finding where fewer than half of the pages that headlines link to fit the site file's patterns."""
    linked, fitting = case.figures.linked, case.figures.fitting
    if linked >= ENOUGH_LINKED and 2 * fitting < linked:
        words = f"{linked} pages linked, {fitting} fit `articles`"
        yield Finding(Code.PATTERNS, "", words, {"linked": linked, "fitting": fitting})


def blocked(case: Case) -> Iterator[Finding]:
    """Yield a finding where pages of error, challenge or suspension replace lists, or more articles than usual."""
    reason = case.figures.reason or ""
    named = next((kind for kind in BLOCKED if kind in reason.lower()), None)
    for url, kind in case.figures.blocked.items():
        yield Finding(Code.BLOCKED, "", f"the host shows a page of kind {kind!r} in place of {url}", {"kind": kind})
        return
    if named and case.figures.failed:
        yield Finding(Code.BLOCKED, "", f"the host shows a page of kind {named.value!r}: {reason}", {"kind": named})
    elif _more_than_usual(case):
        number, pages = case.figures.blocked_captures, case.figures.captures
        kinds = {kind.value: found for kind in BLOCKED if (found := case.figures.rejections.get(kind, 0))}
        words = f"{number:,} of {pages:,} pages: " + ", ".join(f"{kind} {found}" for kind, found in kinds.items())
        yield Finding(Code.BLOCKED, "", f"the host shows other pages in place of its own, {words}", kinds)
    elif (standing := case.open.get((Code.BLOCKED.value, ""))) and _tells_nothing(case):
        yield standing


def _tells_nothing(case: Case) -> bool:
    return case.figures.captures == 0 and set(case.figures.walks.values()) <= {*NAMES_NOTHING, *NOT_READ}


def _more_than_usual(case: Case) -> bool:
    number, pages = case.figures.blocked_captures, case.figures.captures
    usual = sum(run.blocked_captures for run in case.history) / max(sum(run.captures for run in case.history), 1)
    if not pages or number / pages <= usual + SHARE_MARGIN:
        return False
    return (Code.BLOCKED.value, "") in case.open or at_least_by_chance(number, pages, usual) < CHANCE

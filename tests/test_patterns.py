"""Every pattern of the project takes linear time, whatever text a portal sends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.pattern_attacks import all_patterns, slowest

SHORT = {
    "normalize.legacy_fonts._LAST_NAME": 200,
    "normalize.lines._CONTACT": 400,
    "normalize.lines._COUNTER": 260,
    "normalize.lines._LICENCE": 260,
    "normalize.lines._VIEWS_AND_DATE": 260,
    "normalize.pictures._ORNAMENT": 255,
    "normalize.references._BEFORE": 140,
    "normalize.references._LAW": 140,
    "normalize.references._OTHER_NUMBERS": 140,
}
"""Characters of the longest text that is given to a pattern, where whoever calls it cuts the text before."""
WHOLE = {"normalize.signoff._WRITER", "normalize.signoff._SOURCE", "normalize.signoff._ACCORDING_TO"}
"""Patterns in tuples, with which whole lines are compared (`fullmatch`)."""
PATTERNS = {
    name: replace(found, calls=frozenset({"fullmatch"})) if name in WHOLE else found
    for name, found in all_patterns().items()
}


def test_they_are_found() -> None:
    assert len(PATTERNS) > 200
    assert {*SHORT, *WHOLE} <= set(PATTERNS)


def test_no_pattern_takes_long_on_4_kb() -> None:
    """What is quadratic takes 8 million steps there, some 40 ms; what is linear, less than one."""
    slow = {}
    for name, found in PATTERNS.items():
        took, text = slowest(found, SHORT.get(name, 4_000), 0.012)
        if took >= 0.012:
            slow[name] = text
    assert slow == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_takes_a_second_on_100_kb(name: str) -> None:
    took, text = slowest(PATTERNS[name], SHORT.get(name, 100_000), 1.0)
    assert took < 1.0, text

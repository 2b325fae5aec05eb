"""Every pattern of the project takes linear time, whatever text a portal sends."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.pattern_attacks import Found, all_patterns, seconds, slowest

SHORT = {
    "normalize.layouts.places._MADE_UP": 60,
    "normalize.decoding.legacy_fonts._LAST_NAME": 200,
    "normalize.html.boilerplate_lines._CHROME": 260,
    "normalize.html.boilerplate_lines._CONTACT": 400,
    "normalize.html.boilerplate_lines._COUNTER": 260,
    "normalize.html.boilerplate_lines._LICENCE": 260,
    "normalize.html.boilerplate_lines._VIEWS_AND_DATE": 260,
    "normalize.content.images._ORNAMENT": 255,
    "normalize.fields.citations._BEFORE": 140,
    "normalize.fields.citations._LAW": 140,
    "normalize.fields.citations._OTHER_NUMBERS": 140,
    "normalize.fields.breadcrumb._TRAIL": 300,
}
"""Characters of the longest text that is given to a pattern, where whoever calls it cuts the text before."""
WHOLE = {"normalize.fields.byline._WRITER", "normalize.fields.byline._SOURCE", "normalize.fields.byline._ACCORDING_TO"}
"""Patterns in tuples, with which whole lines are compared (`fullmatch`)."""
PARTS = 16
"""The tests on 100 KB each take one part of the patterns: to collect one for each would import the whole project."""


@pytest.fixture(scope="module")
def patterns() -> dict[str, Found]:
    return {
        name: replace(found, calls=frozenset({"fullmatch"})) if name in WHOLE else found
        for name, found in all_patterns().items()
    }


def slow(patterns: dict[str, Found], length: int, limit: float) -> dict[str, str]:
    """Those that take so many seconds on a text of that length, with the text's beginning."""
    found = {name: slowest(pattern, SHORT.get(name, length), limit) for name, pattern in patterns.items()}
    return {name: text for name, (took, text) in found.items() if took >= limit}


def test_they_are_found(patterns: dict[str, Found]) -> None:
    assert len(patterns) > 200
    assert {*SHORT, *WHOLE} <= set(patterns)


def test_no_pattern_takes_long_on_4_kb(patterns: dict[str, Found]) -> None:
    """One that is quadratic takes 8 million steps there, timed beside them; one that is linear, some thousands."""
    quadratic, text = re.compile("a*b"), "a" * 4_000
    took = min(seconds(quadratic.search, text, 10) for _ in range(5))
    assert slow(patterns, len(text), took / 3) == {}


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_no_pattern_takes_a_second_on_100_kb(patterns: dict[str, Found], part: int) -> None:
    assert slow({name: patterns[name] for name in sorted(patterns)[part::PARTS]}, 100_000, 1.0) == {}

"""When a site is due: cron lines in Vietnam's time, and periods spread by the site's id."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from seeds.config.catalogue import catalogue
from seeds.config.site import Site, SiteFile
from seeds.schedule import last_due, next_due, rule
from seeds.timing import VIETNAM

NOON = datetime(2026, 3, 10, 12, 0, 30, tzinfo=VIETNAM)


@cache
def some_site() -> Site:
    return catalogue().unlisted("hanam")


def site(site_id: str = "hanam", **keys: str | None) -> Site:
    return some_site().model_copy(update={"id": site_id, **keys})


def test_a_cron_line_is_in_vietnams_time() -> None:
    twice = site(schedule="15 6,18 * * *")
    assert last_due(twice, NOON.astimezone(UTC)) == datetime(2026, 3, 10, 6, 15, tzinfo=VIETNAM)
    assert next_due(twice, NOON.astimezone(UTC)) == datetime(2026, 3, 10, 18, 15, tzinfo=VIETNAM)


def test_the_minute_that_has_begun_counts_as_past() -> None:
    always = site(schedule="* * * * *")
    for second in (0, 30, 59):
        now = NOON.replace(second=second)
        assert last_due(always, now) == NOON.replace(second=0)
        assert next_due(always, now) == NOON.replace(second=0) + timedelta(minutes=1)


def test_a_period_returns_at_the_same_moments_whenever_one_asks() -> None:
    often = site(every="6h")
    due = last_due(often, NOON)
    assert due is not None
    assert NOON - timedelta(hours=6) < due <= NOON
    assert next_due(often, NOON) == due + timedelta(hours=6)
    for later in (due, due + timedelta(hours=5, minutes=59)):
        assert last_due(often, later) == due
    assert last_due(often, due + timedelta(hours=6)) == due + timedelta(hours=6)


def test_sites_with_one_period_are_spread_over_it() -> None:
    moments = [last_due(site(f"site-{number}", every="6h"), NOON) for number in range(600)]
    minutes = [(NOON - moment).total_seconds() // 3600 for moment in moments if moment is not None]
    assert len(minutes) == 600
    assert all(60 <= minutes.count(hour) <= 140 for hour in range(6))


def test_a_site_without_a_rule_is_never_due() -> None:
    assert (last_due(site(), NOON), next_due(site(), NOON), rule(site())) == (None, None, None)
    assert rule(site(every="2d")) == "every 2d"


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ({"every": "6 hours"}, "is no length of time"),
        ({"schedule": "0 0 30 2 *"}, "is no cron line"),
        ({"every": "0h"}, "is no length of time"),
        ({"time_limit": "soon"}, "is no length of time"),
        ({"every": "6h", "schedule": "0 6 * * *"}, "keep one of them"),
    ],
)
def test_what_can_not_be_is_refused(keys: dict[str, str], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        SiteFile.model_validate({"name": "Cổng", "level": "national", **keys})

"""Due times of a site's crawls: by the cron line of its file, or every so often."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from cronsim import CronSim

from seeds.config.site import Site
from seeds.timing import VIETNAM, duration

_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""Origin of all periods; any fixed moment serves."""
_MINUTE = timedelta(minutes=1)


def rule(site: Site) -> str | None:
    """Return the rule of the site's file, for people; None if the file has none."""
    return site.schedule or (f"every {site.every}" if site.every else None)


def last_due(site: Site, now: datetime) -> datetime | None:
    """Return the newest moment, `now` at the latest, at which the site was due; None if its file has no rule."""
    if site.schedule is not None:
        minute = now.astimezone(VIETNAM).replace(second=0, microsecond=0)
        return next(CronSim(site.schedule, minute + _MINUTE, reverse=True), None)
    if site.every is None:
        return None
    period = duration(site.every)
    first = _EPOCH + _jitter(site.id, period)
    return (first + (now - first) // period * period).astimezone(VIETNAM)


def next_due(site: Site, now: datetime) -> datetime | None:
    """Return the first moment after `now` at which the site is due; None if its file has no rule."""
    if site.schedule is not None:
        return next(CronSim(site.schedule, now.astimezone(VIETNAM)), None)
    last = last_due(site, now)
    return last + duration(site.every) if last is not None and site.every is not None else None


def _jitter(site_id: str, period: timedelta) -> timedelta:
    """Return the site's fixed share of the period, so that a thousand sites are not due at once."""
    share = int.from_bytes(sha256(site_id.encode()).digest()[:8])
    return timedelta(seconds=share % int(period.total_seconds()))

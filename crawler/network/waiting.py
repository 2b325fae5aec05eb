"""What an answer's Retry-After asks for."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy.http import Response

ASKING = frozenset({429, 503})
"""Statuses with which a host says that it wants less; on redirects the header means something else."""


def retry_after(response: Response, now: datetime) -> float | None:
    """Seconds that the host wants to be left alone, from 0 up; None where it does not say, or in no known form."""
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if response.status not in ASKING or not value:
        return None
    if value.isascii() and value.isdigit():
        return float(value[:12])
    try:
        moment = parsedate_to_datetime(value)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - now).total_seconds())
    except (ValueError, OverflowError, TypeError, IndexError):  # years and zones that no calendar has
        return None

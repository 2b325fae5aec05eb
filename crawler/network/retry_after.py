"""Parser for an answer's Retry-After."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy.http import Response

ASKING = frozenset({429, 503})
"""Statuses with which a host asks for fewer requests; on redirects the header means something else."""


def retry_after(response: Response, now: datetime) -> float | None:
    """Return the seconds that the host asks to be left alone, at least 0; None without a readable Retry-After."""
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

"""Deltas that bring an older corpus to schema.sql, over a frozen baseline. Run by `corpus.database.schema.upgrade`."""

from __future__ import annotations

REVISIONS = tuple(f"{number:04}" for number in range(1, 17))
"""Every revision, oldest first (listed here because Alembic takes too long to load for every command)."""

HEAD = REVISIONS[-1]
"""Revision that corresponds to schema.sql."""

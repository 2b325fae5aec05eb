"""Deltas that bring an older corpus to schema.sql, over a frozen baseline. Run by `corpus.schema.migrate`."""

from __future__ import annotations

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011", "0012", "0013")
"""Every revision, oldest first (told here too, because Alembic takes too long to load for every command)."""

HEAD = REVISIONS[-1]
"""The revision that schema.sql stands for."""

"""Channels that have taken an alarm, so that one that fails does not make the others deliver it twice."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"

_COLUMN = """
ALTER TABLE public.alarm ADD COLUMN taken_by text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN public.alarm.told_at IS 'When every channel (webhook, command) had taken it; null until then.';
COMMENT ON COLUMN public.alarm.taken_by IS 'Channels that have taken it already: webhook, command.';
"""


def upgrade() -> None:
    """Add the column."""
    op.get_bind().connection.cursor().execute(_COLUMN)
